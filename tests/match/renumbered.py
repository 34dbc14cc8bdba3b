"""Lists whose ids were given to other rows, which were reworded as well: who is still who."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.match.seeds import Listed, published, stated
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.pairing import pair_up

if TYPE_CHECKING:
    import random

# Words that an editor may come up with, be they of the list or not.
_WORDS = """funding training regional annual timely digital partner review monitor evaluate
residents workers northern quarterly joint framework guidance toolkit baseline coverage outreach
standards models contracts networks budgets audit publish archive measure teams"""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
KINDS = ("none", "swap", "rotate", "insert", "delete")


class Outcome(NamedTuple):
    """How actions came out whose id another row has, and those whose id their own still has.

    `written` is what was sure and wrong.
    """

    written: int = 0
    moved: int = 0
    doubted: int = 0
    stayed: int = 0

    def with_more(self, other: Outcome) -> Outcome:
        """Return both together."""
        return Outcome(*map(sum, zip(self, other, strict=True)))


def said_otherwise(text: str, share: float, chance: random.Random) -> str:
    """Return a text of which this share of the words was exchanged, left out or added to."""
    said = []
    for word in text.split():
        kind = chance.random() if chance.random() < share else 1.0
        said += [word] if kind >= 0.85 else []
        said += [chance.choice(_WORDS.split())] if kind < 0.6 or 0.85 <= kind < 1 else []
    return " ".join(said) or text


def renumbered(actions: list[Listed], kind: str, chance: random.Random) -> list[Listed]:
    """Return the actions as they are listed once one area was renumbered, under their new ids."""
    areas: dict[str, list[Listed]] = {}
    for action in actions:
        areas.setdefault(action.id[:3], []).append(action)
    rows = areas[chance.choice([area for area, rows in areas.items() if len(rows) > 2])]
    at = chance.randrange(len(rows) - 1)
    if kind == "swap":
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    elif kind == "rotate":
        rows.append(rows.pop(0))
    elif kind == "insert":
        like = chance.choice(actions)
        rows.insert(at, like._replace(vault="", tracker=said_otherwise(like.tracker, 0.5, chance)))
    elif kind == "delete":
        del rows[at]
    return [
        row._replace(id=f"{area}.{letter}")
        for area, rows in areas.items()
        for row, letter in zip(rows, _LETTERS, strict=False)
    ]


def outcome(actions: list[Listed], kind: str, share: float, chance: random.Random) -> Outcome:
    """Return how actions come out once their list was renumbered and so reworded."""
    theirs = renumbered(actions, kind, chance)
    rows = published(
        [each._replace(tracker=said_otherwise(each.tracker, share, chance)) for each in theirs],
        with_ids=True,
    )
    # Who is who is told by what the vault says of it, which is nobody else's.
    owners = {row.id: each.vault for row, each in zip(rows, theirs, strict=True)}
    areas = Areas(action.area for action in actions)
    total = Outcome()
    for claim, pair in pair_up(stated(actions), rows, (), areas, True).pairs.items():
        action = actions[claim]
        sure = pair.verdict.value in ("certain", "likely")
        if owners.get(action.id) == action.vault:
            total = total.with_more(Outcome(doubted=not sure, stayed=1))
        else:
            own = pair.row.id is not None and owners[pair.row.id] == action.vault
            total = total.with_more(Outcome(written=sure and not own, moved=1))
    return total
