"""Which old row is which new one, when a list is read again.

Ids decide first, then equal words; two rows with different ids are never one.
What is left is paired by the likeness of its words, if it is more alike than
rows that are known to be two: rows of one list resemble each other (wrong pairs
reach 64 of 100 on the published editions). How sure such a pair is, is asked of
its words (`same_row`): the true partner may be on a page that was not read.
"""

from __future__ import annotations

from itertools import product

from vaultsync.lean.cached import Counter, defaultdict
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.match.rows.row_places import Halves, same_area, same_places
from vaultsync.match.rows.same_row import RowSigns, same_row
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.model import Row, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence


class RowPair(NamedTuple):
    """An old row and a new one, as indices of the sequences that were compared."""

    old: int
    new: int


class RowPairs(NamedTuple):
    """Which old rows are which new ones.

    `certain` and `likely` pairs are one to one. A `doubtful` pair is of two rows
    that are in no such pair and might be one: the best that either of them has.
    """

    certain: tuple[RowPair, ...]
    doubtful: tuple[RowPair, ...]
    likely: tuple[RowPair, ...] = ()

    @property
    def made(self) -> tuple[RowPair, ...]:
        """Return the pairs that are certain or likely."""
        return tuple(sorted((*self.certain, *self.likely), key=lambda pair: pair.new))


# Likeness is `rapidfuzz.fuzz.ratio` over the sorted words, 0 to 100.
_DOUBTFUL = 66
_DOUBTFUL_PLACE = 45

_ALL_PAIRS = 40_000
"""Up to so many pairs all are scored; beyond, those that share a rare word."""
_MOST_NEAR = 12
_RARE = 100
_RARE_WORDS = 12
_FLOOR = 40
_LONGEST = 2_000
"""How many characters of a text are compared; the longest published has 400."""


def pair_rows(old: Sequence[Row], new: Sequence[Row], whole: bool = False) -> RowPairs:
    """Return which rows of an older reading are which of a newer one.

    Both come in their published order, which is evidence: a row between the
    same two neighbours as before is likely the same row, reworded. `whole` says
    that the newer rows are all that there are.
    """
    partners: dict[int, int] = {}  # new row -> old row
    _pair_unique(old, new, partners, _by_key)
    _pair_unique(old, new, partners, _by_id)
    _pair_unique(old, new, partners, _by_words)
    _pair_unique(old, new, partners, _by_text)
    likely, doubtful = _pair_by_likeness(old, new, partners, whole)
    certain = tuple(RowPair(mine, at) for at, mine in sorted(partners.items()))
    return RowPairs(certain, tuple(sorted(doubtful)), tuple(sorted(likely)))


def _by_key(row: Row) -> Hashable:
    return row.key


def _by_id(row: Row) -> Hashable:
    return id_parts(row.id) if row.id else None


def _by_words(row: Row) -> Hashable:
    return normalised(row.text), normalised(row.area)


def _by_text(row: Row) -> Hashable:
    return normalised(row.text)


def _pair_unique(
    old: Sequence[Row],
    new: Sequence[Row],
    partners: dict[int, int],
    name: Callable[[Row], Hashable],
) -> None:
    """Pair the rows that are still free and that alone on their side have the same name."""
    taken = set(partners.values())
    mine = _unique(old, taken, name)
    for key, at in _unique(new, partners, name).items():
        partner = mine.get(key)
        if partner is not None and _may_be_one(old[partner], new[at]):
            partners[at] = partner


def _unique(
    rows: Sequence[Row], taken: Container[int], name: Callable[[Row], Hashable]
) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    several = set()
    for index, row in enumerate(rows):
        key = None if index in taken else name(row)
        if key is None:
            continue
        if key in found:
            several.add(key)
        found[key] = index
    return {key: index for key, index in found.items() if key not in several}


def _may_be_one(old: Row, new: Row) -> bool:
    return old.id is None or new.id is None or id_parts(old.id) == id_parts(new.id)


