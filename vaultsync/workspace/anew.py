"""Judging a vault anew: what is done when, and what is let go of on the way.

All notes are gone over first, by several processes where that is sooner. While this process
then holds the vault against its trackers, one of the others judges the links.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.rules.for_notes import Judged
from vaultsync.rules.for_vaults import judge_named, judge_stated
from vaultsync.workspace.aside import judged_links, links_aside
from vaultsync.workspace.once_over import gone_over
from vaultsync.workspace.sides import get_ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.rules.rule import View
    from vaultsync.workspace.aside import Aside, Links, Write
    from vaultsync.workspace.folded import FoldedNotes
    from vaultsync.workspace.once_over import GoneOver
    from vaultsync.workspace.recall import Memory
    from vaultsync.workspace.sides import Tracker
    from vaultsync.workspace.whole import Whole


MANY = 20_000
"""What is known of fewer notes takes so little memory that it would take longer to let go of it."""

GOES_ON = 2_000
"""To tell a fork what was found in more notes takes as long as to make another that knows it."""


class Found(NamedTuple):
    """What was found of notes and canvases.

    `alone` is what notes are wherever their links lead; `linked` is all that is said of
    canvases, and of those notes in which something was found. `aside` is who may still be
    keeping what was found in notes, if anybody: it is to be waited for.
    """

    alone: Judged
    linked: FoldedNotes
    aside: Aside | None


class Errand(NamedTuple):
    """What a vault is judged for.

    `memory` is where what is found will be left for the next run. `tell` is told how far the work
    is; `once` and `meanwhile` are as for `Workspace.diagnostics`. `write` makes passages, if they
    are wanted.
    """

    memory: Memory | None
    tell: Callable[[str, int, int], None]
    once: bool
    meanwhile: Callable[[], None]
    write: Write | None


class Anew:
    """The judging of one vault of which no note was judged yet; it lives as long as that takes.

    `whole` is told what is said of the vault as a whole. `alone` is what the rules for single
    notes see, `held` returns what all rules see, once it is known which notes may state an
    action.
    """

    def __init__(
        self,
        whole: Whole,
        alone: View,
        held: Callable[[set[str]], View],
        trackers: Sequence[Tracker],
        errand: Errand,
    ) -> None:
        self._whole = whole
        self._alone, self._held = alone, held
        self._vault, self._trackers = alone.vault, trackers
        self._errand = errand
        self._sparing = errand.once and self._vault.note_count >= MANY
        self._meanwhile = errand.meanwhile

    def judge(self) -> Found:
        """Go over all notes, and judge the whole; where it is sooner, a fork judges the links."""
        keeps = self._errand.once and self._errand.memory is not None
        holds = self._vault.note_count < MANY
        aside = links_aside(self._alone, keeps, holds, self._errand.write)
        links = None
        try:
            gone = self._gone_over(aside)
            goes_on = aside is not None and aside.begin(gone)
            if goes_on and self._sparing:
                self._vault.forget_links()
            view = self._held(gone.telling)
            stated, named = judge_stated(view), judge_named(view)
            if aside and goes_on:
                links = self._awaited(aside, view, gone.telling)
        finally:
            self._vault.searched.forget_texts()
            if aside and links is None:
                aside.end()
        keeping = aside if links else None
        if keeping and (self._sparing or not self._errand.once):
            keeping.wait()  # what it holds is let go of before more is held here
            keeping = None
        links = links or judged_links(gone, view, self._errand.write)
        self._whole.stated, self._whole.alone = stated, named + links.whole
        self._whole.linked = links.links
        return Found(Judged(gone.found, gone.asking, {}), links.judged, keeping)

    def _gone_over(self, aside: Aside | None) -> GoneOver:
        """Read every note once, and judge what is to be judged of it alone."""
        then = aside.links if aside and self._vault.note_count < GOES_ON else None
        gone = gone_over(self._alone, self._errand.tell, self._get_ready, then)
        self._vault.leads.mentioned.know(gone.mentions)
        self._vault.leads.mentioned.forget(self._vault.canvas_paths)  # these were not gone over
        return gone

    def _get_ready(self) -> None:
        """Do what need not wait for what stands in the notes."""
        if get_ready(self._vault, self._trackers):  # else there is more time when links are judged
            self._do_meanwhile()
        if self._errand.once and self._errand.memory is not None:
            self._errand.memory.get_ready(self._vault.stats)
            _ = self._vault.maybe_copies

    def _awaited(self, aside: Aside, view: View, telling: set[str]) -> Links | None:
        """Do all that need not wait for the links, and return what a fork found them to come to."""
        if self._errand.memory is not None:
            aside.keep()
            self._whole.standing.prepare(view, telling)
        self._do_meanwhile()
        if self._sparing:
            self._vault.forget_notes()
        return aside.result(not self._sparing)

    def _do_meanwhile(self) -> None:
        """Do what was to be done meanwhile, unless it was done."""
        meanwhile, self._meanwhile = self._meanwhile, lambda: None
        meanwhile()
