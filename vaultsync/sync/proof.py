"""Whether fixes did what they are for: what is found after them, held against before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.outside import Shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.lean.typed import TypeAlias
    from vaultsync.text import Edit, Lines, Span

    Hidden: TypeAlias = Mapping[tuple[str, Span], frozenset[str]]


class Trouble(NamedTuple):
    """What is wrong with a batch of fixes: the fixes to blame, or a reason without one."""

    culprits: dict[Diagnostic, str]
    reason: str


def compare(
    batch: Iterable[Diagnostic],
    found: Iterable[Diagnostic],
    now: Iterable[Diagnostic],
    edits: Mapping[str, Sequence[Edit]],
    before: Mapping[str, Lines],
    after: Mapping[str, Lines],
    hidden: Hidden,
) -> Trouble:
    """Return what the fixes of a batch did not mend, or brought.

    `found` is what was found before their edits and `now` after them, `before`
    and `after` hold the lines of the edited notes. A diagnostic is the same one
    if its code, its note and, through the edits, its place are the same. A new
    one that is only a remark is no harm. Nor is one that was `hidden` behind what
    a fix mends: it was as wrong before, of the same link, and is not new.
    """
    shifts = {path: Shift(mine) for path, mine in edits.items()}
    meant = _Starts(batch, before)
    known = _Starts(found, before)
    edited = _edited(batch)
    laid_bare = _Within(hidden)
    culprits: dict[Diagnostic, str] = {}
    reason = ""
    for each in now:
        path = each.place.path
        lines = after.get(path)
        offset = offset_of(each, lines)
        first, last = shifts[path].before(offset) if lines else (offset, offset)
        unmended = meant.within(each, first, last)
        if unmended:
            culprits[unmended] = f"it would still be there after the fix: {each.message}"
        elif (
            each.severity > Severity.INFO
            and not known.within(each, first, last)
            and not laid_bare.holds(each, first)
        ):
            brought = f"the fix would bring {each.code}: {each.message}; mend it by hand"
            culprit = edited.get((path, first))
            if culprit:
                culprits[culprit] = brought
            else:
                reason = f"{brought} ({path})"
    return Trouble(culprits, reason)


def offset_of(each: Diagnostic, lines: Lines | None) -> int:
    """Return where a diagnostic starts; without the lines of its file, some number as good."""
    line, column = each.place.line, each.place.column
    return lines.line_start(line) + column - 1 if lines else line << 32 | column


class _Starts:
    """Diagnostics by code and note, and where they start."""

    def __init__(self, diagnostics: Iterable[Diagnostic], lines: Mapping[str, Lines]) -> None:
        self._by_key: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self._all = list(diagnostics)
        for index, each in enumerate(self._all):
            start = offset_of(each, lines.get(each.place.path))
            insort(self._by_key.setdefault((each.place.path, each.code), []), (start, index))

    def within(self, like: Diagnostic, first: int, last: int) -> Diagnostic | None:
        """Return one of the same code and note that starts in a stretch, its end included."""
        starts = self._by_key.get((like.place.path, like.code), [])
        at = bisect_left(starts, (first, -1))
        if at < len(starts) and starts[at][0] <= last:
            return self._all[starts[at][1]]
        return None


class _Within:
    """Links at which more is wrong than was said, by code and note, and where they stand."""

    def __init__(self, hidden: Hidden) -> None:
        self._by_key: dict[tuple[str, str], list[Span]] = {}
        for (path, link), codes in sorted(hidden.items()):
            for code in codes:
                self._by_key.setdefault((path, code), []).append(link)

    def holds(self, each: Diagnostic, start: int) -> bool:
        """Return whether a diagnostic that starts there speaks of one of these links."""
        links = self._by_key.get((each.place.path, each.code), [])
        at = bisect_right(links, start, key=lambda link: link.start)
        return at > 0 and start < links[at - 1].end


def _edited(batch: Iterable[Diagnostic]) -> dict[tuple[str, int], Diagnostic]:
    """Return the diagnostic of each edit, by its note and start."""
    return {(path, edit.start): each for each in batch if each.fix for path, edit in each.fix.edits}
