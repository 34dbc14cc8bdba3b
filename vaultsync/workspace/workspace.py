"""A vault held against its trackers: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from vaultsync.disk.other_names import renamed_since
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import hidden, is_note, is_source
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.settling import settled
from vaultsync.workspace.holding import NOTHING_HOLDS, stands, wanting
from vaultsync.workspace.printed import Printed
from vaultsync.workspace.single_notes import SingleNotes
from vaultsync.workspace.telling import notes_telling
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
    from vaultsync.workspace.bystanders import Parts
    from vaultsync.workspace.holding import Holds
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

    @property
    def published(self) -> Published | None:
        """Return the alignment and agreement with the first tracker, or None without one."""
        return next(iter(self.sides), None)

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
        hinted = None if hints is None else tuple(hints)
        if self._notes.are_taken_over:  # what was taken over does not know what depends on what
            self._forget()
            return self._change(hinted)  # and nothing is read before it is looked at
        names, aliases = self._names, self._aliases(hinted)
        parts = self._parts_now()
        if self._whole.linked is not None:  # who depends on whom another process found out
            self.vault.leads.know_anchored(self._whole.linked.sources.all())
            self._whole.linked = None
        moved = bool(self.vault.sources.moved)
        changed = self._change(hinted)
        if not changed:
            return changed
        renamed = renamed_since(names[0], self.vault.paths)
        if moved or hinted is None or self._names[1:] != names[1:]:
            self._forget()  # it is not known what depends on what
            return changed
        if self.views.telling is not None:
            telling = notes_telling(changed - renamed.gone, self.vault, self.views.alone())
            self.views.telling = (self.views.telling - changed) | telling
        # What attachments hold is never asked; all else in the configuration folder may matter.
        touched = {path for path in self.vault.stale | changed if is_source(path) or hidden(path)}
        again = set(touched)
        if renamed.all or self._aliases(hinted) != aliases:
            again |= wanting(self._notes.found)
        self._notes.forget(again)
        view = self.views.made
        if parts is None or view is None:
            self._forget_whole(touched)
            return changed
        alone = self._whole.alone or ()
        holds, parts = stands(touched, parts, self.vault, view, alone, renamed)
        self._whole.standing.go_on(parts)
        if not (holds.alone and holds.stated):
            self._forget_whole(touched, holds)
        if holds.stated:
            self.views.go_on(view)
        return changed

    def _change(self, hinted: Iterable[str] | None) -> frozenset[str]:
        """Read again what changed of the files that are hinted; return what did."""
        changed = self.vault.change(hinted)
        self._notes.forget_lines(changed)
        return changed

    @property
    def _names(self) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, str]]:
        return self.vault.paths, self.vault.unlisted, self.vault.offloaded

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = (path for path in hinted or () if is_note(path))
        return {path: self.vault.aliases_in(path) for path in notes}

    def _forget(self) -> None:
        """Judge everything anew."""
        self._notes.forget_all()
        self._forget_whole()
        self.views.forget_all()
        self._whole.forget_parts()

    def _forget_whole(self, touched: Iterable[str] = (), holds: Holds = NOTHING_HOLDS) -> None:
        """Judge the vault as a whole anew, but for what holds; these notes may be different."""
        self.views.forget()
        self._whole.forget(touched, holds)

    def _parts_now(self) -> Parts | None:
        """Return what the whole vault takes from each note; None if the whole was not judged."""
        if not self._whole.is_judged or self.views.made is None:
            return None
        self._prepare()
        return self._whole.parts(self.views.made)

    def _prepare(self) -> None:
        """Find out which notes may state anything, while all are as they were gone over."""
        if self.views.telling is not None:
            self._whole.standing.prepare(self.view, self.views.telling)

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
            parts = self._parts_now()
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
        self._forget()

    def hold_against(self, trackers: Sequence[Tracker], unread: Sequence[str] = ()) -> None:
        """Hold the vault against another reading of the trackers."""
        names = (self.unread, *(each.name for each in self.trackers))
        self.views.trackers, self.views.unread = tuple(trackers), tuple(unread)
        self._memory = None  # what it holds was found by the other
        if names == (self.unread, *(each.name for each in self.trackers)):
            self._forget_whole()
        else:  # what they call actions counts for single notes as well
            self._forget()
