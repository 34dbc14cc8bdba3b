"""Compiling regular expressions: when they are needed, and alike on every Python 3.11.

A small vault needs a quarter of all patterns, and compiling the others would
take longer than judging it: `late` is for those.

Up to Python 3.11.4 a possessive group such as `(?:…)*+` may match what it
should not, and miss what it should (python/cpython, issue 106052). There, such
a group is written as an atomic one, `(?>(?:…)*)`, which means the same and
needs more memory.
"""

from __future__ import annotations

import sys

from vaultsync.lean import precompiled
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

_SOUND = sys.version_info >= (3, 11, 5)

# As in `re`, which takes longer to import than all patterns that a check has any use for.
IGNORECASE, MULTILINE, DOTALL, VERBOSE = 2, 8, 16, 64

LONGEST_TEXT = 200
"""The most characters that a match of a user's pattern may have."""


class Found(NamedTuple):
    """A match of a user's pattern: what matched, and the named groups that did."""

    text: str
    groups: Mapping[str, str]


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern, with the meaning that it has in a sound Python.

    It is one of this program's own: what it compiles to is kept (`precompiled`).
    """
    return precompiled.compiled(pattern if _SOUND else atomic(pattern, flags), flags)


class Late:
    """A pattern that is compiled when something is first asked of it.

    What it was asked for, such as `search`, is its own from then on, so that
    asking again costs what it costs of the pattern.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._said = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """Return what the pattern has by a name, the first time."""
        pattern = self.__dict__.get("_pattern")
        if pattern is None:
            pattern = self.__dict__["_pattern"] = compiled(*self._said)
        value = self.__dict__[name] = getattr(pattern, name)
        return value


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what serves as the compiled pattern, and is compiled when it is first used."""
    return cast("re.Pattern[str]", Late(pattern, flags))


_QUANTIFIER = r"([*+?]|\{[0-9]*,?[0-9]*\})\+"


def atomic(pattern: str, flags: int = 0) -> str:
    """Return the pattern with its possessive groups written as atomic ones."""
    possessive = precompiled.compiled(_QUANTIFIER)  # not by `compiled`, which asks this function
    out: list[str] = []
    opened: list[int] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        end = at + 1
        if char == "\\":
            end = at + 2
        elif char == "[":
            end = _class_end(pattern, at)
        elif char == "#" and flags & VERBOSE:
            end = pattern.find("\n", at) + 1 or len(pattern)
        elif char == "(":
            opened.append(len(out))
        elif char == ")":
            start = opened.pop()
            quantifier = possessive.match(pattern, end)
            if quantifier:
                out[start] = "(?>" + out[start]
                out.append(f"){quantifier[1]})")
                at = quantifier.end()
                continue
        out.append(pattern[at:end])
        at = end
    return "".join(out)


def _class_end(pattern: str, at: int) -> int:
    """Return where a class such as `[^]x]` ends."""
    end = at + 1
    if pattern[end] == "^":
        end += 1
    if pattern[end] == "]":
        end += 1
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1
