"""How alike texts are: by what they have in common in the same order.

A library compares thousands of texts in a moment, but importing it takes longer than
judging a hundred notes. So what little a small vault has to compare is compared
here, with the bits of long numbers (Hyyrö 2004, "Bit-parallel LCS-length computation
revisited"), and the library is asked once there is more. Both find the same.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T", bound="Hashable")

_BY_HAND = 80_000  # steps: about as long as the library takes to be there
_BITS = 1024  # so long a number costs hardly more than a short one
_DIFFERENT = 20  # letters in a text


class _Library:
    """Whether the library is there yet, and how many steps this process took without it."""

    ratio: Callable[[str, str], float]
    is_there = False
    steps = 0


def _by_hand(steps: int) -> bool:
    """Return whether so many steps more are sooner taken here; else the library is there."""
    if not _Library.is_there:
        _Library.steps += steps
        if _Library.steps <= _BY_HAND:
            return True
        from rapidfuzz import fuzz

        _Library.ratio, _Library.is_there = fuzz.ratio, True
    return False


def get_ready(texts: Iterable[str]) -> None:
    """Import the library if holding as many texts against these will take it."""
    letters = sum([len(text) for text in texts])
    if (steps := _steps(letters, letters)) > _BY_HAND:
        _by_hand(steps)


def _steps(letters: int, bits: int) -> int:
    """Return how many steps it takes to hold some letters against so many bits."""
    return letters * (1 + bits // _BITS)


def ratio(one: str, other: str) -> float:
    """Return how alike two texts are, up to 100, as `rapidfuzz.fuzz.ratio` does.

    That is the part of their letters that they have in common in the same order.
    """
    if not _Library.is_there and _by_hand(_steps(len(other), len(one))):
        return _ratios(one, (other,))[0]
    return _Library.ratio(one, other)


def _ratios(one: str, others: Iterable[str]) -> list[float]:
    places = _places(one)
    everywhere = (1 << len(one)) - 1
    scores = []
    for other in others:
        row = everywhere
        for letter in other:
            here = row & places.get(letter, 0)
            row = (row + here) | (row - here)
        common = len(one) - (row & everywhere).bit_count()
        scores.append(likeness(common, len(one) + len(other)))
    return scores


def best(text: str, others: Sequence[str], cutoff: float, limit: int) -> list[tuple[int, float]]:
    """Return which texts are most alike to one, and how much, the most alike first.

    These are at most `limit`, and as alike as `cutoff` says at least.
    """
    if _by_hand(_steps(sum(map(len, others)), len(text))):
        scores = enumerate(_ratios(text, others))
        near = [each for each in scores if each[1] >= cutoff]
        return sorted(near, key=lambda each: -each[1])[:limit]
    from rapidfuzz import fuzz, process

    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return [(at, score) for _, score, at in found]


def likeness(common: int, whole: int) -> float:
    """Return how alike two texts are that have so many letters in common, of so many."""
    return (1 - (whole - 2 * common) / whole) * 100 if whole else 100.0


def _places(text: Sequence[T]) -> dict[T, int]:
    """Return where each letter stands in a text: a bit for each place."""
    places: dict[T, int] = {}
    for at, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


class Many:
    """Texts against which others are held, all of them at once while that is done here.

    They stand one after the other in one long number. Each has room at its end for what is
    carried over: one for each letter that it has in common with the other.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        # Where each letter stands, and where any other does.
        self._bits: dict[str, tuple[int, int]] | None = None
        self._ends: list[int] = []  # bytes
        at = 0
        for text in texts:
            at += (len(text) + len(text).bit_length() + 7) // 8
            self._ends.append(at)
        self._size = at
        self._everywhere = 0

    def ratios(self, text: str) -> list[float]:
        """Return how alike a text is to each, as `ratio` does."""
        if self._by_hand(text, 0):
            return self._ratios(text, 0)
        from rapidfuzz import fuzz, process

        scores = [0.0] * len(self.texts)
        for _, score, at in process.extract(text, self.texts, scorer=fuzz.ratio, limit=None):
            scores[at] = score
        return scores

    def near(self, text: str, cutoff: float, among: Mapping[int, str] | None = None) -> list[int]:
        """Return which of the texts are so alike at least, the most alike first.

        `among` are those that are asked about, by their number; all unless they are named.
        """
        if among is None:
            among = dict(enumerate(self.texts))
        first = min(among, default=0)
        if not self._by_hand(text, first):
            from rapidfuzz import fuzz, process

            scorer = fuzz.ratio
            found = process.extract(text, among, scorer=scorer, limit=None, score_cutoff=cutoff)
            return [at for _, _, at in found]
        scores = [0.0] * first + self._ratios(text, first)
        return sorted([at for at in among if scores[at] >= cutoff], key=lambda at: -scores[at])

    def _by_hand(self, text: str, first: int) -> bool:
        """Return whether a text is sooner held here against those from the first one on."""
        bits = 8 * (self._size - self._start(first))
        steps = _steps(len(text), bits)
        if self._bits is None:  # they have to be made
            steps += _steps(_DIFFERENT * len(self.texts), 8 * self._size)
        return _by_hand(steps)

    def _start(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def _ratios(self, text: str, first: int) -> list[float]:
        """Return how alike a text is to each from the first one on."""
        places, start = self._all_places(), self._start(first)
        everywhere, low = self._everywhere >> 8 * start, 8 * start
        if low:
            known = [letter for letter in {*text} if letter in places]
            marks = [
                (here >> low, others >> low) for here, others in map(places.__getitem__, known)
            ]
            places = dict(zip(known, marks, strict=True))
        row = everywhere
        for here, others in filter(None, map(places.get, text)):
            row = (row + (row & here)) | (row & others)
        lacking = (row & everywhere).to_bytes(self._size - start, "little")
        scores, begin = [], 0
        for end, other in zip(self._ends[first:], self.texts[first:], strict=True):
            left = int.from_bytes(lacking[begin : end - start], "little").bit_count()
            scores.append(likeness(len(other) - left, len(text) + len(other)))
            begin = end - start
        return scores

    def _all_places(self) -> dict[str, tuple[int, int]]:
        if self._bits is None:
            places: dict[str, int] = {}
            start = 0
            for end, text in zip(self._ends, self.texts, strict=True):
                for letter, bits in _places(text).items():
                    places[letter] = places.get(letter, 0) | bits << 8 * start
                self._everywhere |= (1 << len(text)) - 1 << 8 * start
                start = end
            everywhere = self._everywhere
            self._bits = {letter: (here, everywhere & ~here) for letter, here in places.items()}
        return self._bits


def in_common(
    left: Sequence[Hashable], right: Sequence[Hashable]
) -> Iterator[tuple[int, int, int]]:
    """Yield the longest stretches that two sequences have in common, in the same order.

    Each is where it begins in both, and how long it is, as the equal parts of
    `rapidfuzz.distance.Indel.opcodes` are.
    """
    if _by_hand(_steps(len(right), len(left)) + len(left)):
        yield from _in_common(left, right)
        return
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(left, right):
        if step.tag == "equal":
            yield step.src_start, step.dest_start, step.src_end - step.src_start


def _in_common(
    left: Sequence[Hashable], right: Sequence[Hashable]
) -> Iterator[tuple[int, int, int]]:
    start, ends = 0, min(len(left), len(right))
    while start < ends and left[start] == right[start]:
        start += 1
    end = 0  # counted from behind
    while end < ends - start and left[-1 - end] == right[-1 - end]:
        end += 1
    ours, theirs = left[start : len(left) - end], right[start : len(right) - end]
    places = _places(ours)
    row = (1 << len(ours)) - 1
    rows = []
    for each in theirs:
        here = row & places.get(each, 0)
        row = (row + here) | (row - here)
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    mine, other = len(ours), len(theirs)
    while mine and other:  # from behind: what is the last that both have
        if rows[other - 1] >> mine - 1 & 1:
            mine -= 1
        elif other > 1 and not rows[other - 2] >> mine - 1 & 1:
            other -= 1
        else:
            mine, other = mine - 1, other - 1
            pairs.append((start + mine, start + other))
    pairs += ((at, at) for at in reversed(range(start)))
    behind = len(left) - end, len(right) - end, end
    yield from _stretches(reversed(pairs), behind)


def _stretches(
    pairs: Iterable[tuple[int, int]], behind: tuple[int, int, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield what stands together in one stretch each; `behind` is the last of them."""
    one = other = length = 0
    for mine, theirs in pairs:
        if length and (mine, theirs) == (one + length, other + length):
            length += 1
            continue
        if length:
            yield one, other, length
        one, other, length = mine, theirs, 1
    if length and behind[:2] == (one + length, other + length):
        behind = one, other, length + behind[2]
    elif length:
        yield one, other, length
    if behind[2]:
        yield behind
