from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultsync.match.places.statement import said_in, said_under
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.sections import Paragraph


def note_of(text: str) -> Note:
    return Note("Note.md", text.encode())


def rendered_under(note: Note, heading: int) -> Paragraph | None:
    """What mistune says is the first prose under a heading."""
    for section in note.sections:
        if section.heading == heading:
            for paragraph in section.paragraphs:
                if paragraph.text and not paragraph.links_only:
                    return paragraph
    return None


PIECES = [
    "# A\n",
    "## B\n",
    "plain words here\n",
    "more of them.\n",
    "\n",
    "\r\n",
    "- item\n",
    "> q\n",
]
PIECES += [
    "**bold** x\n",
    "![[E]]\n",
    "[[L]] | [m](n.md)\n",
    "#tag\n",
    "text ^id\n",
    "%% c\n",
    "%%\n",
]
PIECES += [
    "    indented\n",
    "===\n",
    "---\n",
    "| a |\n",
    "```\n",
    "up:: x\n",
    "<div>\n",
    "Été à l\u2019eau  \n",
]
PIECES += [
    "it *is so* and **that**.\n",
    "words **bold**\n",
    "words *thin* **bold *both* bold**\n",
    "words **bold*, *thin**\n",
    "words *thin** and ***all***\n",
    "half *a pair\n",
    "pair* a half * b *c *\n",
    "2 *3* 4, a*b*c, a *b*c\n",
    "\u00e9t\u00e9 *\u00e0 l eau*; (*x*) *y_z* *key*:: value\n",
]


PIECES += [
    "see [[L]] and [m](n.md).\n",
    "up [[L|l]], `code`; 5 %.\n",
    "[[L]] says\n",
    "as `[[no link]]` and `#no-tag` show\n",
]

# What a line may be made of: each alone would be plain, or is nearly so.
FRAGMENTS = [" ", " ", " ", "words", "more", "(", ")", ".", ",", ":", "!", "%", "%%", "x::y", "::"]
FRAGMENTS += [
    "*thin*",
    "**bold**",
    "*",
    "_",
    "_y_",
    "~~",
    "==",
    "&amp;",
    "<b>",
    "$",
    "|",
    "\\",
    "^id",
]
FRAGMENTS += [
    "[[L]]",
    "[[L|shown]]",
    "[[L#Part of it]]",
    "[[L#^id]]",
    "[[#Part]]",
    "[[L#A#B]]",
    "[[",
]
FRAGMENTS += [
    "[[a_b = c]]",
    "[[*L*]]",
    "[[L&amp;M]]",
    "[[L|]]",
    "[[|x]]",
    "[[ L ]]",
    "[[L\\|x]]",
    "]]",
]
FRAGMENTS += [
    "[[a|b|c]]",
    "[[^x]]",
    "[[!L]]",
    "[[L%%M]]",
    "[[x]](y)",
    "[[k::v]]",
    "[[[x]]]",
    "[[l#]]",
]
FRAGMENTS += ["[text](n.md)", "[text](https://example.org/a_b?c=d&amp;e#f)", "[a b](a%20b.md)", "]"]
FRAGMENTS += [
    "[text](a b)",
    "[text](<a b>)",
    '[text](a "t")',
    "[text](a(b))",
    "[text](a%%b)",
    "[x]",
]
FRAGMENTS += [
    "[*x*](y)",
    "[&amp;](y)",
    "[^1]",
    "^[note]",
    "[x](y",
    "[ ](y)",
    "[](y)",
    "[x]()",
    "[!x](y)",
]
FRAGMENTS += [
    "![x](y)",
    "![[L]]",
    "[x][y]",
    "[x](y)[z](y)",
    "[q](Q&A.md)",
    "[k:: v]",
    "(k:: v)",
    "(k::v)",
    "[a](b::c)",
]
FRAGMENTS += [
    "`code`",
    "`a_b*c`",
    "``two``",
    "`",
    "` `",
    "` x `",
    "`[[x]]`",
    "`[[x-y]]`",
    "`[[x|y]]`",
    "`a",
]
FRAGMENTS += [
    "`![[x]]`",
    "`k:: v`",
    "`[^1]`",
    "`#tag`",
    "#tag",
    "#",
    "`<b>`",
    "`&amp;`",
    "`%%`",
    "`x\\`",
]
FRAGMENTS += [
    "https://example.org/a",
    "a@example.org",
    "\t",
    "  \n",
    "\n",
    "\nmore",
    "\n- x",
    "\n---",
    "\n\n",
]


