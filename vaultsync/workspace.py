"""A vault held against its trackers: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.registry import judge_note, judge_vault, settled
from vaultsync.rules.rule import Published, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.match.alignment import Alignment
    from vaultsync.match.claim import Claims
    from vaultsync.match.history import Event
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.files import Files
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

    `unread` names the trackers in use that were never read.
    """

    def __init__(
        self,
        config: Config,
        files: Files,
        trackers: Sequence[Tracker] = (),
        unread: Sequence[str] = (),
        cache: Callable[[], Cache] | None = None,
    ) -> None:
        self.config = config
        self.trackers = tuple(trackers)
        self.unread = tuple(unread)
        self.vault = Vault(files, config_folder=config.config_folder, cache=cache)
        self._view: View | None = None
        self._judged: dict[str, tuple[Diagnostic, ...]] = {}

    @property
    def view(self) -> View:
        """Return all that rules see, made from what was last read."""
        if self._view is None:
            first, *others = self._views()
            self._view = first._replace(beside=tuple(others))
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
        view = self.view
        for path in (*self.vault.note_paths, *self.vault.canvas_paths):
            if path not in self._judged and (source := self.vault.source(path)):
                self._judged[path] = judge_note(source, view)
        found = [found for part in self._judged.values() for found in part]
        return settled([*found, *judge_vault(view)], view, select, ignore)

    def change(self, hints: Iterable[str] | None) -> frozenset[str]:
        """Read again what the hinted vault paths name, or look at every file for None.

        Returns the paths that changed, appeared or vanished. A hint for a path
        that did not change costs a look at it and nothing else.
        """
        hinted = None if hints is None else tuple(hints)
        names, aliases = self.vault.paths, self._aliases(hinted)
        changed = self.vault.change(hinted)
        if changed:
            self._view = None
            if hinted is None or self.vault.paths != names or self._aliases(hinted) != aliases:
                # A name that comes or goes may be what any broken link wanted.
                self._judged.clear()
            else:
                for path in self.vault.stale:
                    self._judged.pop(path, None)
        return changed

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = map(self.vault.note, (path for path in hinted or () if path.endswith(".md")))
        return {note.path: tuple(note.properties.aliases) for note in notes if note}

    def configure(self, config: Config) -> None:
        """Judge by another configuration from now on; the vault's folders stay as they are."""
        self.config = config
        self._view = None
        self._judged.clear()

    def hold_against(self, trackers: Sequence[Tracker], unread: Sequence[str] = ()) -> None:
        """Hold the vault against another reading of the trackers."""
        self.trackers = tuple(trackers)
        self.unread = tuple(unread)
        self._view = None

    def _views(self) -> list[View]:
        """Return what rules see of each tracker, those included that are there by name alone."""
        sides = {side.name: side for side in self._sides()}
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
        sides = [
            _Side(self.vault, tracker, self.config.of(tracker.name)) for tracker in self.trackers
        ]
        claims = [side.claims() for side in sides]
        if len(sides) > 1:
            from vaultsync import several

            claims = several.claims_apart(claims)
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
            side.published(alignment, mine)
            for side, alignment, mine in zip(sides, alignments, agreements, strict=True)
        ]


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

    def published(self, alignment: Alignment, agreements: tuple[Agreement, ...]) -> Published:
        shown, lock, lines, vocabulary, name, _ = self.tracker
        return Published(shown, lock, lines, vocabulary, alignment, agreements, name, self.config)
