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
FIXTURES = sorted([*(ROOT / "tests" / "data").rglob("*.md"), *(ROOT / "vault").rglob("*.md")])

# What mistune sees and Obsidian does not: the note and the field, what it is, and why.
DIFFERENCES = {
    # Headings in comments are none that links can name: mistune knows no comments.
    ("hidden.md", "headings"): [(1, "no heading, but [[a link]]")],
    # Prices: for mistune `$10. But $` is math, and what follows is none.
    ("hidden.md", "wikilinks"): ["[[no link]] y$ is ma"],
    # An address in angle brackets holds no link (CommonMark 6.5: it binds tighter).
    ("links.md", "markdown_links"): ["y)>\n[external](https"],
}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_mistune_sees_the_same_in_every_fixture(path, line_end):
    note = Note(path.name, path.read_text("utf-8").replace("\n", line_end).encode())
    seen, expected = scanner_view(note), mistune_view(note)
    for field in seen._fields:
        ours = [shown(note, item) for item in getattr(seen, field)]
        theirs = [shown(note, item) for item in getattr(expected, field)]
        known = DIFFERENCES.get((path.name, field), [])
        assert ours == [item for item in theirs if item not in known]
        assert all(item in theirs for item in known)


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
