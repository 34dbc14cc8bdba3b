"""The scanner against two other readers of Markdown (see `tests/oracles`)."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.markdown_texts import COMMONMARK, made_of
from tests.oracles.commonmark_view import (
    commonmark_agrees,
    commonmark_view,
    scanner_commonmark_view,
)
from tests.oracles.mistune_view import mistune_view, scanner_view
from vaultsync.obsidian.note import Note

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
FIXTURES = sorted([*DATA.rglob("*.md"), *(ROOT / "vault").rglob("*.md")])

# Where they part: the note and the field, what only the scanner and what only mistune sees.
DIFFERENCES = {
    # Headings in comments are none that links can name: mistune knows no comments.
    ("notes/hidden.md", "headings"): ([], [(1, "no heading, but [[a link]]")]),
    # Prices: for mistune everything from a `$` before a figure to the next is math.
    ("notes/hidden.md", "wikilinks"): ([], ["[[no link]] y$ is ma"]),
    ("vaults/tasks/Daily/2024-08-13.md", "wikilinks"): (["[[Ana]]'s budget; $x"], []),
    # An address in angle brackets holds no link (CommonMark 6.5: it binds tighter).
    ("notes/links.md", "markdown_links"): ([], ["y)>\n[external](https"]),
    # A `|` ends a table's cell, in code too (GFM 4.10); mistune drops the whole table.
    ("vaults/manual/Blocks.md", "inline_code"): ([], ["a|b"]),
}


def name(path):
    return str(path.relative_to(DATA if path.is_relative_to(DATA) else ROOT))


@pytest.mark.parametrize("path", FIXTURES, ids=name)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_mistune_sees_the_same_in_every_fixture(path, line_end):
    try:
        note = Note(name(path), path.read_text("utf-8").replace("\n", line_end).encode())
    except UnicodeDecodeError:
        pytest.skip("a fixture that is not UTF-8")
    seen, expected = scanner_view(note), mistune_view(note)
    for field in seen._fields:
        ours = [shown(note, item) for item in getattr(seen, field)]
        theirs = [shown(note, item) for item in getattr(expected, field)]
        only_ours, only_theirs = DIFFERENCES.get((name(path), field), ([], []))
        assert all(item in ours for item in only_ours)
        assert all(item in theirs for item in only_theirs)
        common = [item for item in ours if item not in only_ours]
        assert common == [item for item in theirs if item not in only_theirs]


def shown(note, item):
    """What is seen, and for an offset the text that stands there."""
    if isinstance(item, int):
        return note.text[item : item + 24].replace("\r\n", "\n")[:20]
    return item


def commonmark_texts():
    # Definitions stand apart, for the reason given in the oracle.
    return made_of([*COMMONMARK, "\n\n[lab]: dest\n\n", "\n\n[lab]: <d e> 't'\n\n"]).filter(
        commonmark_agrees
    )


# The same examples each time: in its rarest corners markdown-it-py has quirks of its own, and
# none of them is to turn up at random.
@settings(max_examples=400, derandomize=True)
@given(commonmark_texts())
def test_markdown_it_sees_the_same_in_generated_markdown(text):
    assert scanner_commonmark_view(Note("N.md", text.encode())) == commonmark_view(text)
