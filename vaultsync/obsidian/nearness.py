"""Did you mean …: the texts among many that are near to one.

Two texts are near when their letters almost agree and their numbers do agree:
`Misson 3.1` may be `Mission 3.1`, never `Mission 3.2`. Case, hyphens and the
order of words count little. Texts are looked up by what a slip of the hand
leaves whole (how they start, how they end, a word), so that a question costs
about the same among any number of them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from vaultsync.regex import compiled
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTERS = compiled(r"[^\W\d_]+|\0")
_NO_LETTERS = bytes(each for each in range(1, 128) if not chr(each).isalpha())
_WORDS = compiled(r"\d+|[^\W\d_]+")
_DIGITS = compiled(r"\d+")
# Shared by so many texts, a start or a word tells nothing.
_TOO_COMMON = 4_000
_LONGEST = 300
# Among so few texts, to look at each is no work; the part of all that one question costs.
_FEW = 128
# So many texts are compared here in a fraction of the time that importing a library takes.
_BY_HAND = 256
# Below so many letters, one wrong letter is much of the whole.
_SHORT = 6
# A number with a date and a time in it names one note, whatever its title says.
_STAMP = 12


class Nearness:
    """Texts by what they look like, in whatever order they come.

    Those without letters or digits are near to none.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._all = list(texts)
        self._index: _Index | None = None
        self._sieve: _Sieve | None = None
        self._looked_at = 0
        self._memo: dict[tuple[str, int], tuple[str, ...]] = {}

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the texts near to one, best first, at most `limit`; often none."""
        known = self._memo.get((text, limit))
        if known is None:
            words = _words(text)
            known = self._memo[text, limit] = self._around(words).nearest(words, limit)
        return known

    def _around(self, words: list[str]) -> _Index:
        """Return an index of all texts, or of as many as may be near to these words.

        All are indexed once a few questions would cost as much.
        """
        if self._index is None:
            whole = len(self._all)
            if self._looked_at * 2 <= whole and whole > _FEW:
                self._sieve = self._sieve or _Sieve(self._all)
                suspects = self._sieve.suspects(words)
                self._looked_at += len(suspects) + whole // _FEW
                return _Index(suspects)
            self._index = _Index(self._all)
        return self._index


class _Index:
    """Texts by their words and blocks; most of them only once texts of their numbers are sought."""

    def __init__(self, texts: Iterable[str]) -> None:
        # The words of a text, joined -> the texts that have them.
        self._texts: dict[str, list[str]] = {}
        self._blocks: dict[str, list[str]] = {}
        self._waiting: dict[str, list[str]] = {}  # by their numbers
        for text in texts:
            numbers = _numbers_of(text)
            if numbers[:_STAMP].isdigit() and len(numbers) >= _STAMP:  # texts of others meet it
                self._add(text)
            else:
                self._waiting.setdefault(numbers, []).append(text)

    def _add(self, text: str) -> None:
        words = _words(text)
        if not words:
            return
        name = " ".join(words)
        known = self._texts.get(name)
        if known is not None:
            known.append(text)
            return
        self._texts[name] = [text]
        for block in _blocks(words):
            self._blocks.setdefault(block, []).append(name)

    def nearest(self, words: list[str], limit: int) -> tuple[str, ...]:
        """Return the texts near to one of these words, best first, at most `limit`."""
        for text in self._waiting.pop(_numbers(words), ()):
            self._add(text)
        name = " ".join(words)
        candidates = {name} & self._texts.keys()
        for block in _blocks(words):
            names = self._blocks.get(block, ())
            if len(names) < _TOO_COMMON:
                candidates.update(names)
        stamped = self._blocks.get(f"{name}@", ())
        if len(stamped) == 1:
            return tuple(sorted(self._texts[stamped[0]])[:limit])
        ranked = _ranked(name, candidates, limit)
        found = [text for name in ranked for text in sorted(self._texts[name])]
        return tuple(found[:limit])


class _Sieve:
    """Many texts as one, to find those that may meet some words without a look at each."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        plain = [at for at, text in enumerate(texts) if text.isascii()]
        others: Sequence[int] = ()
        if len(plain) < len(texts):
            others = [at for at, text in enumerate(texts) if not text.isascii()]
        # The number of each text, in the order in which they are looked through.
        self._order = [*plain, *others]
        found = [_letters_of([texts[at] for at in each]) for each in (plain, others) if each]
        # The letters of each text, as `_blocks` has them, each between two NULs.
        self._letters = "\0".join(["", *found, ""])
        lengths = map(len, self._letters[1:-1].split("\0"))
        self._starts = list(accumulate(map((1).__add__, lengths), initial=1))

    def suspects(self, words: list[str]) -> list[str]:
        """Return every text that shares a block with these words, and few others, in order."""
        letters = [word for word in words if not word.isdigit()]
        whole = "".join(letters)
        found: set[int] = set()
        if whole:
            for piece in (f"\0{whole[:3]}", f"{whole[-3:]}\0", *letters):
                if len(piece) > 3 or "\0" in piece:
                    found.update(self._holding(piece))
        elif words:
            found.update(self._holding("\0\0"))
        if stamp := _stamp(words):
            found.update(at for at, text in enumerate(self._texts) if stamp in text)
        return [self._texts[at] for at in sorted(found)]

    def _holding(self, piece: str) -> Iterator[int]:
        """Yield the numbers of the texts whose letters hold a piece; NUL is where they end."""
        starts, letters = self._starts, self._letters
        ahead = piece.startswith("\0")
        at = letters.find(piece)
        while at >= 0:
            place = bisect_right(starts, at + ahead) - 1
            yield self._order[place]
            # The last start is that of no text: it ends the last one.
            at = letters.find(piece, starts[place + 1] - 1)


