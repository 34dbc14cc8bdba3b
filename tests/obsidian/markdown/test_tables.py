"""Tables that are found without the blocks: the same ones, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.markdown.blocks import OPAQUE, TABLE, Blocks
from vaultsync.obsidian.markdown.tables import plain_tables
from vaultsync.obsidian.scan import scan

TABLE_OF_TWO = "| a | b |\n|---|:-:|\n| c | d |\n"
_PIECES = (TABLE_OF_TWO, "| a |\n|-|\n", "|-|\n", "| a |\n", "| a \\| b |", "[[a|b]] |", ":-:\n")
_AROUND = ("\n", "\n", "\r\n", "\n\n", "x\n", "    y\n", "\t", "> ", "- ", "```\n", "$$\n", "$$")
_OPAQUE = ("<!--\n", "-->\n", "--> |", "<div>\n", "# z\n", "---\n", "===\n", "|", "-", "%%\n")
_texts = st.lists(st.sampled_from(_PIECES + _AROUND + _OPAQUE), max_size=20).map("".join)


@given(_texts)
def test_plain_tables_are_all_tables_outside_of_code_and_the_like(text: str) -> None:
    found = plain_tables(text, 0)
    if found is not None:
        leaves = Blocks(text, 0).leaves
        tables = [(leaf.start, leaf.end) for leaf in leaves if leaf.kind == TABLE]
        opaque = [leaf for leaf in leaves if leaf.kind in OPAQUE]
        assert [each for each in found if each in tables] == tables
        for start, _ in found:
            shown = any(leaf.start <= start < leaf.end for leaf in opaque)
            assert shown != any(start == table for table, _ in tables)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TABLE_OF_TWO, [(0, 29)]),
        (f"# A\r\n\r\n{TABLE_OF_TWO}\r\nb".replace("d |\n", "d |\r\n"), [(7, 36)]),
        (f"{TABLE_OF_TWO}\n{TABLE_OF_TWO}", [(0, 29), (31, 60)]),
        ("[[a|b]] and [[c|d]]\n\n---\n", []),
        ("a | b\n---|---\n", None),
        (f"a\n{TABLE_OF_TWO}", None),
        (f"> {TABLE_OF_TWO}", None),
        (f"{TABLE_OF_TWO}c\n", None),
        (f"{TABLE_OF_TWO}    c\n", None),
        ("| a | b |\n|---|\n", None),
        (f"{TABLE_OF_TWO}\na\n:-:\n", None),
    ],
)
def test_plain_tables(text: str, expected: list[tuple[int, int]] | None) -> None:
    assert plain_tables(text, 0) == expected


@pytest.mark.parametrize("opening", ["```\n\n", "<!--\n\n", "$$\n\n", "<pre>\n\n"])
def test_a_table_in_code_and_the_like_is_none(opening: str) -> None:
    closing = {"`": "```\n", "$": "$$\n"}.get(opening[0], "</pre>\n-->\n")
    text = f"{opening}{TABLE_OF_TWO}| [[e|f]] |\n\n{closing}\n[[g|h]]\n"
    assert [(link[4], link[13]) for link in scan(text)[2]] == [("g", False)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("<!--", "-->"), ("$$", "$$"), ("<pre>", "</pre>")]
)
def test_a_table_in_whose_header_something_ends_is_none(opening: str, closing: str) -> None:
    text = f"{opening}\n\n| {closing} |\n|---|\n| [[a\\|b]] |\n"
    assert [(link[4], link[13]) for link in scan(text)[2]] == [("a", False)]


def test_a_table_between_blank_lines_is_read_without_the_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(Blocks, "__init__")
    monkeypatch.setattr(Blocks, "leaves", None, raising=False)
    text = f"# A\n\n{TABLE_OF_TWO}| [[e\\|f]] `|` | [g](h.md) |\n\n[[i]] `c`\n"
    facts = scan(text)
    assert [(link[4], link[13]) for link in facts[2]] == [("e", True), ("h.md", True), ("i", False)]
