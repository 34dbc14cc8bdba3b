"""What was said of notes and canvases, each by itself, and which of their lines were shown."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.for_notes import LONG_LINE, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.for_notes import Judged
    from vaultsync.rules.rule import View
    from vaultsync.workspace.taking_over import Taken


_TOGETHER = 64  # notes: how often it is told how many are judged


class SingleNotes:
    """What was said of the notes and canvases of a vault.

    `found` is what is wrong with each that was judged; once it was taken over from an earlier
    run, it lacks those with which nothing is wrong. `asking` are the notes that ask to leave
    something unsaid, `quoted` the lines of notes that were or will be shown, by their numbers.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.found: dict[str, tuple[Diagnostic, ...]] = {}
        self.asking: set[str] = set()
        self.quoted: dict[str, dict[int, str]] = {}
        self._left: Sequence[str] | None = None  # what is not judged yet, once all else is known

    @property
    def are_taken_over(self) -> bool:
        """Return whether an earlier run judged most of them."""
        return self._left is not None

    @property
    def said(self) -> list[Diagnostic]:
        """Return all that was found."""
        return [found for part in self.found.values() for found in part]

    def know(self, judged: Judged) -> None:
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
        line = self.quoted.get(path, {}).get(number)
        if line is None:
            lines = self._vault.lines(path)
            if lines is None or number > len(lines.starts):  # it is another by now
                return None
            line = lines.line_text(number)
            if len(line) <= LONG_LINE:
                self.quoted.setdefault(path, {})[number] = line
        return line

    def take_over(self, taken: Taken) -> None:
        """Take over from an earlier run what still holds."""
        recalled, again = taken.recalled, taken.again
        self.found = {path: each for path, each in recalled.found.items() if path not in again}
        self._left = sorted(again - taken.renamed.gone)
        self.asking = set(recalled.asking - again)
        self.quoted = {
            path: dict(lines)
            for path, lines in recalled.quoted.items()
            if path not in taken.changed
        }

    def forget_lines(self, paths: Iterable[str]) -> None:
        """Forget the lines of notes that are different."""
        for path in paths:
            self.quoted.pop(path, None)

    def forget(self, paths: Iterable[str]) -> None:
        """Judge these anew."""
        for path in paths:
            self.found.pop(path, None)
            self.asking.discard(path)

    def forget_all(self) -> None:
        """Judge all of them anew; their lines are what they were."""
        self.found.clear()
        self.asking.clear()
        self._left = None
