"""Records of cells under a header -> rows: what all tables have in common."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import plural
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.model import Problem, Row
from vaultsync.tracker.readers.columns import words_of
from vaultsync.tracker.readers.languages import in_one_language
from vaultsync.tracker.readers.periods import newest_rows
from vaultsync.tracker.readers.reading import Published, Reading, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.tracker.vocabulary import Vocabulary


class Header(NamedTuple):
    """Where the columns stand, how many there are, and if they are the data set's.

    Of rows that stand in several languages, `language` is wanted.
    """

    columns: Mapping[str, tuple[int, ...]]
    width: int
    whole: bool = False
    language: str = ""


def read_cells(
    name: str,
    header: Header,
    records: Iterable[tuple[int, Sequence[str]]],
    vocabulary: Vocabulary,
    form: str,
) -> Reading:
    """Return what the records under a header say, each given with its line.

    A table declares how many rows there are only if it has every column of the
    data set: any other may be somebody's selection. Raises `TrackerError` for
    one without rows.
    """
    problems: list[Problem] = []
    rows: list[Row] = []
    published: list[Published] = []
    left_out = 0
    for line, cells in records:
        if any(cell.strip() for cell in cells[header.width :]):
            columns = plural(header.width, "column")
            message = (
                f"a row with {len(cells)} cells under {columns} was left out; "
                "is a delimiter in it unquoted?"
            )
            problems.append(Problem("cells", name, line, message))
            left_out += 1
            continue
        words = words_of(cells, header.columns)
        if words or any(cell.strip() for cell in cells):
            published.append(Published(line, words))
    read, repeated = in_one_language(name, published, header.language)
    for each in read:
        row = row_of(each, name, vocabulary, problems)
        if row is not None:
            rows.append(row)
        else:
            left_out += 1
    if not rows:
        raise TrackerError(
            f"{name} has a header but no action",
            "Download the data set anew.",
            detail="No row under its first line has a text.",
        )
    newest = newest_rows(rows, problems)
    declared = len({row.key for row in newest}) + left_out if header.whole else None
    return Reading(newest, declared, tuple(problems), form, left_out=repeated)
