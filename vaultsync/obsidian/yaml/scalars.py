"""What a YAML scalar says to Obsidian, and where each of its characters stands.

Obsidian reads properties with the library `yaml` 2.7 (release note 1.9.0):
YAML 1.2 and its core schema. So `yes`, `on`, `12:30`, `1_000` and dates are
strings, and `012` is the number 12.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

# The core schema of YAML 1.2 (10.3.2).
_NUMBER = compiled(
    r"""([-+]?[0-9]+) | 0o([0-7]+) | 0x([0-9a-fA-F]+)
      | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?""",
    VERBOSE,
)
_BASES = {1: 10, 2: 8, 3: 16}
_WORDS: dict[str, bool | float | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    **{spelling: float("nan") for spelling in (".nan", ".NaN", ".NAN")},
    **{
        sign + spelling: float(sign + "inf")
        for sign in ("", "+", "-")
        for spelling in (".inf", ".Inf", ".INF")
    },
}
_MAY_BE_NUMBER = frozenset("0123456789+-.")

# JavaScript holds every number as a double: beyond this an integer is rounded.
_LARGEST_EXACT = 2**53
_LONGEST_EXACT = 17

_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_ESCAPE_DIGITS = {"x": 2, "u": 4, "U": 8}
_LINE_BREAK = late(r"[ \t]*(?:\r?\n[ \t]*)+")

Scalar = str | int | float | bool | None


def plain_value(source: str) -> Scalar:
    """Return what a plain (unquoted) scalar is: YAML 1.2, core schema."""
    if source in _WORDS:
        return _WORDS[source]
    if source[0] not in _MAY_BE_NUMBER:
        return source
    number = _NUMBER.fullmatch(source)
    if number is None:
        return source
    kind = number.lastindex
    return float(source) if kind is None else _integer(number[kind], _BASES[kind])


def _integer(digits: str, base: int) -> int | float:
    # Reading thousands of digits exactly takes quadratic time, and Obsidian does not.
    if len(digits) > _LONGEST_EXACT and base == 10:
        return float(digits)
    value = int(digits[-300:], base) if base != 10 else int(digits)
    if len(digits) > 300 and digits[:-300].strip("0"):
        return float("inf")
    return value if abs(value) <= _LARGEST_EXACT else float(value)


def is_number(value: object) -> bool:
    """Return whether a value is a number to Obsidian, where a checkbox is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def offsets(source: str, style: str, value: str) -> Sequence[int] | None:
    """Return where each character of a flow scalar's value stands in its source.

    There is one more entry than `value` has characters: the last is the
    offset behind its last character. `source` includes the quotes. None for
    styles whose characters cannot be placed (block scalars).
    """
    inner = 1 if style in ("double", "single") else 0
    if source[inner : len(source) - inner] == value:
        return range(inner, inner + len(value) + 1)
    if style == "double":
        said, places = _double_quoted(source)
    elif style == "single":
        said, places = _folded(source, "''")
    elif style == "plain":
        said, places = _folded(source, "")
    else:
        return None
    return places if "".join(said) == value else None


def _double_quoted(source: str) -> tuple[list[str], list[int]]:
    said: list[str] = []
    places: list[int] = []
    at, end = 1, len(source) - 1
    while at < end:
        char = source[at]
        if char == "\\" and at + 1 < end:
            at = _escape(source, at, said, places)
        elif found := _line_break_at(source, at, end):
            at = _fold(source, at, found, said, places)
        else:
            said.append(char)
            places.append(at)
            at += 1
    return said, [*places, end]


def _escape(source: str, at: int, said: list[str], places: list[int]) -> int:
    """Read the escape at an offset; return the offset behind it."""
    char = source[at + 1]
    if digits := _ESCAPE_DIGITS.get(char):
        said.append(chr(int(source[at + 2 : at + 2 + digits], 16)))
        places.append(at)
        return at + 2 + digits
    if char in "\r\n":
        # An escaped line break stands for nothing, and so does what it indents.
        found = _LINE_BREAK.match(source, at + 1)
        return found.end() if found else at + 2
    said.append(_ESCAPES.get(char, char))
    places.append(at)
    return at + 2


def _folded(source: str, quote: str) -> tuple[list[str], list[int]]:
    said: list[str] = []
    places: list[int] = []
    inner = 1 if quote else 0
    at, end = inner, len(source) - inner
    while at < end:
        if found := _line_break_at(source, at, end):
            at = _fold(source, at, found, said, places)
            continue
        said.append(source[at])
        places.append(at)
        at += 2 if quote and source.startswith(quote, at) else 1
    return said, [*places, end]


def _line_break_at(source: str, at: int, end: int) -> re.Match[str] | None:
    if source[at] not in " \t\r\n":
        return None
    return _LINE_BREAK.match(source, at, end)


def _fold(source: str, at: int, found: re.Match[str], said: list[str], places: list[int]) -> int:
    """One line break is a space; of more, the first is nothing (YAML 1.2, 6.5)."""
    breaks = source.count("\n", at, found.end())
    said.extend(" " if breaks == 1 else "\n" * (breaks - 1))
    places.extend([at] * max(1, breaks - 1))
    return found.end()
