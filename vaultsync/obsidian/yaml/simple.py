r"""The frontmatter that most notes have, read without a YAML library.

Keys at the start of their line; values plain, or quoted without escapes; texts
of several lines, plain or behind `|` and `>`; lists of plain and quoted values,
one to a line or between brackets; comments. A block that holds anything else
is declined, and `reader` reads it.

One pattern goes over the block and gives each key a row of how it is written,
which answers most questions: `value_of` says what a row's value is, and only
`block_of` makes nodes, with their places.

Quantifiers are possessive: a line is read once, whatever it holds.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING, TypeAlias
from vaultsync.obsidian.yaml.nodes import Block, Entry, Node
from vaultsync.obsidian.yaml.scalars import plain_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.yaml.nodes import Style

# Tabs, control characters, and line ends that YAML 1.1 knows and YAML 1.2 does not.
_UNUSUAL = late(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)

# A key that is no text to YAML (`null`, `true`) is named otherwise than it is written.
_KEY = r"(?![nNtTfF](?:ull|ULL|rue|RUE|alse|ALSE):)[^\W\d]\w*+(?:[ -]\w++)*+"
_FIRST = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9]))"""
_GOES_ON = r"(?>[^\r\n:#]++|:(?=[^\s])|(?<=[^\s])\#)"
_PLAIN = rf"{_FIRST}{_GOES_ON}*+"
_PLAIN_IN_FLOW = _FIRST + r"(?>[^\r\n:#,\[\]{}]++|:(?=[^\s,\[\]{}])|(?<=[^\s])\#)*+"
_QUOTED = r"""'[^'\r\n]*+'|"[^"\\\r\n]*+\""""
_FLOW_ITEM = rf"(?>{_QUOTED}|{_PLAIN_IN_FLOW})"
_FLOW = rf"\[[ ]*+(?:{_FLOW_ITEM}[ ]*+(?:,[ ]*+{_FLOW_ITEM}[ ]*+)*+)?\]"
_EOL = r"\r?\n"
_LINE = r"[^ \r\n][^\r\n]*+"
# The first line of a text behind `|` or `>` says how far in it is, and empty lines may follow it.
# Behind `>` lines that are empty or further in mean more than a space.
_LITERAL = rf"{_EOL}(?P<literal>[ ]++){_LINE}(?:(?:{_EOL})++(?P=literal)[ ]*+{_LINE})*+"
_FOLDED = rf"{_EOL}(?P<folded>[ ]++){_LINE}(?:{_EOL}(?P=folded){_LINE})*+"
_TEXT = rf"(?>\|-?+[ ]*+(?:{_LITERAL})?+|>-?+[ ]*+(?:{_FOLDED})?+)(?=(?:{_EOL})++(?:[^ \r\n]|\Z))"
_VALUE = rf"(?>{_QUOTED}|{_FLOW}|{_PLAIN}(?:{_EOL}[ ]++{_GOES_ON}++)*+|{_TEXT})"
_BLANK = r"(?!\Z)[ ]*+(?:\#[^\r\n]*+)?(?:\r?\n|\Z)"
# Most often the line ends here, and the next one means something.
_REST = rf"(?>\n(?![ ]*+[\r\n\#])|[ ]*+(?:(?<=[ ])\#[^\r\n]*+)?(?:\r?\n|\Z)(?>{_BLANK})*+)"
_ITEM_VALUE = rf"(?>{_QUOTED}|{_PLAIN})"
_ITEM = rf"-[ ]*+(?>(?<=[ ]){_ITEM_VALUE})?+{_REST}"

# A row, each part of it in a group, so that their lengths tell where it stands.
_ROWS = compiled(
    rf"""({_KEY}):([ ]*+)(?>(?<=[ ])({_VALUE}))?+({_REST})
         (?(3)|((?P<indent>[ ]*+){_ITEM}(?:(?P=indent){_ITEM})*+)?+)
       | ((?>{_BLANK})++)
       | ([^\n]++\n?)""",
    VERBOSE,
)
# A list between brackets that are doubled, as if it were a link, and the name of a placeholder.
BRACKETED = (
    rf"\[\[[ ]*+{_PLAIN_IN_FLOW}(?:,[ ]*+{_PLAIN_IN_FLOW})*+\]\]|"
    rf"\{{\{{[ ]*+(?=[^\W\d]){_PLAIN_IN_FLOW}\}}\}}"
)
# A key with a plain value that is followed by a colon.
COLON = late(rf"({_KEY}):[ ]++{_PLAIN}(?=:[ \r\n])")
# A key with a list that is opened and not closed in its line.
OPENED = late(rf"({_KEY}):[ ]++\[[ ]*+(?:{_FLOW_ITEM}[ ]*+,[ ]*+)*+{_FLOW_ITEM}[ ]*+\r?\n")
_ITEMS = late(rf"([ ]*+)-([ ]*+)(?>(?<=[ ])({_ITEM_VALUE}))?+({_REST})")
_ITEMS_OF_FLOW = late(_FLOW_ITEM)

