"""What somebody decided about who is who, as the lock keeps it.

A decision names an action of the vault and the key of a row. The row's text at
that time is kept with it: a key made of a text dies with the text's first
change, and an id may come to carry another action.
"""

from __future__ import annotations

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.tracker.entries import Identity
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.match.pairing.alignment import ActionMatch, Alignment
    from vaultsync.tracker.model import Row

Answer = Literal["accepted", "rejected"]

_SHOWN = 5
_TEXT = 60


class DecisionError(VaultsyncError):
    """What was named is no action, no row, or several; or two decisions exclude each other."""


class Decision(NamedTuple):
    """An action is, or is not, a row."""

    action: str
    row: Row
    answer: Answer


def action_named(name: str, alignment: Alignment) -> ActionMatch:
    """Return the action of a name: its label, its note or the key of its row.

    Raises `DecisionError` where there is none.
    """
    plain = name.strip().removesuffix(".md").casefold()
    parts = id_parts(name)
    for match in alignment.actions:
        names = {match.action.casefold()}
        if match.home:
            names.add(match.home.path.removesuffix(".md").casefold())
        if match.pair:
            names.add(match.pair.row.key.casefold())
        if match.label:
            names.add(".".join(match.label.id))
        if plain in names or (match.label and parts == match.label.id):
            return match
    raise DecisionError(
        f"no action {name!r} in this vault", _did_you_mean(name, alignment) or _LIST_THEM
    )


def row_named(name: str, rows: Iterable[Row]) -> Row:
    """Return the row of a key, of an id however spelled, or of the beginning of one key.

    The `~` of a key may be left out. Raises `DecisionError` where there is no
    such row, or more than one.
    """
    known = tuple(rows)
    plain = name.strip().casefold()
    parts = id_parts(plain)
    for row in known:
        if row.key.casefold() == plain or (row.id and parts and id_parts(row.id) == parts):
            return row
    found = [row for row in known if row.key.casefold().removeprefix("~").startswith(_bare(plain))]
    if not plain or not found:
        raise DecisionError(f"no row of the tracker has the key {name!r}", _LIST_THEM)
    if len(found) > 1:
        raise DecisionError(
            f"{name!r} begins the keys of {len(found)} rows",
            "Write more of the key.",
            "\n".join(_shown(found)),
        )
    return found[0]


def decided(
    identities: Iterable[Identity], decisions: Sequence[Decision], date: str, reason: str = ""
) -> tuple[Identity, ...]:
    """Return the identities once the decisions are among them, in the order they are given.

    What the matcher was certain of before gives way. An accepted row takes the
    place of the one accepted before. Raises `DecisionError` for a row that
    another action was accepted as.
    """
    known = {(each.action, each.key): each for each in identities}
    for decision in decisions:
        action, row = decision.action, decision.row
        if decision.answer == "accepted":
            for each in tuple(known.values()):
                ours = _is_same(each.action, action)
                if each.key == row.key and not ours and each.how == "accepted":
                    raise DecisionError(
                        f"row {row.key} was accepted as {each.action}, and is one action only",
                        f'Take that back first: vaultsync match --forget "{each.action}"',
                    )
                if (ours and each.how != "rejected") or (
                    each.key == row.key and (ours or each.how == "certain")
                ):
                    del known[each.action, each.key]
        known[action, row.key] = Identity(
            action, row.key, row.text, date, decision.answer, reason.strip()
        )
    return tuple(known.values())


def forgotten(
    identities: Iterable[Identity], names: Sequence[str], alignment: Alignment
) -> tuple[Identity, ...]:
    """Return the identities without those of the named actions.

    An action that the vault has no more is found by the name it had. Raises
    `DecisionError` where nothing was settled for a name.
    """
    known = tuple(identities)
    for name in names:
        mine = {each.action for each in known if _is_named(each.action, name)}
        if not mine:
            mine = {action_named(name, alignment).action}
        left = tuple(each for each in known if each.action not in mine)
        if len(left) == len(known):
            raise DecisionError(
                f"nothing was settled for {name!r}, so there is nothing to forget", _LIST_THEM
            )
        known = left
    return known


_LIST_THEM = "List them: vaultsync match"


def _bare(key: str) -> str:
    return key.removeprefix("~")


def _is_same(one: str, other: str) -> bool:
    """Return whether two names are one action's, as `remembered` finds it again."""
    if " ".join(one.casefold().split()) == " ".join(other.casefold().split()):
        return True
    parts = id_parts(one)
    return any(part.isdecimal() for part in parts) and parts == id_parts(other)


def _is_named(action: str, name: str) -> bool:
    plain = name.strip().removesuffix(".md").casefold()
    return action.casefold() == plain


def _shown(rows: Sequence[Row]) -> list[str]:
    lines = [f"{row.key}  {row.text[:_TEXT]}" for row in rows[:_SHOWN]]
    more = len(rows) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _did_you_mean(name: str, alignment: Alignment) -> str:
    import difflib

    near = difflib.get_close_matches(name, [match.action for match in alignment.actions], n=1)
    return f"Did you mean {near[0]}?" if near else ""
