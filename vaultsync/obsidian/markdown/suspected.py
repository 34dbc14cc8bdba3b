"""Whether a note's meaning may hang on the structure of its blocks, which costs to read.

Each test is cheap, and right whenever it says no. The patterns begin with a
single character: the regex engine has no quicker search.
"""

from __future__ import annotations

from vaultsync.lean.regex import DOTALL, VERBOSE, compiled, late

# What precedes indented code: the end of a line that is no paragraph's, or a marker.
_BEFORE_INDENTED = (
    r"(?:[-+*_=>\ \t\r0-9.)]*+(?:\#{1,6}(?=[ \t\r\n])[^\n]*+)?+\n(?:[ ]{4}|[ ]{0,3}\t)"
    r"|[-+*>\ \t0-9.)]*[-+*>.)](?:[ ]{5}|[ ]{1,4}\t|\t[ \t]))"
)
_INDENTED = compiled(rf"\n(?={_BEFORE_INDENTED})", VERBOSE)
# The start of a line that is such code or holds it, which is found in less time.
_FAR_IN = compiled(r"\n[-+*>.)0-9 ]*(?:\t|[ ]{4})")
_INDENTED_FIRST = compiled(rf"[ ]{{4}}|[ ]{{0,3}}\t|{_BEFORE_INDENTED}", VERBOSE)

# A `|` with dashes next to it, as in the row below a table's header.
_DELIMITER = compiled(
    r"\|(?:(?=[ \t]*+:?-)|(?<=-\|)|(?<=-[: \t]\|)|(?<=-:[ \t]\|)|(?<=[ \t]{2}\|))"
)
# The end of such a row, which may do without a `|`.
_BARE_DELIMITER = late(r":(?:-++:?|(?<=-:))[ \t\r]*+(?:\n|\Z)")

# A label that is no footnote's, at the start of a line in whatever containers.
_MARKERS = r"(?:[ \t>]|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*+"
_CONTAINERS = late(_MARKERS)
_LABEL = late(rf"\n{_MARKERS}\[(?!\^)(?:[^\[\]\\]|\\.)++\]:", DOTALL)


def may_start_indented(text: str, start: int) -> bool:
    """Return whether the first line of a body may be indented code, or lead to it."""
    return _INDENTED_FIRST.match(text, start) is not None


def next_indented(text: str, start: int) -> int:
    """Return the offset of the next line end that may lead to indented code, or -1."""
    at = start
    while found := _FAR_IN.search(text, at):
        line_end = found.start()
        for each in (text.rfind("\n", start, line_end), line_end):
            if each >= 0 and _INDENTED.match(text, each):
                return each
        at = found.end()
    return -1


def may_hold_table(text: str, start: int) -> bool:
    """Return whether a row such as stands below a table's header lies behind an offset."""
    return "|" in text and next_delimiter(text, start) >= 0


def next_delimiter(text: str, start: int) -> int:
    """Return an offset in the next row such as stands below a table's header, or -1."""
    found = _DELIMITER.search(text, start)
    return found.start() if found else -1


def may_hold_bare_delimiter(text: str, start: int) -> bool:
    """Return whether a row without any `|` may stand below a table's header behind an offset."""
    return _BARE_DELIMITER.search(text, start) is not None


def suspected_definitions(text: str, start: int) -> list[int]:
    """Return where definitions for reference links may start behind an offset, and only there."""
    # The rarer character first, which is looked for in less time than by a pattern.
    at = text.find(":", start)
    while at >= 0 and (text[at - 1] != "]" or at == start):
        at = text.find(":", at + 1)
    if at < 0:
        return []
    if "\\" in text:  # which may make a bracket part of a label
        body = f"\n{text[start:]}"
        by = start - 1
        return [by + body.index("[", at.start(), at.end()) for at in _LABEL.finditer(body)]
    found: list[int] = []
    behind = start  # the end of the label before, which no other reaches into
    while at >= 0:
        if text[at - 1] == "]":
            opening = text.rfind("[", behind, at - 1)
            line = text.rfind("\n", behind, max(opening, behind)) + 1
            if (
                0 <= opening < at - 2
                and (line or behind == start)
                and text[opening + 1] != "^"
                and text.find("]", opening, at - 1) < 0
                and _CONTAINERS.fullmatch(text, line or start, opening)
            ):
                found.append(opening)
            behind = at
        at = text.find(":", at + 1)
    return found