@example(["  \n", "\t", "  \n", "x::y"], "", "")
@settings(max_examples=600)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=6),
    st.sampled_from(["", "# L\n", "[text]: /where\n\n# L\n", "%% c %%\n"]),
    st.sampled_from(["", "\n", "\n\nother\n", "\n[^1]: note\n"]),
)
def test_lines_with_links_and_code_are_read_as_the_parser_reads_them(
    fragments: list[str], before: str, after: str
) -> None:
    note = note_of(f"{before}words {''.join(fragments)}{after}")
    for heading in range(-1, len(note.headings)):
        assert said_under(note, heading) == rendered_under(note, heading)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.booleans())
def test_what_is_read_without_a_parser_is_what_the_parser_reads(
    pieces: list[str], cut: bool
) -> None:
    text = "".join(pieces)
    note = note_of(text.rstrip("\n") if cut else text)
    for heading in range(-1, len(note.headings)):
        assert said_under(note, heading) == rendered_under(note, heading)


@pytest.mark.parametrize(
    ("text", "heading", "said"),
    [
        ("nav\n# L\nwords\n# M\nother", 0, "words"),
        ("nav\n# L\n## Text\nwords\n# M\nother", 0, "words"),
        ("before\n# L\n# M\nother", 0, "before"),
        ("[[A]] | [[B]]\n# M\nother", -1, "other"),
        ("# L\n![[E]]\n", 0, None),
        ("", -1, None),
    ],
)
def test_what_a_note_says(text: str, heading: int, said: str | None) -> None:
    found = said_in(note_of(text), heading)
    assert (found and found.text) == said


def test_a_plain_paragraph_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Note, "sections", property(lambda note: pytest.fail("was parsed")))
    found = said_in(
        note_of("---\ntitle: A\n---\n# [A](a.md)\n\nplain words,\nmany of them.\n\n## B\n"), 0
    )
    assert found is not None
    assert (found.text, found.start) == ("plain words, many of them.", 30)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("costs fell by 3 % after *that* move", "costs fell by 3 % after that move"),
        ("see [[A#B]], [[C|c]] and [d](e%20f.md).", "see A > B, c and d."),
        ("in `code`, `[[no link]]` and `#no-tag`", "in code, no link and #no-tag"),
    ],
)
def test_links_and_code_in_a_sentence_need_no_parser(
    line: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Note, "sections", property(lambda note: pytest.fail("was parsed")))
    found = said_under(note_of(f"# A\n\n{line}\n\n- and more\n"), 0)
    assert found is not None
    assert found.text == said


@pytest.mark.parametrize("text", ["words (key::value) more\n", "key::", "a [k::v] b"])
def test_an_inline_field_is_no_plain_prose(text: str) -> None:
    note = note_of(text)
    assert said_under(note, -1) == rendered_under(note, -1)


@pytest.mark.parametrize(
    "line", ["#a " * 160_000, "#a\t  " * 160_000 + "![[E]]", "more" + " #a" * 160_000]
)
def test_a_line_of_very_many_tags_is_read_once(line: str) -> None:
    found = said_under(note_of(f"# L\nwords\n{line}\n# M\n"), 0)
    assert found is not None
    assert found.text == ("words more" if line.startswith("more") else "words")


def test_many_sections_and_comments_cost_no_more_than_their_number() -> None:
    note = note_of("".join(f"# L\n**words** {at}\n%% c %%\n" for at in range(5000)))
    assert all(said_under(note, at) for at in range(5000))
