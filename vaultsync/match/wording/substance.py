"""Which words of substance two texts do not share.

A list may hold two actions that differ in one word: opportunities for training,
and for funding. Their letters cannot tell that from a rewording, and a list of
synonyms would never end; so each word of substance that stands on one side
alone counts, however rare or common it is.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that name nothing, as stems: one for another makes no other action.
FUNCTION = _set_of(
    "will shall also each ever every all any both some which who whose whos whom what when wher"
    " where whil while than then ther there thus so such these thes those thos they them it"
    " he she his her"
    " our was were been being has have had having can could would do does did doing from into"
    " onto over through throughout during by via upon about across along among amongst between"
    " within toward towards per if or but whether because sinc since onc once own same just only"
    " may might up out off s"
    " qui que quoi dont ou ainsi lors lorsque chaque tout toute tous ce cet cette ces leur leurs"
    " son sa ses sur sous vers chez entre selon afin donc est sont sera seront ont ete etre avoir"
    " se il elle ils elles on plusieurs"
)
_SHARED_START = 5


class Unshared(NamedTuple):
    """The stems of substance that stand on one side alone, in the order of their text."""

    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def exchanged(self) -> bool:
        """Return whether words of one text stand for others of the other."""
        return bool(self.ours and self.theirs)


NOTHING_UNSHARED = Unshared()


def unshared(ours: Mapping[str, int], theirs: Mapping[str, int]) -> Unshared:
    """Return what two texts do not share, from their stems and how often they say them.

    Two spellings of one word (`program`, `programme`) are shared.
    """
    if ours is theirs:  # as it is of texts that say the very same
        return NOTHING_UNSHARED
    left, right = left_over(ours, theirs)
    for word in tuple(left):
        spelled = next((other for other in right if same_word(word, other)), None)
        if spelled is not None:
            left.remove(word)
            right.remove(spelled)
    return Unshared(tuple(left), tuple(right))


def left_over(ours: Mapping[str, int], theirs: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Return the stems of substance that either text says more often than the other."""
    return list(_more_often(ours, theirs)), list(_more_often(theirs, ours))


def _more_often(ours: Mapping[str, int], theirs: Mapping[str, int]) -> Iterator[str]:
    for word, number in ours.items():
        if word not in FUNCTION and number > theirs.get(word, 0):
            yield word


def same_word(one: str, other: str) -> bool:
    """Return whether two stems differ by no more than their last letter."""
    shared = max(len(one), len(other)) - 1
    return shared >= _SHARED_START and one[:shared] == other[:shared] and one.isalpha()
