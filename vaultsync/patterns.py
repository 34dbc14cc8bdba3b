"""A regular expression of the user's, matched in bounded time.

`re` goes back and tries again, and a pattern of a few characters can make it try
for ever. A pattern that can be read in few ways only is left to `re`. Any other
is followed step by step (`stepwise.py`), or refused where that cannot be done.
"""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # `re` names no public parser

from vaultsync.stepwise import LONGEST_TEXT, REPEATS, SINGLE, Found, Step, one_item, run, steps_of
from vaultsync.typed import Any

__all__ = ["LONGEST_PATTERN", "LONGEST_TEXT", "BoundedPattern", "Found"]

LONGEST_PATTERN = 500

# The ways that a text may be read in: `re` tries them all in about a millisecond.
_FEW = 50_000
_FLAGS = re.IGNORECASE


class BoundedPattern:
    """A regular expression that ignores case, as `re` has it.

    `known_quick` says that `re` may have it, whatever it looks like. Raises
    `ValueError`, with what is wrong, for one that is none, and for one that could
    take longer than anybody would wait.
    """

    def __init__(self, pattern: str, *, known_quick: bool = False) -> None:
        if len(pattern) > LONGEST_PATTERN:
            raise ValueError(f"is longer than {LONGEST_PATTERN} characters")
        try:
            self._re = re.compile(pattern, _FLAGS)
            tree = _parser.parse(pattern, _FLAGS)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"is not a regular expression: {error}") from None
        self.groups = tuple(self._re.groupindex)
        self._steps: tuple[Step, ...] = ()
        if not known_quick and _ways(tree, tree.state) > _FEW:
            self._steps = steps_of(tree)

    def match(self, text: str) -> Found | None:
        """Return the match at the text's start, or None."""
        near = text[:LONGEST_TEXT]
        found = self._found(near, whole=False)
        # A match that ends at the cut might have gone on behind it.
        cut = found is not None and len(found.text) == len(near) < len(text)
        return None if cut else found

    def fullmatch(self, text: str) -> Found | None:
        """Return the match of the whole text, or None."""
        return None if len(text) > LONGEST_TEXT else self._found(text, whole=True)

    def _found(self, text: str, whole: bool) -> Found | None:
        if self._steps:
            return run(self._steps, text, whole)
        found = self._re.fullmatch(text) if whole else self._re.match(text)
        if found is None:
            return None
        return Found(found[0], {k: v for k, v in found.groupdict().items() if v is not None})


def _ways(items: Any, state: Any, behind: Any = None) -> int:
    """Return no less than in how many ways a text can be read; large numbers are cut short.

    `behind` is the item that must follow, if that is known.
    """
    ways = 1
    listed = list(items)
    for index, item in enumerate(listed):
        following = listed[index + 1] if index + 1 < len(listed) else behind
        ways *= _ways_of(item, following, state)
        if ways > _FEW:
            return _FEW + 1
    return ways


def _ways_of(item: Any, following: Any, state: Any) -> int:
    name, value = str(item[0]), item[1]
    if name == "SUBPATTERN":
        return _ways(value[3], state, following)
    if name == "BRANCH":
        return sum(_ways(branch, state, following) for branch in value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return _ways(value[1], state)
    if name == "ATOMIC_GROUP":
        return _ways(value, state)
    if name == "GROUPREF_EXISTS":
        return _ways(value[1], state) + (_ways(value[2], state) if value[2] else 1)
    if name not in REPEATS:
        return 1
    least, most, body = min(value[0], LONGEST_TEXT), min(value[1], LONGEST_TEXT), value[2]
    single = len(body) == 1 and str(body[0][0]) in SINGLE
    if single and _ends_before(body, following, state):
        return 1
    each = _ways(body, state)
    if each == 1:
        return int(most - least + 1)
    ways = 0
    for count in range(least, most + 1):
        ways += each ** min(count, 20)  # two ways each are too many by then
        if ways > _FEW:
            break
    return ways


def _ends_before(body: Any, following: Any, state: Any) -> bool:
    """Return whether what follows a repeat is a character that the repeat cannot take."""
    while following is not None and str(following[0]) == "SUBPATTERN" and len(following[1][3]):
        following = following[1][3][0]
    if following is None or str(following[0]) != "LITERAL":
        return False
    char = chr(following[1])
    # Whatever flags may hold just there.
    tests = [
        one_item(body[0], state, flags).fullmatch
        for flags in (0, re.IGNORECASE, re.ASCII, re.ASCII | re.IGNORECASE)
    ]
    chars = {char, *char.lower(), *char.upper()}
    return not any(test(each) for test in tests for each in chars)
