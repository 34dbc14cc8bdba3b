"""Spans in order, and the square brackets that lie outside of them."""

from __future__ import annotations

from bisect import bisect_right

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.obsidian.facts import CodeFact, SpanFact

BRACKET = compiled(r"[\[\]]")


class Pairs:
    """The square brackets of a text, paired as they are asked for.

    Each is read once, so that a text of nothing but brackets takes linear
    time. `at` is how far they were read. Texts of links that lie in texts of
    links cost more than their length: `spend` says when that is too much.
    """

    def __init__(self, text: str, start: int) -> None:
        self.at = start
        self._text = text
        self._open: list[int] = []
        self._taken = 0
        self._budget = 4 * len(text)  # characters in texts of links that hold brackets

    def opening(self, closing: int, taken: Sequence[SpanFact]) -> int:
        """Return the offset of the `[` that a `]` closes, or -1.

        Brackets in the spans that are taken do not count; these are in order
        and do not overlap.
        """
        for found in BRACKET.finditer(self._text, self.at, closing):
            offset = found.start()
            while self._taken < len(taken) and taken[self._taken][1] <= offset:
                self._taken += 1
            if self._taken < len(taken) and taken[self._taken][0] <= offset:
                continue
            if found[0] == "[":
                self._open.append(offset)
            elif self._open:
                self._open.pop()
        self.at = closing + 1
        return self._open.pop() if self._open else -1

    def forget(self) -> None:
        """Forget the brackets that are open: their paragraph has ended."""
        self._open.clear()

    def spend(self, length: int) -> bool:
        """Return whether a text of some length may still be a link's."""
        self._budget -= length
        return self._budget >= 0


def is_within(spans: Sequence[SpanFact | CodeFact], offset: int) -> bool:
    """Return whether an offset lies in one of some spans, which are in order and apart."""
    if not spans or offset < spans[0][0] or offset >= spans[-1][1]:
        return False
    index = bisect_right(spans, offset, key=_start) - 1
    return index >= 0 and offset < spans[index][1]


def merged(spans: Iterable[SpanFact]) -> list[SpanFact]:
    """Return the stretches that spans cover, in order and apart."""
    found: list[SpanFact] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _start(span: SpanFact | CodeFact) -> int:
    return span[0]
