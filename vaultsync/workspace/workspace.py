"""A vault held against its trackers: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.settling import settled
from vaultsync.workspace.printed import Printed
from vaultsync.workspace.single_notes import SingleNotes
from vaultsync.workspace.views import Views
from vaultsync.workspace.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.files import Files
    from vaultsync.report.passages import Passage, Wanted
    from vaultsync.report.summary import Tally
    from vaultsync.rules.rule import Published, View
    from vaultsync.text import Span
    from vaultsync.workspace.aside import Aside
    from vaultsync.workspace.changes import Changes
    from vaultsync.workspace.leaving import OfStated
    from vaultsync.workspace.recall import Memory
    from vaultsync.workspace.sides import Tracker


WORTH_GOING_OVER = 150
"""Fewer notes may as well stay in memory, and are judged in about the time that a fork costs."""


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
        self.vault = Vault(files, config_folder=config.config_folder, cache=cache)
        self.views = Views(self.vault, config, trackers, unread)
        self._memory = memory if self.vault.sources.has_cache else None
        self._tell = tell
        self._notes = SingleNotes(self.vault)
        self._whole = Whole(self.vault)
        self._aside: Aside | None = None  # it may be keeping what was found in notes
        self._printed: Printed | None = None

    @property
    def config(self) -> Config:
        """Return the configuration that it is judged by."""
        return self.views.config

    @property
    def trackers(self) -> tuple[Tracker, ...]:
        """Return the trackers that it is held against."""
        return self.views.trackers

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the names of the trackers in use that were never read."""
        return self.views.unread

    @property
    def view(self) -> View:
        """Return all that rules see, made from what was last read."""
        return self.views.held

    @property
    def sides(self) -> tuple[Published, ...]:
        """Return the alignment and agreement with each tracker that was read."""
        return tuple(each.published for each in self.view.each if each.published is not None)

    def diagnostics(
        self,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        once: bool = False,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong or worth knowing, sorted.

        `select` and `ignore` are codes or their beginnings; None leaves the choice
        to the configuration. `once` says that there will be no change to take
        note of: less is held for it, and another process may still be keeping what was
        found in notes, until there is `rest`. `meanwhile` is done, once at most, where this
        process works less than another or waits for it.
        """
        self._judge(once, meanwhile)
        said = [*self._notes.said, *self._whole.said]
        return settled(said, self.views.of_notes, select, ignore, sorted(self._notes.asking))

    def passages(
        self, wanted: Wanted, once: bool = False, meanwhile: Callable[[], None] = lambda: None
    ) -> list[tuple[str, Passage]]:
        """Return what is printed of everything that is wrong or worth knowing, file by file.

        That is what `diagnostics` would return, but for what is not `wanted`. The files are
        sorted by their paths; `once` and `meanwhile` are as there.
        """
        self._printed = Printed(wanted, self.config, self.line)
        self._judge(once, meanwhile)
        return [*self._printed.all(self._notes, self._whole.said, self.views.of_notes)]

    def _judge(self, once: bool, meanwhile: Callable[[], None]) -> None:
        """Judge all that is not known yet."""
        if self.views.taken is None and not self._notes.found:
            self._take_over()
        # What a run took over may say how the whole vault stands: then only notes are judged.
        if not self._whole.is_judged:
            anew = self.views.taken is None and not self._notes.found
            if anew and self.vault.note_count >= WORTH_GOING_OVER:
                self._judge_anew(once, meanwhile)
            else:
                self._judge_whole()
        self._notes.judge(self.views.of_notes, self._tell)

    def hidden_faults(
        self, diagnostics: Iterable[Diagnostic]
    ) -> dict[tuple[str, Span], frozenset[str]]:
        """Return what is wrong with links behind what is said of them, by note and link."""
        from vaultsync.rules.hidden import hidden_faults

        return hidden_faults(diagnostics, self.views.of_notes)

    def _judge_anew(self, once: bool, meanwhile: Callable[[], None]) -> None:
        """Judge the whole of a vault of which nothing is known, and all notes of it."""
        from vaultsync.workspace.anew import Anew, Errand

        printed = self._printed
        write = printed.of_own if printed and not printed.is_narrow else None
        errand = Errand(self._memory, self._tell, once, meanwhile, write)
        anew = Anew(self._whole, self.views.alone(), self.views.held_as_told, self.trackers, errand)
        alone, linked, self._aside = anew.judge()
        self._notes.know(alone)
        self._notes.know(linked)
        if printed:
            printed.know(linked.passages)

    def _judge_whole(self) -> None:
        """Judge of the whole what is not known yet."""
        from vaultsync.rules.for_vaults import judge_alone, judge_stated

        if self._whole.stated is None:
            self._whole.stated = judge_stated(self.view)
        if self._whole.alone is None:
            self._whole.alone = judge_alone(self.views.of_notes)
        self._whole.linked = None

    def line(self, path: str, number: int) -> str | None:
        """Return a line of a note, counted from 1; None for what cannot be quoted."""
        return self._notes.line(path, number)

    @property
    def tallies(self) -> Mapping[str, Sequence[Tally]]:
        """Return what each action adds to how the vault stands, by tracker."""
        if self.views.taken is not None and self.views.taken.holds.stated:
            return self.views.taken.recalled.tallies
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
        return self._changes().take(hints)

    def _changes(self) -> Changes:
        from vaultsync.workspace.changes import Changes

        return Changes(self.vault, self.views, self._notes, self._whole)

    def _take_over(self) -> None:
        """Begin with what an earlier run left, where it still holds."""
        if self._memory is None:
            return
        from vaultsync.workspace.taking_over import taken_over

        taken = self.views.taken = taken_over(self._memory, self.vault, self.views.alone)
        if taken is None:
            return
        recalled = taken.recalled
        self.vault.take_over(recalled.aliases, taken.copied(self.vault), taken.counting)
        self._notes.take_over(taken)
        if self._printed:
            self._printed.take_over(recalled, taken.again)
        self._whole.take_over(taken)

    def leave(self) -> None:
        """Leave what was found for the next run."""
        if self._memory is None or not self._whole.is_judged or self.vault.is_passing:
            return
        from vaultsync.workspace.leaving import OfNotes, all_found, found_since

        judged = self._notes
        asking = frozenset(judged.asking)
        notes = OfNotes(judged.found, asking, judged.quoted, self._printed)
        if self.views.taken is None:
            parts = self._whole.parts_now(self.views)
            new = parts and all_found(notes, self._whole, parts, self._of_stated(), self.vault)
        else:
            view = self.views.of_notes
            new = found_since(self.views.taken, notes, self._whole, view, self._of_stated)
        if new is not None:
            self._memory.keep(self.vault.stats, self.vault.settings, new)

    def rest(self) -> None:
        """Wait until no other process does anything for this one."""
        aside, self._aside = self._aside, None
        if aside:
            aside.wait()

    def _of_stated(self) -> OfStated:
        from vaultsync.workspace.leaving import OfStated

        return OfStated(tuple(side.sought for side in self.sides), self.tallies)

    def configure(self, config: Config) -> None:
        """Judge by another configuration from now on; the vault's folders stay as they are."""
        self.views.config = config
        self._memory = None  # what it holds was found by the other
        self._changes().forget_all()

    def hold_against(self, trackers: Sequence[Tracker], unread: Sequence[str] = ()) -> None:
        """Hold the vault against another reading of the trackers."""
        names = (self.unread, *(each.name for each in self.trackers))
        self.views.trackers, self.views.unread = tuple(trackers), tuple(unread)
        self._memory = None  # what it holds was found by the other
        if names == (self.unread, *(each.name for each in self.trackers)):
            self.views.forget()
            self._whole.forget()
        else:  # what they call actions counts for single notes as well
            self._changes().forget_all()