def _letters_of(texts: list[str]) -> str:
    """Return the letters of the words of each text in lower case, with a NUL between texts."""
    whole = "\0".join(texts)
    if max(map(len, texts)) > _LONGEST or whole.count("\0") >= len(texts):
        whole = "\0".join([text.replace("\0", " ")[-_LONGEST:] for text in texts])
    whole = whole.lower()
    if whole.isascii():
        return whole.encode().translate(None, _NO_LETTERS).decode()
    return "".join([part for part in _LETTERS.findall(whole) if not part.isdigit()])


def _ranked(name: str, candidates: set[str], limit: int) -> list[str]:
    """Return the candidates that are near to a name, best first."""
    if not candidates:
        return []
    if name in candidates and limit == 1:
        return [name]
    choices = sorted(candidates)
    if len(name) < _SHORT:  # two letters more make `home` a `chrome`
        choices = [choice for choice in choices if abs(len(choice) - len(name)) < 2]
    scores = _alike(name, choices, limit)
    if " " in name:
        # The same words in another order are nearly the same name.
        for text, score in _alike(name, choices, limit, in_order=True).items():
            scores[text] = max(scores.get(text, 0), score - 2)
    return sorted(scores, key=lambda text: (-scores[text], text))[:limit]


def _alike(name: str, choices: list[str], limit: int, in_order: bool = False) -> dict[str, float]:
    """Return the texts that are most alike, at most `limit`, and how much, up to 100.

    `in_order` puts the words of each in order first.
    """
    cutoff = _cutoff(name)
    _Compared.count += len(choices)
    if _Compared.count > _BY_HAND:
        from rapidfuzz import fuzz, process

        scorer = fuzz.token_sort_ratio if in_order else fuzz.ratio
        found = process.extract(name, choices, scorer=scorer, score_cutoff=cutoff, limit=limit)
        return {text: score for text, score, _ in found}
    scores: dict[str, float] = {}
    for text in choices:
        one, other = (name, text)
        if in_order:
            one, other = (" ".join(sorted(each.split())) for each in (name, text))
        if (score := _ratio(one, other)) >= cutoff:
            scores[text] = score
    return dict(sorted(scores.items(), key=lambda each: -each[1])[:limit])


class _Compared:
    """How many texts were compared in this process."""

    count = 0


def _ratio(one: str, other: str) -> float:
    """Return how alike two texts are, up to 100, as `rapidfuzz.fuzz.ratio` does.

    Their longest common subsequence is found with the bits of one number (Hyyrö 2004,
    "Bit-parallel LCS-length computation revisited").
    """
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << at
    row = everywhere = (1 << len(one)) - 1
    for char in other:
        here = row & places.get(char, 0)
        row = (row + here) | (row - here)
    common = len(one) - (row & everywhere).bit_count()
    whole = len(one) + len(other)
    return (1 - (whole - 2 * common) / whole) * 100


def _cutoff(name: str) -> float:
    """Return how alike, up to 100, a text must be to be near to a name.

    One wrong letter of five is a slip; one wrong character of five in a script
    that writes words with one or two is another word.
    """
    if not name.isascii():
        return 86
    return 80 if len(name) < _SHORT else 82


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case; numbers without leading zeros."""
    return [
        word.lstrip("0") or "0" if word.isdigit() else word
        for word in _WORDS.findall(text[-_LONGEST:].lower())
    ]


def _numbers_of(text: str) -> str:
    """Return the numbers among the words of a text."""
    if not text.isascii():
        return _numbers(_words(text))
    return " ".join([each.lstrip("0") or "0" for each in _DIGITS.findall(text[-_LONGEST:])])


def _numbers(words: list[str]) -> str:
    return " ".join([word for word in words if word.isdigit()])


def _stamp(words: list[str]) -> str:
    """Return the number that a text begins with, if it names one note by its date and time."""
    first = words[0] if words else ""
    return first if len(first) >= _STAMP and first.isdigit() else ""


def _blocks(words: list[str]) -> set[str]:
    """Return the keys under which texts meet: each holds all the numbers, or is a stamp."""
    numbers = _numbers(words)
    letters = [word for word in words if not word.isdigit()]
    whole = "".join(letters)
    if not whole:
        return {numbers} if numbers else set()
    found = {f"{numbers}={word}" for word in letters if len(word) > 3}
    if stamp := _stamp(words):
        found.add(f"{stamp}@")
    found.add(f"{numbers}<{whole[:3]}")
    found.add(f"{numbers}>{whole[-3:]}")
    return found
