"""A vault held against its trackers: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from vaultsync.aside import judged, judged_links, links_aside
from vaultsync.bystanders import notes_telling
from vaultsync.holding import NOTHING_HOLDS, stands
from vaultsync.obsidian.names import is_note
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.settling import settled
from vaultsync.sides import hold, seen, unheld
from vaultsync.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.bystanders import Linked, Parts
    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.holding import Holds
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.files import Files
    from vaultsync.once_over import GoneOver
    from vaultsync.recall import Memory
    from vaultsync.report.summary import Tally
    from vaultsync.rules.rule import Published, View
    from vaultsync.sides import Tracker
    from vaultsync.standing import Standing
    from vaultsync.taking_over import Taken


WORTH_GOING_OVER = 400
"""Fewer notes may as well stay in memory, and are judged in about the time that a fork costs."""

_LONG = 400  # characters: lines that are longer are not kept
_TOGETHER = 64  # notes: how often it is told how many are judged


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
        # What was said of the whole, whatever it states, and of what it states.
        self._alone: tuple[Diagnostic, ...] | None = None
        self._stated: tuple[Diagnostic, ...] | None = None
        self._standing: Standing | None = None  # what the whole takes from each note, once asked
        self._taken: Taken | None = None
        self._quoted: dict[str, dict[int, str]] = {}
        self._linked: Linked | None = None  # what the links come to, if another process found it
        # The notes that may state an action by a label or an id, once all were gone over.
        self._telling: set[str] | None = None
        self._once = False  # no change will have to be taken note of

    @property
    def view(self) -> View:
        """Return all that rules see, made from what was last read."""
        if self._view is None:
            if self._taken is not None:
                self._telling = self._taken.narrow(self.vault)
            telling = self._telling
            sides = hold(self.vault, self.config, self.trackers, telling)
            self._view = seen(self.vault, self.config, sides, self.unread, telling)
        return self._view

    @property
    def _view_of_notes(self) -> View:
        """Return what rules see that do not ask what is stated where."""
        return self._taken.view if self._taken and self._view is None else self.view

    @property
    def sides(self) -> tuple[Published, ...]:
        """Return the alignment and agreement with each tracker that was read."""
        return tuple(each.published for each in self.view.each if each.published is not None)

    @property
    def published(self) -> Published | None:
        """Return the alignment and agreement with the first tracker, or None without one."""
        return next(iter(self.sides), None)

    def diagnostics(
        self,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        once: bool = False,
    ) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong or worth knowing, sorted.

        `select` and `ignore` are codes or their beginnings; None leaves the choice
        to the configuration. `once` says that there will be no change to take
        note of: less is held for it.
        """
        if self._taken is None and not self._judged:
            self._take_over()
        self._once = once
        # What a run took over may say how the whole vault stands: then only notes are judged.
        if self._alone is None or self._stated is None:
            self._judge_whole(None if self._judged else self._gone_over())
        view = self._view_of_notes
        left = [path for path in self.vault.source_paths if path not in self._judged]
        self._judge(left, view)
        said = [found for part in self._judged.values() for found in part]
        said += (*(self._alone or ()), *(self._stated or ()))
        return settled(said, view, select, ignore, sorted(self._asking))

    def _gone_over(self) -> GoneOver | None:
        """Read every note once, and judge what is to be judged of it alone; None for few notes."""
        if len(self.vault.note_paths) < WORTH_GOING_OVER:
            return None
        from vaultsync.once_over import gone_over

        gone = gone_over(self._view_alone(), self._tell)
        self._judged.update(gone.found)
        self._asking |= gone.asking
        self._telling = gone.telling
        return gone

    def _judge_whole(self, gone: GoneOver | None) -> None:
        """Judge of the whole what is not known, and links of notes that were gone over just now.

        Where it is sooner, a fork of this process judges the links.
        """
        from vaultsync.rules.for_vaults import judge_alone, judge_stated

        aside = gone and links_aside(gone, self._view_alone())
        linked = None
        if aside and self._once:
            self.vault.forget_links()
        try:
            if self._stated is None:
                self._stated = judge_stated(self.view)
            if aside:
                if self._memory is not None:  # meanwhile another judges the links
                    self.vault.keep()
                    self._prepare()
                if self._once:
                    self.vault.forget_notes()
                linked = aside.result()
        finally:
            if aside:
                aside.end()
        if gone is not None:
            linked = linked or judged_links(gone, self.view)
            self._judged.update(linked.judged.found)
            self._asking |= linked.judged.asking
        self._linked = linked and linked.links
        if self._alone is None:
            self._alone = linked.alone if linked else judge_alone(self._view_of_notes)

    def _judge(self, paths: Sequence[str], view: View) -> None:
        """Judge notes and canvases."""
        total = len(self.vault.source_paths)
        for at in range(0, len(paths), _TOGETHER):
            self._tell("notes judged", len(self._judged), total)
            found, asking = judged(paths[at : at + _TOGETHER], view)
            self._judged.update(found)
            self._asking |= asking

    def line(self, path: str, number: int) -> str | None:
        """Return a line of a note, counted from 1; None for what cannot be quoted."""
        line = self._quoted.get(path, {}).get(number)
        if line is None:
            lines = self.vault.lines(path)
            if lines is None or number > len(lines.starts):  # it is another by now
                return None
            line = lines.line_text(number)
            if len(line) <= _LONG:
                self._quoted.setdefault(path, {})[number] = line
        return line

    @property
    def tallies(self) -> Mapping[str, Sequence[Tally]]:
        """Return what each action adds to how the vault stands, by tracker."""
        if self._taken is not None and self._taken.holds.stated:
            return self._taken.recalled.tallies
        sides = self.sides
        if not sides:
            return {}
        from vaultsync.report.tally import tally

        return {side.name: tuple(map(tally, side.agreements)) for side in sides}

    def change(self, hints: Iterable[str] | None) -> frozenset[str]:
        """Read again what the hinted vault paths name, or look at every file for None.

        Returns the paths that changed, appeared or vanished. A hint for a path
        that did not change costs a look at it and nothing else.
        """
        hinted = None if hints is None else tuple(hints)
        if self._taken is not None:  # it does not know what depends on what
            self._forget()
        names, aliases = self._names, self._aliases(hinted)
        parts = self._parts_now()
        if self._linked is not None:  # who depends on whom was found out in another process
            self.vault.know_anchored(self._linked.sources.all())
            self._linked = None
        moved = self.vault.is_moved
        changed = self.vault.change(hinted)
        if not changed:
            return changed
        if self._telling is not None:
            telling = notes_telling(changed, self.vault, self._view_alone())
            self._telling = (self._telling - changed) | telling
        for path in changed:
            self._quoted.pop(path, None)
        named = moved or hinted is None or self._names != names
        if named or self._aliases(hinted) != aliases:
            # A name that comes or goes may be what any broken link wanted.
            self._forget()
            return changed
        touched = self.vault.stale | changed
        for path in touched:
            self._judged.pop(path, None)
            self._asking.discard(path)
        view = self._view
        if parts is None or view is None:
            self._forget_whole(touched)
            return changed
        holds, parts = stands(touched, parts, self.vault, view, self._alone or ())
        self._stood.go_on(parts)
        if not (holds.alone and holds.stated):
            self._forget_whole(touched, holds)
        if holds.stated:
            self._view = view._replace()  # what rules found out by the way is found out anew
        return changed

    @property
    def _names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.vault.paths, self.vault.unlisted

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = (path for path in hinted or () if is_note(path))
        return {path: self.vault.aliases_in(path) for path in notes}

    def _forget(self) -> None:
        """Judge everything anew."""
        self._judged.clear()
        self._asking.clear()
        self._telling = None
        self._forget_whole()
        if self._standing is not None:
            self._standing.forget()

    def _forget_whole(self, touched: Iterable[str] = (), holds: Holds = NOTHING_HOLDS) -> None:
        """Judge the vault as a whole anew, but for what holds; these notes may be different."""
        self._view = self._taken = None
        if not holds.alone:
            self._alone = None
        if not holds.stated:
            self._stated = None
        if self._standing is not None:
            self._standing.judge_anew(touched, holds.alone)

    @property
    def _stood(self) -> Standing:
        """Return what tells which part notes have in what is said of the whole vault."""
        if self._standing is None:
            from vaultsync.standing import Standing

            self._standing = Standing(self.vault)
        return self._standing

    def _parts_now(self) -> Parts | None:
        """Return what the whole vault takes from each note; None if the whole was not judged."""
        if self._alone is None or self._stated is None or self._view is None:
            return None
        self._prepare()
        return self._stood.parts(self._alone, self._stated, self._view, self._linked)

    def _prepare(self) -> None:
        """Find out which notes may state anything, while all are as they were gone over."""
        if self._telling is not None:
            self._stood.prepare(self.view, self._telling)

    def _view_alone(self, sought: Sequence[Sequence[str]] | None = None) -> View:
        """Return what the rules for single notes see; `sought` are the texts looked for."""
        if sought is None:
            sought = [()] * len(self.trackers)
        sides = unheld(self.vault, self.config, self.trackers, sought)
        return seen(self.vault, self.config, sides, self.unread)

    def _take_over(self) -> None:
        """Begin with what an earlier run left, where it still holds."""
        if self._memory is None:
            return
        from vaultsync.taking_over import taken_over

        taken = self._taken = taken_over(self._memory, self.vault, self._view_alone)
        if taken is None:
            return
        recalled = taken.recalled
        self.vault.take_over(recalled.aliases, taken.copied(self.vault), taken.counting)
        self._judged = dict.fromkeys(self.vault.source_paths, ()) | dict(recalled.found)
        for path in taken.touched:
            del self._judged[path]
        self._asking = set(recalled.asking - taken.touched)
        self._alone = recalled.alone if taken.holds.alone else None
        self._stated = recalled.stated if taken.holds.stated else None
        self._quoted = {
            path: dict(lines)
            for path, lines in recalled.quoted.items()
            if path not in taken.changed
        }

    def leave(self) -> None:
        """Leave what was found for the next run."""
        judged = self._alone is not None and self._stated is not None
        if self._memory is None or not judged or self.vault.is_passing:
            return
        from vaultsync.obsidian.anchored import Anchored
        from vaultsync.recall import Recalled

        vault, found = self.vault, {path: each for path, each in self._judged.items() if each}
        asking = frozenset(self._asking)
        if self._taken is not None:
            if not self._taken.touched:
                return
            sources = self._taken.sources(vault.anchored)  # of what was judged in this run
            new = self._taken.recalled._replace(
                found=found, asking=asking, sources=sources, quoted=self._quoted
            )
            if not all(self._taken.holds):
                new = new._replace(**self._judged_anew(self._taken))
            elif self._taken.parts is not self._taken.recalled.parts:
                new = new._replace(parts=self._taken.parts)
        else:
            sought = tuple(side.sought for side in self.sides)
            parts = self._parts_now()
            if parts is None:
                return
            new = Recalled(
                found,
                self._alone or (),
                self._stated or (),
                asking,
                self._linked.sources if self._linked else Anchored.of(vault.anchored),
                vault.aliases,
                parts,
                sought,
                self.tallies,
                self._quoted,
                self._linked.stems if self._linked else vault.resolver.shared,
            )
        self._memory.keep(vault.stats, vault.settings, new)

    def _judged_anew(self, taken: Taken) -> dict[str, Any]:
        """Return what became of those parts of what a run took over that did not hold."""
        alone, stated, view = self._alone or (), self._stated or (), self._view_of_notes
        self._stood.begin(taken.parts, taken.view)
        self._stood.judge_anew(taken.touched, taken.holds.alone)
        told = {"alone": alone, "parts": self._stood.parts(alone, stated, view, None)}
        if taken.holds.stated:
            return told
        sought = tuple(side.sought for side in self.sides)
        return {**told, "stated": stated, "sought": sought, "tallies": self.tallies}

    def configure(self, config: Config) -> None:
        """Judge by another configuration from now on; the vault's folders stay as they are."""
        self.config = config
        self._memory = None  # what it holds was found by the other
        self._forget()

    def hold_against(self, trackers: Sequence[Tracker], unread: Sequence[str] = ()) -> None:
        """Hold the vault against another reading of the trackers."""
        names = (self.unread, *(each.name for each in self.trackers))
        self.trackers = tuple(trackers)
        self.unread = tuple(unread)
        self._memory = None  # what it holds was found by the other
        if names == (self.unread, *(each.name for each in self.trackers)):
            self._forget_whole()
        else:  # what they call actions counts for single notes as well
            self._forget()
