from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.obsidian.note import Note
from vaultsync.obsidian.sections import Paragraph, title

SEED = Path(__file__).parents[1] / "data" / "seeds" / "Mission 3 Enabling data-driven services.md"


def note_of(text: str) -> Note:
    return Note("Note.md", text.encode())


def paragraphs(text: str) -> list[Paragraph]:
    return [paragraph for section in note_of(text).sections for paragraph in section.paragraphs]


def said(text: str) -> list[tuple[str, str]]:
    """What each paragraph says, and its source lines."""
    return [(found.text, text[found.start : found.end]) for found in paragraphs(text)]


def test_the_seed() -> None:
    note = Note("Mission 3.md", SEED.read_bytes())
    sections = {section.title: section for section in note.sections}
    assert len(sections) == len(note.headings) == 19
    area = sections["Mission 3.1"].paragraphs
    assert len(area) == 1
    assert area[0].text.startswith("Drive service design")
    assert area[0].text.endswith("through effective data flows")
    # The four embeds below the sentence are of its paragraph, but a line of tags goes between.
    assert note.text[area[0].start : area[0].end] == area[0].text
    assert [note.links[number].path for number in area[0].embeds] == [
        f"Mission 3.1{letter}.md" for letter in "abcd"
    ]
    action = sections["Mission 3.2e"].paragraphs[0]
    assert note.text[action.start : action.end] == action.text
    assert action.text.startswith("SSC will pilot")


def test_sections_end_at_the_next_heading_of_any_level() -> None:
    note = note_of("before\n# A\na\n## B\nb\n\nb2\n# C\n")
    assert [
        (section.heading, section.title, [paragraph.text for paragraph in section.paragraphs])
        for section in note.sections
    ] == [(-1, "", ["before"]), (0, "A", ["a"]), (1, "B", ["b", "b2"]), (2, "C", [])]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("[Mission 3.1a](Mission%203.1a.md)", "Mission 3.1a"),
        ("[[Mission 3.1a|The first]] ^id", "The first"),
        ("**Mission**  3.1a", "Mission 3.1a"),
        ("Mission\u00a03.1a", "Mission 3.1a"),
    ],
)
def test_titles_are_rendered(heading: str, shown: str) -> None:
    assert title(heading) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "*a* **b** `c` ~~d~~ ==e== [f](g.md) [[h]] [[i|j *k*]] [[l#m]]",
            "a b c d e f h j *k* l > m",
        ),
        ("a &amp; b \\* <b>c</b> &copy; 5 * 3", "a & b * c © 5 * 3"),
        ("two  \nlines\\\nof one", "two lines of one"),
        ("text %%hidden%% and <!-- hidden --> more", "text and more"),
        ("text[^1] and ^[inline] note", "text and note"),
        ("text ^block-id", "text"),
        ("text #with #tags", "text"),
        ("text [due:: 2026-01-01] here", "text here"),
        ("[r][ref] resolved\n\n[ref]: http://x.y", "r resolved"),
    ],
)
def test_prose_is_rendered(text: str, shown: str) -> None:
    assert [found.text for found in paragraphs(text)] == [shown]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prose\n![[embed]]\n", [("prose", "prose")]),
        ("prose\n#a/b #c\n![x](y.md)\n", [("prose", "prose")]),
        ("#tag\nprose\nmore\n#tag", [("prose more", "prose\nmore")]),
        ("> [!note] Title\n> prose\n> #tag", [("prose", "> prose")]),
        ("> prose\nlazy", [("prose lazy", "> prose\nlazy")]),
        (
            "- [ ] a task\n- [x] another\n",
            [("a task", "- [ ] a task"), ("another", "- [x] another")],
        ),
        ("- down:: [A](./A.md)\n- text", [("text", "- text")]),
        ("up:: [[A]]\nprose", [("prose", "prose")]),
        ("[[A]]⤴️ | [b](c.md)⤴️\nprose", [("prose", "prose")]),
        ("| a | b |\n|---|---|\n| c | d |\n\nprose", [("prose", "prose")]),
        ("```\ncode\n```\nprose\n\n    code", [("prose", "prose")]),
        ("%% a\n\nlong comment\n%%\nprose", [("prose", "prose")]),
        ("<div>\nhtml\n</div>\n\nprose", [("prose", "prose")]),
        ("$$\nx = y\n$$\n\nprose", [("prose", "prose")]),
        ("[^1]: a footnote\n\nprose", [("prose", "prose")]),
        ("Title\n---\nprose", [("prose", "prose")]),
        ("1986 was\n\n1. one\n", [("1986 was", "1986 was"), ("one", "1. one")]),
        ("<b>bold</b> prose", [("bold prose", "<b>bold</b> prose")]),
    ],
)
def test_only_prose_is_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected
    windows = text.replace("\n", "\r\n")
    assert said(windows) == [(shown, source.replace("\n", "\r\n")) for shown, source in expected]


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("prose", ""),
        ("> prose", "> "),
        (">prose", "> "),
        ("> > prose", "> > "),
        ("- prose", "  "),
        ("12. prose", "    "),
        ("- a\n\n  prose", "  "),
        ("> - prose", ">   "),
        ("- [ ] prose", "  "),
    ],
)
def test_a_further_line_needs_its_prefix(text: str, prefix: str) -> None:
    found = paragraphs(text)[-1]
    assert found.prefix == prefix
    longer = f"{text[: found.end]}\n{found.prefix}more{text[found.end :]}"
    assert paragraphs(longer)[-1].text == found.text + " more"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("prose ^id", "prose ^id"),
        ("prose\n^id", "prose\n^id"),
        ("> prose\n> ^id", "> prose\n> ^id"),
        ("- prose ^id\n- more", "- prose ^id"),
    ],
)
def test_a_block_id_ends_the_paragraph(text: str, span: str) -> None:
    found = paragraphs(text)[0]
    assert (found.text, found.block_id) == ("prose", True)
    assert text[found.start : found.end] == span


