"""A vault held against its trackers: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.obsidian.names import is_canvas, is_note
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import PASSING, Vault, aliases_of
from vaultsync.rules.registry import judge_note, judge_vault, settled
from vaultsync.rules.rule import Published, View
from vaultsync.rules.suppress import may_ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.bystanders import Asker, Parts
    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.match.alignment import Alignment
    from vaultsync.match.claim import Claims
    from vaultsync.match.history import Event
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.files import Files
    from vaultsync.recall import Memory, Recalled
    from vaultsync.report.summary import Tally
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.vocabulary import Vocabulary


class Tracker(NamedTuple):
    """A tracker's side as it was read: from the lock, or from files named for one run.

    `shown` is the path under which diagnostics show rows, `row_lines` their
    lines there by row key. `name` is the one in the configuration. `news` is
    what the history is told once the lock holds this reading.
    """

    shown: str
    lock: Lock
    row_lines: Mapping[str, int]
    vocabulary: Vocabulary
    name: str = DEFAULT_TRACKER
    news: tuple[Event, ...] = ()


class Workspace:
    """One vault, its configuration and its trackers, judged on demand and kept up to date.

    `unread` names the trackers in use that were never read. `memory` is where
    an earlier run left what it found; it is used where the cache is. `tell` is
    told how far the work is: of what, how many are done, and how many there are.
    """

    def __init__(
        self,
        config: Config,
        files: Files,
        trackers: Sequence[Tracker] = (),
        unread: Sequence[str] = (),
        cache: Callable[[], Cache] | None = None,
        memory: Memory | None = None,
        tell: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> None:
        self.config = config
        self.trackers = tuple(trackers)
        self.unread = tuple(unread)
        self.vault = Vault(files, config_folder=config.config_folder, cache=cache)
        self._memory = memory if self.vault.cache is not None else None
        self._tell = tell
        self._view: View | None = None
        self._judged: dict[str, tuple[Diagnostic, ...]] = {}
        self._asking: set[str] = set()
        self._whole: tuple[Diagnostic, ...] | None = None
        self._parts: Parts | None = None
        self._taken: _Taken | None = None

    @property
    def view(self) -> View:
        """Return all that rules see, made from what was last read."""
        if self._view is None:
            self._view = self._seen(self._sides())
        return self._view

    @property
    def sides(self) -> tuple[Published, ...]:
        """Return the alignment and agreement with each tracker that was read."""
        return tuple(each.published for each in self.view.each if each.published is not None)

    @property
    def published(self) -> Published | None:
        """Return the alignment and agreement with the first tracker, or None without one."""
        return next(iter(self.sides), None)

    def diagnostics(
        self, select: Sequence[str] | None = None, ignore: Sequence[str] | None = None
    ) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong or worth knowing, sorted.

        `select` and `ignore` are codes or their beginnings; None leaves the choice
        to the configuration.
        """
        if self._taken is None and not self._judged:
            self._take_over()
        if self._taken is None:
            self.vault.scan_all(self._tell)
        # What a run took over says how the whole vault stands: only single notes are judged.
        view = self._taken.view if self._taken else self.view
        sources = (*self.vault.note_paths, *self.vault.canvas_paths)
        for number, path in enumerate(sources):
            if not number % 64:
                self._tell("notes judged", number, len(sources))
            if path not in self._judged and (source := self.vault.source(path)):
                self._judged[path] = judge_note(source, view)
                if isinstance(source, Note) and may_ask(source):
                    self._asking.add(path)
        if self._whole is None:
            self._whole = judge_vault(view)
        found = [found for part in self._judged.values() for found in part]
        return settled([*found, *self._whole], view, select, ignore, sorted(self._asking))

    @property
    def tallies(self) -> Mapping[str, Sequence[Tally]]:
        """Return what each action adds to how the vault stands, by tracker."""
        if self._taken is not None:
            return self._taken.recalled.tallies
        from vaultsync.report.summary import tally

        return {side.name: tuple(map(tally, side.agreements)) for side in self.sides}

    def change(self, hints: Iterable[str] | None) -> frozenset[str]:
        """Read again what the hinted vault paths name, or look at every file for None.

        Returns the paths that changed, appeared or vanished. A hint for a path
        that did not change costs a look at it and nothing else.
        """
        hinted = None if hints is None else tuple(hints)
        if self._taken is not None:  # it does not know what depends on what
            self._forget()
        names, aliases = self.vault.paths, self._aliases(hinted)
        parts = self._parts_now()
        changed = self.vault.change(hinted)
        if not changed:
            return changed
        if hinted is None or self.vault.paths != names or self._aliases(hinted) != aliases:
            # A name that comes or goes may be what any broken link wanted.
            self._forget()
            return changed
        touched = self.vault.stale | changed
        for path in touched:
            self._judged.pop(path, None)
            self._asking.discard(path)
        view = self._view
        if parts is not None and view is not None and self._bystand(touched, parts, view):
            self._view = view._replace()  # what rules found out by the way is found out anew
        else:
            self._forget_whole()
        return changed

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = map(self.vault.note, (path for path in hinted or () if path.endswith(".md")))
        return {note.path: tuple(note.properties.aliases) for note in notes if note}

    def _forget(self) -> None:
        """Judge everything anew."""
        self._judged.clear()
        self._asking.clear()
        self._forget_whole()

    def _forget_whole(self) -> None:
        """Judge the vault as a whole anew."""
        self._view = self._whole = self._parts = self._taken = None

    def _parts_now(self) -> Parts | None:
        """Return what the whole vault takes from each note; None if the whole was not judged."""
        if self._whole is None or self._view is None:
            return None
        if self._parts is None:
            from vaultsync.bystanders import Parts, part_of, surroundings

            vault, askers = self.vault, _askers(self._view)
            around = surroundings(vault, (found.place.path for found in self._whole))
            parts = {path: part_of(path, vault, askers, around) for path in vault.source_paths}
            self._parts = Parts(around, {path: part for path, part in parts.items() if part != ()})
        return self._parts

    def _bystand(self, paths: Iterable[str], parts: Parts, view: View) -> bool:
        """Return whether what the whole vault takes from changed files is what it was."""
        from vaultsync.bystanders import part_of

        askers = _askers(view)
        for path in paths:
            before = parts.of.get(path, ())
            if not is_source(path) or before is None:
                return False
            if part_of(path, self.vault, askers, parts.around) != before:
                return False
        return True

    def _take_over(self) -> None:
        """Begin with what an earlier run left, if what changed since has no part in the whole."""
        kept = self._memory and self._memory.recall(self.vault.stats, self.vault.settings)
        if not kept:
            return
        recalled, differ = kept
        changed = {path for path in differ if is_source(path)}
        touched = changed.union(*(recalled.sources.get(path, ()) for path in changed))
        for path in changed:
            note = self.vault.note(path)
            if note and aliases_of(note) != tuple(recalled.aliases.get(path, ())):
                return
        from vaultsync.match.alignment import Alignment

        nothing = Alignment((), (), (), ())
        sides = [
            each.published(nothing, (), texts)
            for each, texts in zip(self._held(), recalled.sought, strict=True)
        ]
        taken = _Taken(recalled, frozenset(touched), self._seen(sides))
        if not self._bystand(touched, recalled.parts, taken.view):
            return
        self._taken = taken
        self.vault.take_over(recalled.aliases)
        self._judged = dict.fromkeys(self.vault.source_paths, ()) | dict(recalled.found)
        for path in touched:
            del self._judged[path]
        self._asking = set(recalled.asking - touched)
        self._whole = recalled.whole

    def leave(self) -> None:
        """Leave what was found for the next run."""
        from vaultsync.recall import Recalled

        passing = any(each.kind in PASSING for each in self.vault.failures.values())
        if self._memory is None or self._whole is None or passing:
            return
        vault, found = self.vault, {path: each for path, each in self._judged.items() if each}
        asking = frozenset(self._asking)
        if self._taken is not None:
            recalled, touched = self._taken.recalled, self._taken.touched
            if not touched:
                return
            sources = vault.anchored  # of the notes that were judged in this run
            for target, before in recalled.sources.items():
                left = [path for path in before if path not in touched]
                sources[target] = left + sources.get(target, [])
            new = recalled._replace(found=found, asking=asking, sources=sources)
        else:
            sought = tuple(side.sought for side in self.sides)
            parts = self._parts_now()
            if parts is None:
                return
            new = Recalled(
                found, self._whole, asking, vault.anchored, vault.aliases, parts, sought,
                self.tallies,
            )  # fmt: skip
        self._memory.keep(vault.stats, vault.settings, new)

    def configure(self, config: Config) -> None:
        """Judge by another configuration from now on; the vault's folders stay as they are."""
        self.config = config
        self._forget()

    def hold_against(self, trackers: Sequence[Tracker], unread: Sequence[str] = ()) -> None:
        """Hold the vault against another reading of the trackers."""
        names = (self.unread, *(each.name for each in self.trackers))
        self.trackers = tuple(trackers)
        self.unread = tuple(unread)
        if names == (self.unread, *(each.name for each in self.trackers)):
            self._forget_whole()
        else:  # what they call actions counts for single notes as well
            self._forget()

    def _seen(self, found: Iterable[Published]) -> View:
        """Return all that rules see, of trackers included that are there by name alone."""
        first, *others = self._views({side.name: side for side in found})
        return first._replace(beside=tuple(others))

    def _views(self, sides: Mapping[str, Published]) -> list[View]:
        named = [name for name in self.config.trackers if name in (*sides, *self.unread)]
        default = DEFAULT_TRACKER in (*sides, *self.unread)
        if not named:
            return [View(self.vault, self.config, sides.get(DEFAULT_TRACKER))]
        names = [DEFAULT_TRACKER, *named] if default else named
        views = [
            View(self.vault, self.config.of(name), sides.get(name), name if names[1:] else "")
            for name in names
        ]
        if not default and all(view.config.label != self.config.label for view in views):
            # What the vault calls its actions otherwise goes for its own rules all the same.
            views.append(View(self.vault, self.config, None, in_use=False))
        return views

    def _sides(self) -> list[Published]:
        """Hold the vault against each tracker, and keep apart what belongs to which."""
        sides = self._held()
        claims = [side.claims() for side in sides]
        if len(sides) > 1:
            from vaultsync import several

            claims = several.claims_apart(
                [
                    several.Claimed(mine, side.config.names.id_property)
                    for side, mine in zip(sides, claims, strict=True)
                ]
            )
        alignments = [side.alignment(mine) for side, mine in zip(sides, claims, strict=True)]
        if len(sides) > 1:
            alignments = several.actions_apart(
                [
                    several.Aligned(mine, side.is_whole, side.config.names)
                    for side, mine in zip(sides, alignments, strict=True)
                ]
            )
        agreements = [side.agreements(mine) for side, mine in zip(sides, alignments, strict=True)]
        if len(sides) > 1:
            agreements = several.agreements_apart(
                [
                    several.Held(side.tracker.name, side.config.names, mine)
                    for side, mine in zip(sides, agreements, strict=True)
                ],
                self.vault,
            )
        return [
            side.published(alignment, mine, stated.sought)
            for side, alignment, mine, stated in zip(
                sides, alignments, agreements, claims, strict=True
            )
        ]

    def _held(self) -> list[_Side]:
        return [
            _Side(self.vault, tracker, self.config.of(tracker.name)) for tracker in self.trackers
        ]


