"""Which old row is which new one, when a list is read again.

Ids decide first, then equal words; two rows with different ids are never one.
What is left is paired by the likeness of its words, and a pair is certain
only if it is more alike than rows that are known to be two: rows of one list
resemble each other (wrong pairs reach 64 of 100 on the published editions),
and the true partner may be on a page that was not read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.tracker.model import Row, id_parts, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence


class RowPair(NamedTuple):
    """An old row and a new one, as indices of the sequences that were compared."""

    old: int
    new: int


class RowPairs(NamedTuple):
    """Which old rows are which new ones.

    `certain` pairs are one to one. A `doubtful` pair is of two rows that are in
    no certain pair and might be one: the best that either of them has.
    """

    certain: tuple[RowPair, ...]
    doubtful: tuple[RowPair, ...]


# Likeness is `rapidfuzz.fuzz.ratio` over the sorted words, 0 to 100. A margin is
# how far the best other partner of either row, or its best sibling in its own
# list, falls behind.
_CERTAIN, _CERTAIN_MARGIN = 85, 8
_SAME_AREA, _SAME_AREA_MARGIN = 72, 12
_SAME_PLACE, _SAME_PLACE_MARGIN = 60, 4
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
_FEWEST_WORDS = 5
"""Likeness of fewer words says nothing: `Publish the plan`, `Publish the list`."""


def pair_rows(old: Sequence[Row], new: Sequence[Row]) -> RowPairs:
    """Return which rows of an older reading are which of a newer one.

    Both come in their published order, which is evidence: a row between the
    same two neighbours as before is likely the same row, reworded.
    """
    partners: dict[int, int] = {}  # new row -> old row
    _pair_unique(old, new, partners, _by_key)
    _pair_unique(old, new, partners, _by_id)
    _pair_unique(old, new, partners, _by_words)
    _pair_unique(old, new, partners, _by_text)
    doubtful = _pair_by_likeness(old, new, partners)
    certain = tuple(RowPair(mine, at) for at, mine in sorted(partners.items()))
    return RowPairs(certain, tuple(sorted(doubtful)))


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
    old: Sequence[Row], new: Sequence[Row], partners: dict[int, int]
) -> list[RowPair]:
    """Add the certain pairs among the rows that are left; return the doubtful ones."""
    taken = set(partners.values())
    free_old = [index for index in range(len(old)) if index not in taken]
    free_new = [index for index in range(len(new)) if index not in partners]
    if not free_old or not free_new:
        return []
    likeness = _likeness(old, new, free_old, free_new)
    best = _best_two(likeness)
    places = _same_places(len(old), len(new), partners)
    candidates = [
        pair for pair in likeness if best["old", pair.old][0] == pair == best["new", pair.new][0]
    ]
    old_siblings = _nearest_siblings(old, [pair.old for pair in candidates])
    new_siblings = _nearest_siblings(new, [pair.new for pair in candidates])
    doubtful = {pair for pair, _ in best.values() if likeness[pair] >= _DOUBTFUL}
    for pair in candidates:
        mine, theirs = old[pair.old], new[pair.new]
        score = likeness[pair]
        margin = score - max(
            best["old", pair.old][1],
            best["new", pair.new][1],
            old_siblings[pair.old],
            new_siblings[pair.new],
        )
        area = _same_area(mine, theirs)
        place = pair in places and area
        if _certain(score, margin, area=area, place=place) and (place or _comparable(mine, theirs)):
            partners[pair.new] = pair.old
        elif place and score >= _DOUBTFUL_PLACE:
            doubtful.add(pair)
    settled = set(partners.values())
    return [p for p in doubtful if p.old not in settled and p.new not in partners]


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


def _certain(score: float, margin: float, *, area: bool, place: bool) -> bool:
    return (
        (score >= _CERTAIN and margin >= _CERTAIN_MARGIN)
        or (area and score >= _SAME_AREA and margin >= _SAME_AREA_MARGIN)
        or (place and score >= _SAME_PLACE and margin >= _SAME_PLACE_MARGIN)
    )


def _comparable(old: Row, new: Row) -> bool:
    """Return whether likeness may decide: enough words, and the same numbers.

    `Publish the report of 2023` and `… of 2024` differ in one letter and are two rows.
    """
    words = [normalised(row.text).split() for row in (old, new)]
    numbers = [sorted(word for word in side if word.isdecimal()) for side in words]
    return min(map(len, words)) >= _FEWEST_WORDS and numbers[0] == numbers[1]


def _same_area(old: Row, new: Row) -> bool:
    return bool(old.area) and normalised(old.area) == normalised(new.area)


def _same_places(old_count: int, new_count: int, partners: Mapping[int, int]) -> frozenset[RowPair]:
    """Return the pairs of free rows that stand between the same two neighbours."""
    places = set()
    taken = set(partners.values())
    for at in range(new_count):
        if at in partners or new_count == 1:
            continue
        before = partners.get(at - 1) if at else -1
        after = partners.get(at + 1) if at + 1 < new_count else old_count
        if before is not None and after == before + 2 and before + 1 not in taken:
            places.add(RowPair(before + 1, at))
    return frozenset(places)


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