@pytest.mark.parametrize("text", ["prose\n![[x]]\n^id", "prose\n\n^id", "> prose\n\n^id"])
def test_a_block_id_that_lies_apart_does_not(text: str) -> None:
    found = paragraphs(text)[0]
    assert (found.text, found.block_id) == ("prose", False)


def test_links_and_embeds_alone() -> None:
    links, embeds = paragraphs("[[A]] | [b](c.md)\n\n![[A]]\n![x](y.md)")
    assert (links.text, links.links_only, links.embeds) == ("A | b", True, ())
    assert (embeds.text, embeds.links_only, embeds.embeds) == ("", False, (2, 3))


def test_private_characters_in_a_note_are_no_marks() -> None:
    text = "\U000f0000\U000f0003 prose\n\nmore \U0010fffd\n"
    assert [source for _, source in said(text)] == text.strip().split("\n\n")


def test_a_note_without_a_body() -> None:
    assert note_of("").sections == ()
    assert note_of("---\na: 1\n---").sections == ()
    assert note_of("---\na: 1\n---\nprose").sections[0].paragraphs[0].start == 13


# Blocks with a word of their own each; the prose of a block is the word, on one line.
QUIET = ["```\nCODE\n```\n", "%%\nHIDDEN\n%%\n", "| A | B |\n|---|---|\n", "#tag #tags\n", "***\n"]
PROSE = ["{}\n", "> {}\n", "> [!note] T\n> {}\n", "- {}\n", "1. {}\n", "> - {}\n", "{}\n![[E]]\n"]
PROSE += ["{}\n#tag\n", "[[L]]\n{}\n", "**{}**\n", "[{}](x.md) y\n", "{} ^id\n", "- a\n\n  {}\n"]


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*QUIET, *PROSE, "# {}\n", "{}\n===\n"]), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_every_word_of_prose_is_found_where_it_stands(
    blocks: list[str], line_end: str, frontmatter: bool
) -> None:
    text = "---\na: b\n---\n" if frontmatter else ""
    words, headings = [], []
    for number, block in enumerate(blocks):
        word = f"word{number}x"
        (headings if block in ("# {}\n", "{}\n===\n") else words).append(word)
        text += block.format(word) + "\n"
    text = text.replace("\n", line_end)
    note = note_of(text)
    assert [section.title for section in note.sections if section.heading >= 0] == headings
    found = {
        word: (paragraph, section)
        for section in note.sections
        for paragraph in section.paragraphs
        for word in paragraph.text.split()
        if word.startswith("word")
    }
    assert sorted(found) == sorted(word for word in words if word in text)
    for word, (paragraph, section) in found.items():
        at = text.index(word)
        line_start = text.rfind("\n", 0, at) + 1
        assert paragraph.start <= line_start <= at < paragraph.end
        assert paragraph.start in note.lines.starts
        assert text[paragraph.end :] == "" or text[paragraph.end :].startswith(line_end)
        above = [heading for heading in headings if text.index(heading) < at]
        assert section.title == (above[-1] if above else "")


@settings(max_examples=200)
@given(st.text("ab #>-*_`[]()!|%<$^:=~\\1.\n\r\t", max_size=80))
def test_any_text_at_all(text: str) -> None:
    note = note_of(text)
    before = 0
    for section in note.sections:
        for paragraph in section.paragraphs:
            assert before <= paragraph.start <= paragraph.end <= len(text)
            assert paragraph.start in note.lines.starts
            assert text[paragraph.end : paragraph.end + 1] in ("", "\n", "\r")
            before = paragraph.end


@pytest.mark.parametrize(
    "piece", ["^[a", "![[a]", "(a::", "[^a", "> ", "- a\n", "a `", "<a ", "a\n\n"]
)
def test_long_ladders_are_read_in_linear_time(piece: str) -> None:
    # A quadratic reader would need minutes here.
    assert note_of(piece * (60_000 // len(piece))).sections is not None
