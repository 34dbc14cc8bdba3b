"""Identities that the lock keeps, found again among today's claims and rows.

A row without an id has a key made of its text, so its key dies with the first
comma that moves. What the row said then is kept beside the key: the row that
says the same now, or the nearest to it in other words of the same meaning, is
the row that was meant. One that says more, or something else, may be another
action: the text of today decides about that. An
id stays where a text goes: where it carries another text by now, a decision
goes with the text if one row alone still says it, and else counts no more than
what the matcher was certain of. Only the action that bears the id itself stays
with it: there the id speaks against the text, and people are asked.
"""

from __future__ import annotations

from types import MappingProxyType

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.comparison import Comparison
from vaultsync.match.wording.particulars import changes, particulars
from vaultsync.match.wording.synonyms import unsaid
from vaultsync.match.wording.words import likeness, plain
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.entries import Identity
    from vaultsync.tracker.model import Row

SAME_ROW = 0.85
"""The likeness of a row to what it said before that lets it be known again."""

_AHEAD = 0.15


class Settled(NamedTuple):
    """Pairs of claim and row, by index, that were settled before, and those that were rejected.

    `shaken` are those of `pairs` whose row says something else by now, or whose
    label another claim bears.
    `unstated` says, by row, which action it was that no claim states any more.
    """

    pairs: Mapping[tuple[int, int], Identity]
    rejected: frozenset[tuple[int, int]]
    shaken: frozenset[tuple[int, int]] = frozenset()
    unstated: Mapping[int, str] = MappingProxyType({})


def remember(
    claims: Sequence[Claim], rows: Sequence[Row], identities: Iterable[Identity]
) -> Settled:
    """Return what the identities say about the claims and rows that there are."""
    known = tuple(identities)
    if not known:
        return Settled({}, frozenset())
    names: dict[str, int] = {}
    ids: dict[tuple[str, ...], list[int]] = {}
    for number, claim in enumerate(claims):
        names[_plain(claim.action)] = number
        ids.setdefault(id_parts(claim.action), []).append(number)
    stating = [_stating(identity, names, ids) for identity in known]
    own_ids = [claims[claim].id if claim is not None else () for claim in stating]
    found = _rows_of(known, own_ids, rows)
    both = zip(known, found, strict=True)
    sure = {row for identity, row in both if row is not None and identity.how != "rejected"}
    labels = _Labels(claims, rows, sure)
    pairs: dict[tuple[int, int], Identity] = {}
    rejected: set[tuple[int, int]] = set()
    shaken: set[tuple[int, int]] = set()
    unstated: dict[int, set[str]] = {}
    for identity, stated, row in zip(known, stating, found, strict=True):
        if row is None:
            continue
        if stated is None:
            if identity.how != "rejected" and not carries_another_text(identity, rows[row]):
                unstated.setdefault(row, set()).add(identity.action)
        elif identity.how == "rejected":
            rejected.add((stated, row))
        elif carries_another_text(identity, rows[row]) or labels.changed(stated, row):
            pairs[stated, row] = identity._replace(how="certain")
            shaken.add((stated, row))
        else:
            pairs[stated, row] = identity
    alone = {row: actions.pop() for row, actions in unstated.items() if len(actions) == 1}
    return Settled(pairs, frozenset(rejected), frozenset(shaken), alone)