class _Taken(NamedTuple):
    """What was taken over from an earlier run, the notes judged anew, and what their rules see."""

    recalled: Recalled
    touched: frozenset[str]
    view: View


class _Side(NamedTuple):
    """One tracker, the configuration as it is for it, and the vault: the steps of holding."""

    vault: Vault
    tracker: Tracker
    config: Config

    @property
    def is_whole(self) -> bool:
        return self.tracker.lock.snapshot.complete is not None

    def claims(self) -> Claims:
        from vaultsync.match.claims import find_claims
        from vaultsync.match.labels import LabelPattern

        labels, snapshot = LabelPattern(self.config.label), self.tracker.lock.snapshot
        return find_claims(self.vault, labels, snapshot, self.config.names.id_property)

    def alignment(self, claims: Claims) -> Alignment:
        from vaultsync.held import carries_managed_tags
        from vaultsync.match.alignment import align

        lock, names, vocabulary = self.tracker.lock, self.config.names, self.tracker.vocabulary
        return align(
            claims,
            lock.snapshot,
            lock.identities,
            self.config.scope,
            lambda claim: carries_managed_tags(self.vault, claim, names, vocabulary),
        )

    def agreements(self, alignment: Alignment) -> tuple[Agreement, ...]:
        from vaultsync.agreement import agree

        tracker = self.tracker
        return agree(alignment, self.vault, tracker.lock, self.config.names, tracker.vocabulary)

    def published(
        self, alignment: Alignment, agreements: tuple[Agreement, ...], sought: Sequence[str]
    ) -> Published:
        shown, lock, lines, vocabulary, name, _ = self.tracker
        return Published(
            shown, lock, lines, vocabulary, alignment, agreements, name, self.config, tuple(sought)
        )


def _askers(view: View) -> list[Asker]:
    """Return what each tracker looks for in every note."""
    from vaultsync.bystanders import Asker
    from vaultsync.match.labels import LabelPattern
    from vaultsync.match.word_search import word_search

    askers = []
    for each in view.each:
        sought = tuple(each.published.sought) if each.published else ()
        search = word_search(sought) if sought else None
        askers.append(Asker(LabelPattern(each.config.label), each.config.names, search))
    return askers


def is_source(path: str) -> bool:
    """Return whether a file is one that links may stand in: a note or a canvas."""
    return is_note(path) or is_canvas(path)
