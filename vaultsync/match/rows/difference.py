"""What a pull changed: rows that came, went, got another id, were reworded or moved."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.model import normalised
from vaultsync.tracker.vocabulary import FIELDS, Field, folded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from vaultsync.match.rows.rows import RowPair
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


class Renumbered(NamedTuple):
    """A row that has another id than it had, or now has one."""

    old: Row
    new: Row


class Difference(NamedTuple):
    """How a list differs from what was known of it, in the order of the list.

    `removed` is empty unless the whole list was read. A row that went and came
    with the same words under another id was renumbered.
    """

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[Moved, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()

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
    partner = _by_what_they_say(old, new, partner, staying)
    paired = set(partner.values())
    gone = [at for at, row in enumerate(old) if at not in paired and row.key not in staying]
    came = [at for at in range(len(new)) if at not in partner]
    partner.update(_same_words(old, gone, new, came))
    renumbered = set(partner.values())
    both = [(old[partner[at]], row) for at, row in enumerate(new) if at in partner]
    return Difference(
        added=tuple(new[at] for at in came if at not in partner),
        removed=tuple(old[at] for at in gone if at not in renumbered),
        reworded=tuple(
            Reworded(was, row) for was, row in both if (was.text, was.area) != (row.text, row.area)
        ),
        moved=tuple(
            Moved(field, was, row)
            for was, row in both
            for field in FIELDS
            if _word(getattr(was, field)) != _word(getattr(row, field))
        ),
        renumbered=tuple(
            Renumbered(was, row) for was, row in both if row.id is not None and was.id != row.id
        ),
    )


def _by_what_they_say(
    old: Sequence[Row], new: Sequence[Row], partner: Mapping[int, int], staying: Container[str]
) -> dict[int, int]:
    """Return the pairs, but for ids that other texts carry by now: there the texts count.

    Where a list is renumbered, each id stands for another action. A pair gives way
    only where its old row is found under another id, so that none is called gone; or
    where one has gone in any case, as after a row that the others moved up for.
    """
    changed = {
        at: mine
        for at, mine in partner.items()
        if old[mine].id and new[at].id and normalised(old[mine].text) != normalised(new[at].text)
    }
    if not changed:
        return dict(partner)
    paired = set(partner.values())
    gone = {at for at, row in enumerate(old) if at not in paired and row.key not in staying}
    came = [at for at in range(len(new)) if at not in partner]
    found = _same_words(old, [*changed.values(), *gone], new, [*changed, *came])
    bearer = {mine: at for at, mine in changed.items()}
    taken = set(found.values())
    lost = [at for at in found if at in changed and changed[at] not in taken]
    for first in lost:
        chain = _chain(first, found, bearer)
        if found[chain[-1]] not in gone:
            for at in chain:
                del found[at]
    taken = set(found.values())
    kept = {at: mine for at, mine in partner.items() if at not in found and mine not in taken}
    return {**kept, **found}


def _chain(first: int, found: Mapping[int, int], bearer: Mapping[int, int]) -> list[int]:
    """Return a new row, the one that bears the id of what it was, and so on to the last."""
    chain = [first]
    while (following := bearer.get(found[chain[-1]])) in found and following is not None:
        chain.append(following)
    return chain


def _same_words(
    old: Sequence[Row], gone: Iterable[int], new: Sequence[Row], came: Iterable[int]
) -> dict[int, int]:
    """Return the rows that came which say what one row that went said, and no other."""
    left = _by_words(old, gone)
    return {
        at: left[words]
        for words, at in _by_words(new, came).items()
        if words in left and at >= 0 <= left[words]
    }


def _by_words(rows: Sequence[Row], wanted: Iterable[int]) -> dict[str, int]:
    """Return where each text stands, or -1 where it stands twice."""
    found: dict[str, int] = {}
    for at in wanted:
        words = normalised(rows[at].text)
        found[words] = -1 if words in found else at
    return found


def _word(value: Value) -> str:
    return value.token or folded(value.published)
