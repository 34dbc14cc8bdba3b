"""What was said of notes and canvases, each by itself, and which of their lines were shown."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.for_notes import LONG_LINE, judged
from vaultsync.workspace.folded import FoldedFound, FoldedLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.for_notes import Judged
    from vaultsync.rules.rule import View
    from vaultsync.workspace.folded import FoldedNotes
    from vaultsync.workspace.taking_over import Taken


_TOGETHER = 64  # notes: how often it is told how many are judged


class SingleNotes:
    """What was said of the notes and canvases of a vault.

    `found` is what is wrong with each that was judged; once it was taken over from an earlier
    run, it lacks those with which nothing is wrong. `asking` are the notes that ask to leave
    something unsaid, `quoted` the lines of notes that were or will be shown, by their numbers.
    What was found elsewhere is folded until it is asked for.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.found = FoldedFound()
        self.asking: set[str] = set()
        self.quoted = FoldedLines()
        self._left: Sequence[str] | None = None  # what is not judged yet, once all else is known

    @property
    def are_taken_over(self) -> bool:
        """Return whether an earlier run judged most of them."""
        return self._left is not None

    @property
    def said(self) -> list[Diagnostic]:
        """Return all that was found."""
        return [found for _, part in self.found.items() for found in part]

    def know(self, judged: Judged | FoldedNotes) -> None:
        """Take it as known what some were found to be."""
        self.found.update(judged.found)
        self.asking |= judged.asking
        self.quoted.update(judged.quoted)

    def judge(self, view: View, tell: Callable[[str, int, int], None]) -> None:
        """Judge all that were not judged; it is told of what, how many are done, of how many."""
        if self._left is None:
            left = [path for path in self._vault.source_paths if path not in self.found]
        else:
            left, self._left = [*self._left], ()
        done = len(self.found)
        for at in range(0, len(left), _TOGETHER):
            tell("notes judged", done + at, done + len(left))
            self.know(judged(left[at : at + _TOGETHER], view))

    def line(self, path: str, number: int) -> str | None:
        """Return a line of a note, counted from 1; None for what cannot be quoted."""
        lines_known = self.quoted.get(path, {})
        line = lines_known.get(number)
        if line is None:
            lines = self._vault.lines(path)
            if lines is None or number > len(lines.starts):  # it is another by now
                return None
            line = lines.line_text(number)
            if len(line) <= LONG_LINE:
                lines_known[number] = line
                self.quoted.update({path: lines_known})
        return line

    def take_over(self, taken: Taken) -> None:
        """Take over from an earlier run what still holds."""
        recalled, again = taken.recalled, taken.again
        self.found.update(recalled.found)
        self.found.drop(again)
        self._left = sorted(again - taken.renamed.gone)
        self.asking = set(recalled.asking - again)
        self.quoted.update(recalled.quoted)
        self.quoted.drop(taken.changed)

    def forget_lines(self, paths: Iterable[str]) -> None:
        """Forget the lines of notes that are different."""
        self.quoted.drop(paths)

    def forget(self, paths: Iterable[str]) -> None:
        """Judge these anew."""
        these = set(paths)
        self.found.drop(these)
        self.asking -= these

    def forget_all(self) -> None:
        """Judge all of them anew; their lines are what they were."""
        self.found.clear()
        self.asking.clear()
        self._left = None
