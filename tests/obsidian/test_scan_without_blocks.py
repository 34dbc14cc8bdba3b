"""What is told of tables and references without the blocks is what the blocks would tell."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian.markdown import references, tables
from vaultsync.obsidian.markdown.blocks import Blocks
from vaultsync.obsidian.scan import scan

_TABLE = "\n| [[a\\|b]] | `c` |\n|---|---|\n| [r] | `c|d` |\n\n"
_DEFINITION = "\n\n[r]: x.md\n\n"
_PIECES = (
    *(_TABLE, _TABLE, _DEFINITION, _DEFINITION, "[s]: y\n", "[r]", "[t][r]", "[r][]", "[[r]]"),
    *("\n", "\n", "\n\n", "\r\n", "[", "]", "a", "`c`", "`", "$$", "$$\n", "<!--\n", "-->", "> "),
    *("- ", "    ", "| a |", "|-|\n", ":-:\n", "```\n", "# ", "---\n", "[x](y.md)", "\\"),
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)


@given(_texts)
@example("$$\n$$[][r]\n\n[r]: x")
@example("$$\n$$`c`\n\n| a |\n|-|\n")
@example("a\n-:\n[r]\n\n[r]: q")
@example("<!--\n\n| --> |\n|-|\n| [[a]] |\n")
def test_the_blocks_would_tell_the_same(text: str) -> None:
    found = scan(text)
    with (
        mock.patch.object(tables, "plain_tables", return_value=None),
        mock.patch.object(references, "plain_definitions", return_value=None),
    ):
        assert found == scan(text)


@pytest.mark.parametrize(
    "text",
    [
        "[t][r] and [r] and [R][]\n\n[r]: x.md\n[s]: y.md\n",
        "- [ ] [t][r]\n\n[r]: x.md\n",
        "| [r] | `c` |\n|---|---|\n\n[r]: x.md",
        "```\n\n[s]: y.md\n```\n\n[r]\n\n[r]: x.md\n\nc\n",
    ],
)
def test_references_to_plain_definitions_are_read_without_the_blocks(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Blocks, "__init__")
    monkeypatch.setattr(Blocks, "leaves", None, raising=False)
    assert {link[4] for link in scan(text)[2]} == {"x.md"}


@pytest.mark.parametrize(
    "text",
    [
        "[t\nu][r]\n\n[r]: x.md\n",
        "[r]\n\n[r]: x.md 'a title'\n",
        "[r]\n\n> [r]: x.md\n",
        "[r]\n\n[r]: x.md\n\n[s]: <y z.md>\n",
    ],
)
def test_other_references_are_found_with_the_blocks(text: str) -> None:
    (link,) = scan(text)[2]
    assert link[0] == "reference"
    assert link[4] == "x.md"
