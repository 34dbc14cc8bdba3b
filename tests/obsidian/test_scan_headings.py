import pytest

from tests.obsidian.seen import headings, note, paths, tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One", [(1, "One")]),
        ("###### Six", [(6, "Six")]),
        ("####### Seven", []),
        ("#One", []),
        ("#\tTab", [(1, "Tab")]),
        ("#", [(1, "")]),
        ("# \n## ##\n", [(1, ""), (2, "")]),
        ("   # Indented", [(1, "Indented")]),
        ("    # Code", []),
        ("text\n    # Continued", []),
        ("text\n# Interrupts", [(1, "Interrupts")]),
        ("#   Spaces   ", [(1, "Spaces")]),
        ("## Closed ##", [(2, "Closed")]),
        ("## Closed ####   ", [(2, "Closed")]),
        ("## Not closed#", [(2, "Not closed#")]),
        ("## Escaped \\#", [(2, "Escaped \\#")]),
        ("# Windows\r\n## Lines\r\n", [(1, "Windows"), (2, "Lines")]),
        ("\\# Escaped", []),
        ("# Held ^block-id", [(1, "Held ^block-id")]),
        ("# [Mission 3.1a](Mission%203.1a.md)", [(1, "[Mission 3.1a](Mission%203.1a.md)")]),
    ],
)
def test_after_number_signs(text, expected):
    assert headings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n===", [(1, "One")]),
        ("Two\n-", [(2, "Two")]),
        ("Two\n   ---   \ntext", [(2, "Two")]),
        ("Two\r\n---\r\n", [(2, "Two")]),
        ("Over\n  two lines  \n---", [(2, "Over\n  two lines")]),
        ("Two\n    ---", []),
        ("Two\n- - -", []),
        ("Two\n\n---", []),
        ("---\n---", []),
        ("# One\n---", [(1, "One")]),
        ("# One\nTwo\n---\nThree\n===", [(1, "One"), (2, "Two"), (1, "Three")]),
        ("- item\n---", []),
        ("- item\nlazy\n---", []),
        ("> quote\nlazy\n===", []),
        ("1. item\n---", []),
        ("text\n2. Two\n---", [(2, "text\n2. Two")]),
        ("**bold**\n---", [(2, "**bold**")]),
        ("[[link]]\n---", [(2, "[[link]]")]),
        ("[label]: x.md\n---", []),
        ("[\nlabel]: x.md\n---", []),
        ("[label]: x.md\ntext\n---", [(2, "text")]),
        ("```\ncode\n```\n---", []),
        ("```\ncode\n```\ntext\n---", [(2, "text")]),
        ("| a | b |\n|---|---|\n| c | d |\n---", []),
    ],
)
def test_underlined(text, expected):
    assert headings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> # Quote",
        "> [!note]\n> # Callout",
        "- > # Quote in a list",
        "```\n# Code\n```",
        "~~~\n# Code",
        "<div>\n# HTML\n</div>",
        "<!--\n# Comment\n-->",
        "$$\n# Math\n$$",
        "%%\n# Comment\n%%",
        "> text\n> ===",
        "- a\n  b\n  ===",
    ],
)
def test_only_at_the_top_level(text):
    assert headings(text) == []


def test_in_a_list_item_is_kept_apart():
    seen = note("- # One\n- text\n\n  ## Two\n\n# Three")
    assert [heading.text for heading in seen.headings] == ["Three"]
    assert [(heading.level, heading.text) for heading in seen.list_headings] == [
        (1, "One"),
        (2, "Two"),
    ]


def test_a_heading_is_one_behind_many_markers():
    (heading,) = note("- " * 50 + "# Deep\n").list_headings
    assert heading.text == "Deep"


def test_holds_links_and_tags():
    assert paths("# A link in a [[t]] and [b](c.md)") == ["t", "c.md"]
    assert tags("# Text #tag") == ["tag"]


def test_spans():
    text = "text\n\n  ## Two ##  \nNine\nlines\n---\n"
    first, second = note(text).headings
    assert text[first.start : first.end] == "## Two ##  "
    assert text[first.text_start : first.text_end] == "Two"
    assert text[second.start : second.end] == "Nine\nlines\n---"
    assert text[second.text_start : second.text_end] == "Nine\nlines"
