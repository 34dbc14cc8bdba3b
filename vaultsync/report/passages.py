"""What is printed of each file in which something was found, and what that adds to the summary.

A passage is made once: by the process that judged the file, or by an earlier run.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.diagnostic import Diagnostic


class Way(NamedTuple):
    """How diagnostics are printed: `concise` or in full, in so many columns, in colour or not."""

    concise: bool
    room: int
    color: bool


class Wanted(NamedTuple):
    """What is to be printed of all that is found, and in which way.

    `select` and `ignore` are codes or their beginnings; None leaves the choice to the
    configuration. What is said of a tracker is left out unless it is `about` that one, if any.
    `selected` tells of which files anything is wanted: of all of them, if None.
    """

    way: Way
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    about: str | None = None
    selected: Callable[[str], bool] | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what tells how each passage is made, as marshal takes it."""
        select, ignore = (codes and tuple(codes) for codes in (self.select, self.ignore))
        return (tuple(self.way), select, ignore, self.about)


class Passage(NamedTuple):
    """What is printed of the diagnostics of one file: lines, each with its end.

    `counts` is what they add to the summary (`Counts`). `keys` name them where it takes more than
    the file to tell what they are.
    """

    text: str
    counts: tuple[int, ...]
    keys: tuple[Any, ...] = ()


PlainPassage: TypeAlias = "tuple[Any, ...]"
"""A passage as other processes and later runs are told it."""


def passage(
    diagnostics: Sequence[Diagnostic], way: Way, line_of: Callable[[str, int], str | None]
) -> Passage:
    """Return what is printed of some diagnostics; `line_of` gives the lines that are quoted."""
    # Mostly all was printed before.
    from vaultsync.report.summary import counted
    from vaultsync.report.terminal import Paint

    paint = Paint(way.color)
    if way.concise:
        from vaultsync.report.check_concise import check_concise

        lines = check_concise(diagnostics, paint)
    else:
        from vaultsync.report.check_full import check_full

        lines = check_full(diagnostics, line_of, way.room, paint)
    text = "".join([f"{line}\n" for line in lines])
    return Passage(text, tuple(counted(diagnostics)))


def keys_of(diagnostics: Sequence[Diagnostic]) -> tuple[Any, ...]:
    """Return what names these diagnostics, in this order, whatever file they are in.

    That is something also where there are none.
    """
    return (len(diagnostics), *((*each.order, int(each.severity)) for each in diagnostics))
