"""What a pull changed: rows that came, went, were reworded, or moved in status or priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.tracker.vocabulary import FIELDS, Field, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.match.rows import RowPair
    from vaultsync.tracker.model import Row, Value


class Reworded(NamedTuple):
    """A row whose text or area is not what it was, be it by a point."""

    old: Row
    new: Row


class Moved(NamedTuple):
    """A row whose status or priority is not what it was."""

    field: Field
    old: Row
    new: Row


class Difference(NamedTuple):
    """How a list differs from what was known of it, in the order of the list.

    `removed` is empty unless the whole list was read.
    """

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether nothing changed."""
        return not any(self)


def difference(
    old: Sequence[Row], new: Sequence[Row], pairs: Iterable[RowPair], kept: Iterable[Row]
) -> Difference:
    """Return how the rows that were read differ from the old ones.

    `pairs` says which are one; `kept` are old rows that stay although they
    were not read.
    """
    partner = {pair.new: pair.old for pair in pairs}
    staying = {row.key for row in kept}
    paired = set(partner.values())
    both = [(old[partner[at]], row) for at, row in enumerate(new) if at in partner]
    return Difference(
        added=tuple(row for at, row in enumerate(new) if at not in partner),
        removed=tuple(
            row for at, row in enumerate(old) if at not in paired and row.key not in staying
        ),
        reworded=tuple(
            Reworded(was, row) for was, row in both if (was.text, was.area) != (row.text, row.area)
        ),
        moved=tuple(
            Moved(field, was, row)
            for was, row in both
            for field in FIELDS
            if _word(getattr(was, field)) != _word(getattr(row, field))
        ),
    )


def _word(value: Value) -> str:
    return value.token or folded(value.published)
