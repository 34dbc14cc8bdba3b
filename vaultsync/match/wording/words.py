"""What changed between two wordings, for the eye and as a judgement."""

from __future__ import annotations

import unicodedata

from vaultsync.lean.cached import Counter, lru_cache
from vaultsync.lean.letters import in_common, ratio
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.match.wording.particulars import changes, particulars
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

Wording = Literal["same", "cosmetic", "paraphrase", "substantive"]

KEPT_MEANING = 0.5
"""The similarity (`likeness`) below which nobody can say that the meaning was kept.

Rewordings of one action that were seen lie between 0.5 and 1, different
actions of one list up to 0.6: below, the texts have no more in common than
two actions of the same department.
"""

LONGEST = 4_000
"""How many characters of a text are compared; the longest published action has 400."""

_TOKEN = compiled(r"\w+(?:['\u2019]\w+)*\s*|[^\w\s]\s*|\s+")
_COSMETIC = frozenset(("a", "an", "the", "of", "on", "in", "at", "by", "le", "la", "les", "l", "d"))
_COSMETIC |= frozenset(("un", "une", "des", "de", "du"))
SMALL = _COSMETIC | frozenset(("to", "for", "with", "and", "as", "its", "their", "that", "this"))
SMALL |= frozenset(("is", "are", "be", "et", "en", "au", "aux", "pour", "par", "dans", "avec"))
# The longest that fits is cut off, a plural s before it.
_ENDINGS = (
    *("ation", "ating", "ated", "ingly", "ance", "ence", "able", "ible", "ment", "ally"),
    *("ate", "ing", "ied", "ity", "ive", "ion", "er", "ed", "ly", "al", "y", "e"),
)
_ENDINGS_BY_LETTER = {
    last: tuple([ending for ending in _ENDINGS if ending[-1] == last])
    for last in {ending[-1] for ending in _ENDINGS}
}


class Piece(NamedTuple):
    """A stretch of words that both wordings have, or that was removed or added."""

    kind: Literal["same", "removed", "added"]
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return how one wording becomes the other, word by word, case aside.

    The `same` and `removed` pieces in a row are the old text; the `same` and
    `added` ones the new text, but for the case and spaces of what is the same.
    Of very long texts only so much is compared, and the rest is one change.
    """
    before, after = _TOKEN.findall(old.strip()), _TOKEN.findall(new.strip())
    pieces: list[Piece] = []
    at = there = 0
    ours = [_same(word) for word in before[:LONGEST]]
    theirs = [_same(word) for word in after[:LONGEST]]
    for start, begin, length in in_common(ours, theirs):
        pieces += _changed(before[at:start], after[there:begin])
        at, there = start + length, begin + length
        pieces.append(Piece("same", "".join(before[start:at])))
    return (*pieces, *_changed(before[at:], after[there:]))


def _changed(removed: list[str], added: list[str]) -> list[Piece]:
    pieces = (Piece("removed", "".join(removed)), Piece("added", "".join(added)))
    return [piece for piece in pieces if piece.text]


def _same(token: str) -> str:
    return token.strip().casefold()


def wording(old: str, new: str) -> Wording:
    """Return what kind of change leads from one wording to the other.

    `same`: equal after case, spaces and a final point. `substantive`: another
    organisation, number, date or negation, or too little in common to say
    that the meaning was kept (`KEPT_MEANING`). `cosmetic`: the same words in
    the same order but for endings, articles and marks. Else `paraphrase`. The
    order of the two does not matter.
    """
    if plain(old) == plain(new):
        return "same"
    if changes(particulars(old), particulars(new)):
        return "substantive"
    if _content(old) == _content(new):
        return "cosmetic"
    return "substantive" if likeness(old, new) < KEPT_MEANING else "paraphrase"


def plain(text: str) -> str:
    """Return a text without what never makes two texts differ: case, spaces, a final point."""
    return " ".join(text.casefold().split()).removesuffix(".").rstrip()


def _content(text: str) -> list[str]:
    return [stem(word) for word in normalised(text).split() if word not in _COSMETIC]


def sorted_words(text: str) -> str:
    """Return the normalised words of a text in alphabetical order."""
    return " ".join(sorted(normalised(text).split()))


class Compared(NamedTuple):
    """What is compared of a text: its stems with their number, and its words in order."""

    stems: Mapping[str, int]
    letters: str


def compared(text: str) -> Compared:
    """Return what is compared of a text, of a very long one of its beginning."""
    return _compared(text[:LONGEST].removesuffix("."))  # which often is all that two differ in


# The texts of a list are asked for by each question about them.
@lru_cache(maxsize=4096)
def _compared(text: str) -> Compared:
    said = normalised(text).split()
    return Compared(dict(stems_of(said)), " ".join(sorted(said)))


def stems(text: str) -> Counter[str]:
    """Return the stems of a text's words, small words left out unless there are no others."""
    return stems_of(normalised(text).split())


def stems_of(words: list[str]) -> Counter[str]:
    """Return the stems of normalised words, as `stems` does of a text."""
    return Counter([stem(word) for word in words if word not in SMALL]) or Counter(words)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a normalised word without accents and a common English or French ending."""
    if not word.isascii():
        word = "".join(
            char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char)
        )
    if word.endswith("s") and not word.endswith("ss") and len(word) > 4:
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    endings = _ENDINGS_BY_LETTER.get(word[-1:])
    if endings is not None and word.endswith(endings):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    return word


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1, from their letters and their stems.

    It is the mean of the ratio of their sorted words and the part of their
    stems that they share.
    """
    (ours, letters), (theirs, others) = compared(one), compared(other)
    total = sum(ours.values()) + sum(theirs.values())
    common = sum([min(many, theirs[word]) for word, many in ours.items() if word in theirs])
    shared = 2 * common / total if total else 1.0
    return (ratio(letters, others) / 100 + shared) / 2
