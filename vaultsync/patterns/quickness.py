"""Whether `re` may have a user's regular expression, or takes too long over it.

What can be read in few ways only is quick. The ways are counted, roughly and never
too few, by what `re` makes of a pattern.
"""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # `re` names no public parser

from vaultsync.lean.regex import LONGEST_TEXT
from vaultsync.lean.typed import Any
from vaultsync.patterns.stepwise import REPEATS, SINGLE, Step, one_item, steps_of

# The ways that a text may be read in: `re` tries them all in about a millisecond.
_FEW = 50_000


def steps_if_slow(pattern: str, flags: int) -> tuple[Step, ...]:
    """Return the steps of a pattern that `re` could take too long over, none for a quick one.

    Raises `ValueError` for what cannot be followed step by step.
    """
    tree = _parser.parse(pattern, flags)
    return steps_of(tree) if _ways(tree, tree.state) > _FEW else ()


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