Row: TypeAlias = tuple[str, str, str, str, str, str, str, str, str, str]
"""(key, gap, value, literal, folded, rest, items, indent, blank, odd): a key, the space between
its colon and its value, the value as it is written, what indents the lines of a text behind `|`
or `>`, all that follows up to the next line that means something, the lines of a list, and what
indents them. The first row may have no key, but `blank` lines; what is `odd` is declined."""

# YAML looks no further than 1024 characters for the colon of a key.
LONGEST_KEY = 1000
# Whatever is longer is for the reader that counts what it makes.
_LONGEST_BLOCK = 200_000


def rows_in(source: str) -> list[Row]:
    """Return the rows of a block, odd ones among them; none of one that has unusual characters."""
    if len(source) > _LONGEST_BLOCK or is_unusual(source):
        return []
    return _ROWS.findall(source)


def is_unusual(source: str) -> bool:
    """Return whether a block has characters for which it is left to the library."""
    return not source.replace("\n", " ").isprintable() and _UNUSUAL.search(source) is not None


def rows_of(source: str) -> list[Row] | None:
    """Return the rows of a block, one for each key, or None if it is none of this kind.

    Such a block has no problem and may be edited.
    """
    rows = rows_in(source)
    if not rows and source:
        return None
    keys = {row[0] for row in rows}
    if len(keys) < len(rows) or ("" in keys and any(row[9] for row in rows)):
        return None
    if len(source) > LONGEST_KEY and any(len(key) > LONGEST_KEY for key in keys):
        return None
    return rows


def block_of(rows: Sequence[Row], start: int) -> Block:
    """Return the block that has these rows and starts at an offset of its note's text."""
    entries: list[Entry] = []
    at = start
    for row in rows:
        if row[0]:
            entries.append(_entry(row, at))
        at += _length(row)
    return Block(tuple(entries))


def entry_of(rows: Sequence[Row], start: int, folded: str) -> Entry | None:
    """Return the first entry of a name in lower case, of the block that `block_of` returns."""
    at = start
    for row in rows:
        if row[0] and row[0].casefold() == folded:
            return _entry(row, at)
        at += _length(row)
    return None


def _length(row: Row) -> int:
    key, gap, value, _, _, rest, items, _, blank, _ = row
    if not key:
        return len(blank)
    return len(key) + 1 + len(gap) + len(value) + len(rest) + len(items)


def _entry(row: Row, at: int) -> Entry:
    """Return the entry of a row that has a key and begins at an offset."""
    key, gap, value, _, _, rest, items, _, _, _ = row
    behind = at + len(key)
    value_start = behind + 1 + len(gap)
    if value:
        node = node_of(value, value_start)
    elif items:
        node = _list(items, value_start + len(rest))
    else:
        node = _empty(behind + 1)
    return Entry(key, at, behind, node)


def value_of(row: Row) -> object:
    """Return what the value of a row is, as its node has it."""
    return value_in(row[2], row[6])


def value_in(value: str, items: str) -> object:
    """Return what the value of a row is in which these parts stand."""
    if value:
        return _said(value)
    if items:
        return [_said(item) if item else None for _, _, item, _ in _ITEMS.findall(items)]
    return None


def _list(written: str, at: int) -> Node:
    """Return the list whose lines are written at an offset."""
    dash = -1
    items: list[Node] = []
    for indent, gap, item, rest in _ITEMS.findall(written):
        behind = at + len(indent) + 1
        if not items:
            dash = behind - 1
        at = behind + len(gap)
        items.append(node_of(item, at) if item else _empty(behind))
        at += len(item) + len(rest)
    return Node("list", "block", dash, items[-1].end, [item.value for item in items], tuple(items))


def _empty(at: int) -> Node:
    return Node("scalar", "empty", at, at, None)


def node_of(written: str, start: int) -> Node:
    """Return the node of a value that is written at an offset, spaces behind it included."""
    first = written[0]
    end = start + len(written.rstrip(" "))
    said = _said(written)
    if first == "[":
        found = _ITEMS_OF_FLOW.finditer(written, 1, len(written) - 1)
        items = tuple([node_of(item[0], start + item.start()) for item in found])
        return Node("list", "flow", start, end, said, items)
    return Node("scalar", _STYLES.get(first, "plain"), start, end, said)


_STYLES: dict[str, Style] = {'"': "double", "'": "single", "|": "literal", ">": "folded"}


def _said(written: str) -> object:
    """Return what a value says that is written so, spaces behind it included."""
    first = written[0]
    if first in "\"'":
        return written[1:-1]
    if first == "[":
        return list(map(_said, _ITEMS_OF_FLOW.findall(written, 1, len(written) - 1)))
    if first in "|>":
        return _text(written)
    if "\n" in written:
        return plain_value(" ".join([line.strip(" \r") for line in written.split("\n")]))
    return plain_value(written.rstrip(" "))


def _text(written: str) -> str:
    """Return the text of several lines behind `|` or `>`."""
    head, *lines = written.replace("\r\n", "\n").split("\n")
    if not lines:
        return ""
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    lines = [line[indent:] for line in lines]
    return ("\n" if head[0] == "|" else " ").join(lines) + ("" if "-" in head else "\n")
