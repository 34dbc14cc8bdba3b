"""Whether one text tells another anew, or copies it but for a word.

Who writes a new action beside an old one often copies the sentence and puts
another word into it: opportunities for funding, where the old one says
training. All else stays as it was, each `the` and `of` in its place. Who words
an action anew touches those too: `the sharing of data` becomes `how data is
shared`. So what two texts do with their small words and their endings tells
which of the two an exchanged word is, where no list of synonyms knows it.
"""

from __future__ import annotations

from itertools import filterfalse

from vaultsync.lean.cached import Counter, lru_cache
from vaultsync.lean.letters import in_common
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.wording.substance import FUNCTION
from vaultsync.match.wording.synonyms import spoken
from vaultsync.match.wording.words import SMALL, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    # Words of the one, words of the other in their place, and whether both texts end there.
    Change: TypeAlias = tuple[Sequence[str], Sequence[str], bool]

    from vaultsync.match.wording.substance import Unshared

ENOUGH = 2
"""So many touches are no copy: hand-made twins have none, rewordings two and more."""

_LONGEST = 400
"""How many words of a text are compared; the longest published action has sixty."""


class Retelling(NamedTuple):
    """What two texts do otherwise, apart from what either alone says.

    `touches` are the small words that were exchanged, added or dropped, and the
    words with another ending. `inserted` are words of substance that the second
    text puts into a phrase of the first and adds nothing to say how they belong,
    `left_out` those that it takes out of one.
    """

    touches: int
    inserted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def copies(self, unsaid: Unshared) -> bool:
        """Return whether all is as in the other text, but for words of another meaning."""
        return self.touches < ENOUGH and (unsaid.exchanged or bool(self.inserted))

    def shortens(self, unsaid: Unshared) -> bool:
        """Return whether the second text says what the first does, without a clause of it."""
        return bool(unsaid.ours) and not unsaid.theirs and not self.left_out


def retelling(ours: str, theirs: str, unsaid: Unshared) -> Retelling:
    """Return how a text tells another; `unsaid` is what either says and the other does not."""
    left, right = spoken(ours)[:_LONGEST], spoken(theirs)[:_LONGEST]
    gone, new = frozenset(unsaid.ours), frozenset(unsaid.theirs)
    touches = int(_opens_otherwise(left, right))
    inserted: list[str] = []
    left_out: list[str] = []
    # What was moved goes from one place to another; an exchange may have taken some of it along.
    counted, taken = (Counter[str](), Counter[str]()), (Counter[str](), Counter[str]())
    for before, after, at_end in _changes(left, right):
        if all(map(is_small, (*before, *after))):
            touches += max(len(before), len(after))
            continue
        lost, won = _says(before, gone), _says(after, new)
        if not at_end and not lost and all(map(is_small, before)) and _pure(after, new):
            inserted += filterfalse(is_small, after)
        if not at_end and not won and all(map(is_small, after)) and _pure(before, gone):
            left_out += filterfalse(is_small, before)
        in_small_words = bool(after) and all(map(is_small, after))
        of_substance = (lost and not in_small_words) or (won and not before)
        for words, side in zip((before, after), taken if of_substance else counted, strict=True):
            side.update(filter(is_small, words))
    touches += (counted[0] - counted[1] - taken[1]).total()
    touches += (counted[1] - counted[0] - taken[0]).total()
    touches += sum(1 for _ in _other_endings(left, right, gone | new))
    return Retelling(touches, tuple(inserted), tuple(left_out))


def _opens_otherwise(left: Sequence[str], right: Sequence[str]) -> bool:
    """Return whether both texts say what the other begins with, but not at their beginning."""
    ours = [_meant(word) for word in left if not is_small(word)]
    theirs = [_meant(word) for word in right if not is_small(word)]
    if not ours or not theirs or ours[0] == theirs[0]:
        return False
    return ours[0] in theirs and theirs[0] in ours


def _changes(left: Sequence[str], right: Sequence[str]) -> Iterator[Change]:
    """Yield what stands between the words that both texts have in one order."""
    at = there = 0
    for start, begin, length in in_common(left, right):
        if at < start or there < begin:
            yield left[at:start], right[there:begin], False
        at, there = start + length, begin + length
    if at < len(left) or there < len(right):
        yield left[at:], right[there:], True


def _other_endings(
    left: Sequence[str], right: Sequence[str], unsaid: frozenset[str]
) -> Iterator[str]:
    """Yield the stems of words that both texts say, with another ending each."""
    ours, theirs = _forms(left), _forms(right)
    for word in ours.keys() & theirs.keys() - unsaid:
        one, other = ours[word], theirs[word]
        if one != other and not _within(one, other) and not _within(other, one):
            yield word


def _forms(words: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return how often each form of a stem stands among words."""
    found: dict[str, dict[str, int]] = {}
    for word in words:
        if not is_small(word):
            forms = found.setdefault(_meant(word), {})
            forms[word] = forms.get(word, 0) + 1
    return found


def _within(some: Mapping[str, int], others: Mapping[str, int]) -> bool:
    return all(many <= others.get(word, 0) for word, many in some.items())


def _pure(words: Sequence[str], unsaid: frozenset[str]) -> bool:
    """Return whether words begin with one of substance, and say nothing that the others say."""
    return (
        bool(words)
        and not is_small(words[0])
        and all(is_small(word) or _meant(word) in unsaid for word in words)
    )


def _says(words: Sequence[str], unsaid: frozenset[str]) -> bool:
    return any(_meant(word) in unsaid for word in words)


@lru_cache(maxsize=8192)
def is_small(word: str) -> bool:
    """Return whether a word names nothing: one for another makes no other action."""
    return len(word) == 1 or word in SMALL or stem(word) in FUNCTION


def meant(text: str) -> list[str]:
    """Return the stems of a text's words that name something, in their order."""
    return [_meant(word) for word in spoken(text) if not is_small(word)]


def _meant(word: str) -> str:
    return word if "_" in word else stem(word)
