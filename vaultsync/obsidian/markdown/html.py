"""HTML inside Markdown, as far as one must know it to leave it alone (CommonMark 4.6, 6.6).

What stands in an HTML block or in a tag is no Markdown: no link, no tag, no
heading (Obsidian help, "HTML content").
"""

from __future__ import annotations

from vaultsync.lean.regex import IGNORECASE, VERBOSE, compiled, late

_RAW_NAMES = frozenset(("script", "pre", "style", "textarea"))
_BLOCK_WORDS = """
    address article aside base basefont blockquote body caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6
    head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option
    p param search section summary table tbody td tfoot th thead title tr track ul
"""
_BLOCK_NAMES = frozenset(_BLOCK_WORDS.split())

_ATTRIBUTES = (
    r"(?:{space}++[A-Za-z_:][A-Za-z0-9_.:-]*+"
    r"(?:{space}*+={space}*+(?:[^\s\"'=<>`]++|'[^'{line}]*+'|\"[^\"{line}]*+\"))?+)*+{space}*+/?>"
)
_ANYWHERE = _ATTRIBUTES.format(space=r"\s", line="")
_ON_ONE_LINE = _ATTRIBUTES.format(space=r"[ \t]", line=r"\n")
_NAME = late(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)")
_NAME_END = late(r"[ \t\r\n]|/?>|\Z")
_TAG_END = late(rf"{_ON_ONE_LINE}[ \t\r]*+(?:\n|\Z)")
_CLOSING_TAG_END = late(r"[ \t]*+>[ \t\r]*+(?:\n|\Z)")

RAW, COMMENT, INSTRUCTION, DECLARATION, CDATA, NAMED, ALONE = range(1, 8)
"""The conditions on which an HTML block starts, numbered as by CommonMark. A block by the last
one does not interrupt a paragraph; one by the last two ends before a blank line."""


def block_condition(text: str, start: int) -> int:
    """Return the condition on which an HTML block starts at a `<`, 0 if none does."""
    name = _NAME.match(text, start)
    if not name:
        return _other_condition(text, start)
    word = name[2].lower()
    if word in _BLOCK_NAMES and _NAME_END.match(text, name.end()):
        return NAMED
    if word in _RAW_NAMES and not name[1]:
        return RAW if text[name.end() : name.end() + 1] in "\t\r\n >" else 0
    ending = _CLOSING_TAG_END if name[1] else _TAG_END
    return ALONE if ending.match(text, name.end()) else 0


def _other_condition(text: str, start: int) -> int:
    if text.startswith("<!--", start):
        return COMMENT
    if text.startswith("<?", start):
        return INSTRUCTION
    if text.startswith("<![CDATA[", start):
        return CDATA
    return DECLARATION if DELIMITED.match(text, start) else 0


BLOCK_END = {
    RAW: compiled(r"</(?:script|pre|style|textarea)>", IGNORECASE),
    COMMENT: compiled("-->"),
    INSTRUCTION: compiled(r"\?>"),
    DECLARATION: compiled(">"),
    CDATA: compiled(r"\]\]>"),
}
"""What the last line of an HTML block holds, by the condition on which it started."""

TAG = late(
    rf"""<(?:
      /[A-Za-z][A-Za-z0-9-]*+\s*+>
    | [A-Za-z][A-Za-z0-9-]*+{_ANYWHERE}
    | [A-Za-z][A-Za-z0-9+.-]{{1,31}}+:[^\x00-\x20<>]*+>
    | [A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+>
    )""",
    VERBOSE,
)
"""A tag or an autolink within a line of text."""

DELIMITED = late(r"<(!--|\?|!\[CDATA\[|![A-Za-z])")
"""The start of the other things in angle brackets within a line of text."""

DELIMITED_END = {"!--": "-->", "?": "?>", "![CDATA[": "]]>"}
"""How they end, by what follows their `<`; a declaration (`<!DOCTYPE`) ends with `>`."""