class _Labels:
    """Knows which claims bear other labels than when something was settled about these."""

    def __init__(
        self, claims: Sequence[Claim], rows: Sequence[Row], settled: AbstractSet[int]
    ) -> None:
        self._claims, self._rows, self._settled = claims, rows, settled

    @kept
    def _bearers(self) -> Mapping[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for number, claim in enumerate(self._claims):
            found.setdefault(claim.id, []).append(number)
        return found

    @kept
    def _row_of(self) -> Mapping[tuple[str, ...], Row]:
        return {id_parts(row.id): row for row in self._rows if row.id}

    @kept
    def _said(self) -> frozenset[str]:
        return frozenset(plain(claim.text) for claim in self._claims)

    @kept
    def _known(self) -> frozenset[str]:
        return frozenset(plain(self._rows[row].text) for row in self._settled)

    def changed(self, claim: int, row: int) -> bool:
        """Return whether a claim certainly is another row, and another claim this one.

        Its text is that of a row that was settled to be another action, word for
        word, or of the row whose id it bears; and only what was settled about its name
        contradicts that.
        """
        mine, settled = self._claims[claim], self._rows[row]
        here = likeness(mine.text, settled.text)
        if here >= SAME_ROW:
            return False
        if plain(mine.text) in self._known and plain(settled.text) in self._said:
            return True
        if not mine.id or not settled.id or mine.id == id_parts(settled.id):
            return False
        bearers = self._bearers.get(id_parts(settled.id), ())
        own = self._row_of.get(mine.id)
        if own is None or len(bearers) != 1:
            return False
        there = likeness(self._claims[bearers[0]].text, settled.text)
        return there >= SAME_ROW and likeness(mine.text, own.text) >= SAME_ROW


def _stating(
    identity: Identity, names: Mapping[str, int], ids: Mapping[tuple[str, ...], Sequence[int]]
) -> int | None:
    """Return the claim of an identity's action: of its name, or alone of the id in it."""
    stated = names.get(_plain(identity.action))
    if stated is None:
        spelled = ids.get(id_parts(identity.action), ())
        stated = spelled[0] if len(spelled) == 1 else None
    return stated


def carries_another_text(identity: Identity, row: Row) -> bool:
    """Return whether the id of a decision now stands at a row that says something else."""
    if not row.id or not identity.text or plain(identity.text) == plain(row.text):
        return False
    return likeness(identity.text, row.text) < SAME_ROW


def _says_it(text: str, row: Row) -> bool:
    """Return whether a row says a text in other words, and nothing else besides.

    Letters cannot tell that from another action, whose own row is not shown.
    """
    return not any(unsaid(text, row.text)) and not changes(particulars(text), particulars(row.text))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _rows_of(
    identities: Sequence[Identity], own_ids: Sequence[tuple[str, ...]], rows: Sequence[Row]
) -> list[int | None]:
    """Return the row that each identity names, or None where it cannot be told.

    `own_ids` are the ids that the actions of the identities bear.
    """
    by_key = {row.key: number for number, row in enumerate(rows)}
    by_id = {id_parts(row.id): number for number, row in enumerate(rows) if row.id}
    by_text: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_text.setdefault(plain(row.text), []).append(number)
    found: list[int | None] = []
    unknown: list[int] = []
    for identity, own_id in zip(identities, own_ids, strict=True):
        row_number = by_key.get(identity.key)
        if row_number is None and not identity.key.startswith("~"):
            row_number = by_id.get(id_parts(identity.key))
        found.append(row_number)
        if row_number is not None and not (
            identity.how != "certain"
            and own_id != id_parts(identity.key)
            and carries_another_text(identity, rows[row_number])
        ):
            continue
        same = by_text.get(plain(identity.text), [])
        if len(same) == 1:
            found[-1] = same[0]
        elif not same and identity.text:
            unknown.append(len(found) - 1)
    if unknown:
        texts = [identities[number].text for number in unknown]
        comparison = Comparison(texts, [row.text for row in rows])
        for place, number in enumerate(unknown):
            near = _nearest(comparison, place)
            if near is not None and identities[number].how != "rejected":
                near = near if _says_it(texts[place], rows[near]) else None
            found[number] = found[number] if near is None else near
    return found


def _nearest(comparison: Comparison, text: int) -> int | None:
    """Return the row that is clearly the nearest to a text."""
    # Those that are much less alike are not near enough to be in the way.
    near = comparison.rows_near(text, SAME_ROW - 2 * _AHEAD)
    alike = sorted(((likeness, row) for row, likeness in near), reverse=True)
    if not alike or alike[0][0] < SAME_ROW:
        return None
    second = alike[1][0] if len(alike) > 1 else 0.0
    return alike[0][1] if alike[0][0] - second >= _AHEAD else None