def _pair_by_likeness(
    old: Sequence[Row], new: Sequence[Row], partners: dict[int, int], whole: bool
) -> tuple[list[RowPair], list[RowPair]]:
    """Add the certain pairs among the rows that are left; return the likely and doubtful ones."""
    taken = set(partners.values())
    free_old = [index for index in range(len(old)) if index not in taken]
    free_new = [index for index in range(len(new)) if index not in partners]
    if not free_old or not free_new:
        return [], []
    likeness = _likeness(old, new, free_old, free_new)
    best = _best_two(likeness)
    places = same_places(old, new, partners, whole)
    halves = Halves(old, new, partners)
    candidates = [
        pair for pair in likeness if best["old", pair.old][0] == pair == best["new", pair.new][0]
    ]
    old_siblings = _nearest_siblings(old, [pair.old for pair in candidates])
    new_siblings = _nearest_siblings(new, [pair.new for pair in candidates])
    doubtful = {pair for pair, _ in best.values() if likeness[pair] >= _DOUBTFUL}
    likely: list[RowPair] = []
    for pair in candidates:
        mine, theirs = old[pair.old], new[pair.new]
        margin = likeness[pair] - max(
            best["old", pair.old][1],
            best["new", pair.new][1],
            old_siblings[pair.old],
            new_siblings[pair.new],
        )
        signs = RowSigns(likeness[pair], margin, same_area(mine, theirs), pair in places)
        sure = same_row(mine.text, theirs.text, signs, whole)
        if sure is Verdict.DOUBTFUL or halves.are(pair) or _loses_its_id(mine, theirs, sure):
            if signs.place and signs.likeness >= _DOUBTFUL_PLACE:
                doubtful.add(pair)
        elif sure is Verdict.CERTAIN:
            partners[pair.new] = pair.old
        else:
            likely.append(pair)
    settled_old = {*partners.values(), *(pair.old for pair in likely)}
    settled_new = {*partners, *(pair.new for pair in likely)}
    left = [p for p in doubtful if p.old not in settled_old and p.new not in settled_new]
    return likely, left


def _loses_its_id(old: Row, new: Row, sure: Verdict) -> bool:
    """Return whether a row that is not certain would take the place of one with an id."""
    return sure is not Verdict.CERTAIN and old.id is not None and new.id is None


def _nearest_siblings(rows: Sequence[Row], wanted: Sequence[int]) -> dict[int, float]:
    """Return for each wanted row how alike the row of its own list is that is most so."""
    nearest = dict.fromkeys(wanted, float(_FLOOR))
    if not wanted:
        return nearest
    from rapidfuzz.fuzz import ratio

    words = dict(enumerate(map(_sorted_words, rows)))
    for one, other in _compared(words, {index: words[index] for index in wanted}):
        if one != other:
            nearest[other] = max(
                nearest[other], ratio(words[one], words[other], score_cutoff=nearest[other])
            )
    return nearest


def _likeness(
    old: Sequence[Row], new: Sequence[Row], free_old: Sequence[int], free_new: Sequence[int]
) -> dict[RowPair, float]:
    """Return how alike the words of the pairs are that may be one, above a floor."""
    from rapidfuzz.fuzz import ratio

    old_words = {index: _sorted_words(old[index]) for index in free_old}
    new_words = {index: _sorted_words(new[index]) for index in free_new}
    likeness = {}
    for mine, theirs in _compared(old_words, new_words):
        if _may_be_one(old[mine], new[theirs]):
            score = ratio(old_words[mine], new_words[theirs], score_cutoff=_FLOOR)
            if score:
                likeness[RowPair(mine, theirs)] = score
    return likeness


def _sorted_words(row: Row) -> str:
    return " ".join(sorted(normalised(row.text[:_LONGEST]).split()))


def _compared(
    old_words: Mapping[int, str], new_words: Mapping[int, str]
) -> Iterable[tuple[int, int]]:
    """Return the pairs whose likeness is worth asking for."""
    if len(old_words) * len(new_words) <= _ALL_PAIRS:
        return product(old_words, new_words)
    return _near_pairs(old_words, new_words)


def _near_pairs(
    old_words: Mapping[int, str], new_words: Mapping[int, str]
) -> Iterable[tuple[int, int]]:
    """Yield for each new row the old ones that share most of its rarest words."""
    holders = defaultdict(list)
    for index, words in old_words.items():
        for word in set(words.split()):
            holders[word].append(index)
    for index, words in new_words.items():
        rare = sorted(
            (word for word in set(words.split()) if 0 < len(holders.get(word, ())) <= _RARE),
            key=lambda word: (len(holders[word]), word),
        )
        shared = Counter(mine for word in rare[:_RARE_WORDS] for mine in holders[word])
        for mine, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NEAR]:
            yield mine, index


def _best_two(
    likeness: Mapping[RowPair, float],
) -> dict[tuple[str, int], tuple[RowPair, float]]:
    """Return for each row its best pair and the likeness of its second best, or the floor."""
    best: dict[tuple[str, int], tuple[RowPair, float]] = {}
    for pair, score in likeness.items():
        for row in (("old", pair.old), ("new", pair.new)):
            known = best.get(row)
            if known is None:
                best[row] = (pair, _FLOOR)
            elif score > likeness[known[0]]:
                best[row] = (pair, likeness[known[0]])
            elif score > known[1]:
                best[row] = (known[0], score)
    return best
