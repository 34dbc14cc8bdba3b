"""What speaks for and against single pairs of claims and rows, with the reasons in words."""

from __future__ import annotations

from vaultsync.lean import letters
from vaultsync.lean.cached import lru_cache
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.areas import area_agrees, shape
from vaultsync.match.pairing.comparison import LITTLE_WORK, Comparison
from vaultsync.match.pairing.reasons import Evidence
from vaultsync.match.pairing.score import FEW_WORDS, signs, weights
from vaultsync.match.pairing.texts import texts_of_list
from vaultsync.match.wording.particulars import Particulars, particulars
from vaultsync.match.wording.synonyms import unsaid
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.match.pairing.areas import Areas
    from vaultsync.match.pairing.order import Neighbours
    from vaultsync.match.pairing.score import Signs
    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.model import Row

_NAMED = 3
_REMEMBERED = 1000  # texts: of more, the first would be forgotten before they are asked for


@lru_cache(maxsize=4)
def witness(claims: tuple[Claim, ...], rows: tuple[Row, ...], areas: Areas) -> Witness:
    """Return the witness of these claims and rows; the last ones are kept.

    One is asked for twice, to see which rows nobody states and to align the
    rest, and again by whoever judges a vault after each change.
    """
    return Witness(claims, rows, areas)


def read_texts(rows: Sequence[str]) -> None:
    """Find out of the texts of rows what a `Witness` asks of them alone."""
    texts = texts_of_list(tuple(rows))
    letters.get_ready(texts.sorted)
    if len(rows) ** 2 <= LITTLE_WORK:  # most are stated by the very words, so this is asked for
        for words in texts.sorted:
            texts.spelled_like(words)
    for row in rows[:_REMEMBERED]:
        particulars(row)


class _Particulars(dict[int, Particulars]):
    """The particulars of texts, by their index, each found when it is first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __missing__(self, number: int) -> Particulars:
        self[number] = found = particulars(self._texts[number])
        return found


class Witness:
    """Knows the claims and rows, by their index, and says what it sees in any two of them."""

    def __init__(self, claims: Sequence[Claim], rows: Sequence[Row], areas: Areas) -> None:
        self.claims, self.rows, self._areas = claims, rows, areas
        self.comparison = Comparison([claim.text for claim in claims], [row.text for row in rows])
        self.row_ids = [id_parts(row.id) if row.id else () for row in rows]
        self._signs: dict[tuple[int, int], Signs] = {}
        self._claim_particulars = _Particulars([claim.text for claim in claims])
        self._row_particulars = _Particulars([row.text for row in rows])

    def signs(self, claim: int, row: int) -> Signs:
        """Return what is known of a claim and a row; their place in the order is not."""
        known = self._signs.get((claim, row))
        if known is None:
            known = self._signs[claim, row] = self._seen(claim, row)
        return known

    def _seen(self, claim: int, row: int) -> Signs:
        stated, published = self.claims[claim], self.rows[row]
        row_id = self.row_ids[row]
        comparable = bool(stated.id and row_id) and shape(stated.id) == shape(row_id)
        unshared = self.comparison.unshared(claim, row)
        return signs(
            self.comparison.alike(claim, row),
            area_agrees(stated, published, self._areas),
            "",
            self._claim_particulars[claim],
            self._row_particulars[row],
            comparable and stated.id != row_id,
            self.comparison.fewest(claim, row) < FEW_WORDS,
            unshared,
            unsaid(stated.text, published.text) if any(unshared) else unshared,
            any(unshared) and self.comparison.contained(claim, row),
        )

    def evidence(
        self, claim: int, row: int, known: Signs, place: Neighbours | None
    ) -> Iterator[Evidence]:
        """Yield the evidence for and against a pair, with what each piece rests on."""
        changed = dict(known.changed)
        for name, weight in weights(known):
            if name == "words":
                detail = f"{int(known.alike.words * 100)}% of their letters, the words sorted"
            elif name == "rare words":
                detail = self._words_detail(claim, row, known)
            elif name == "area":
                detail = self._area_detail(claim, row, weight > 0)
            elif name == "order":
                detail = self._order_detail(place)
            elif name == "lead":
                detail = self._lead_detail(claim, row, weight > 0)
            elif name == "id":
                detail = f"{self.claims[claim].action} is not {self.rows[row].id}"
            else:
                detail = changed.get(name, "the same numbers, dates and negations")
            yield Evidence(name, weight, detail)

    def exchange(self, claim: int, row: int) -> str:
        """Return what a row says in place of words of a claim, where all else is the same."""
        ours, theirs = map(_listed, self.comparison.spelled(claim, row))
        said = f"{theirs}, not {ours}" if ours else f"{theirs} besides"
        return f"{said}; all else word for word"

    def _words_detail(self, claim: int, row: int, known: Signs) -> str:
        shared = ", ".join(self.comparison.shared(claim, row))
        detail = f"{int(known.alike.rare * 100)}% in common" + (f": {shared}" if shared else "")
        if not known.unshared.exchanged:
            return detail
        ours, theirs = map(_listed, self.comparison.spelled(claim, row))
        return f"{detail}; {theirs}, not {ours}"

    def _area_detail(self, claim: int, row: int, agrees: bool) -> str:
        stated = self.claims[claim]
        ours = stated.area_label.text if stated.area_label else stated.area
        return f"same as {ours}" if agrees else f"{self.rows[row].area}, not {ours}"

    def _order_detail(self, place: Neighbours | None) -> str:
        if place is None or place.place == "crossing":
            return "not in the order of the labels around it"
        before, after = (
            self.claims[claim].action if claim >= 0 else "" for claim in (place.before, place.after)
        )
        if before and after:
            where = f"between {before} and {after}"
        elif before or after:
            where = f"after {before}" if before else f"before {after}"
        else:
            where = "at the end of the list"
        return f"{where}, as published"

    def _lead_detail(self, claim: int, row: int, agrees: bool) -> str:
        ours, theirs = self._claim_particulars[claim].lead, self._row_particulars[row].lead
        if agrees:
            return ", ".join(sorted(ours & theirs))
        return f"{', '.join(sorted(theirs))}, not {', '.join(sorted(ours))}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:_NAMED]) + (" …" if len(words) > _NAMED else "")
