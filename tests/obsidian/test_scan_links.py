import re
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.seen import note, parts, paths
from vaultsync.obsidian.links import wikilink
from vaultsync.obsidian.markdown.pattern import STABLE
from vaultsync.obsidian.scan import scan


@pytest.mark.parametrize(
    ("text", "path", "subpath", "display"),
    [
        ("[[a]]", "a", "", "a"),
        ("[[a.md]]", "a.md", "", "a.md"),
        ("[[dir/a]]", "dir/a", "", "dir/a"),
        ("[[a#H]]", "a", "#H", "a > H"),
        ("[[a#H1#H2]]", "a", "#H1#H2", "a > H1 > H2"),
        ("[[a##H]]", "a", "##H", "a > H"),
        ("[[#H]]", "", "#H", "H"),
        ("[[a#^id]]", "a", "#^id", "a > ^id"),
        ("[[#^id]]", "", "#^id", "^id"),
        ("[[a#]]", "a", "#", "a"),
        ("[[a^id]]", "a^id", "", "a^id"),
        ("[[a|b]]", "a", "", "b"),
        ("[[a#b||c]]", "a", "#b", "|c"),
        ("[[a|b#c]]", "a", "", "b#c"),
        ("[[a\\|b]]", "a", "", "b"),
        ("[[a\\\\|b]]", "a\\", "", "b"),
        ("[[ a # b | c ]]", "a", "# b", "c"),
        ("[[Sq]uare]]", "Sq]uare", "", "Sq]uare"),
        ("[[a [b] c]]", "a [b] c", "", "a [b] c"),
        ("[[[a]]]", "a", "", "a"),
        ("[[Nested [[Inner]] x]]", "Inner", "", "Inner"),
        (
            "[[Maybe#`Backtick` heading]]",
            "Maybe",
            "#`Backtick` heading",
            "Maybe > `Backtick` heading",
        ),
        ("[[Cafe\u0301]]", "Caf\u00e9", "", "Cafe\u0301"),
        ("[[https://example.com]]", "https://example.com", "", "https://example.com"),
        ("[[1]](https://example.com)", "1", "", "1"),
    ],
)
def test_wikilinks(text, path, subpath, display):
    assert parts(text) == [(path, subpath, display, False)]


@pytest.mark.parametrize(
    "text",
    [
        "[[]]",
        "[[ ]]",
        "[[a",
        "[a]]",
        "[[a]",
        "[[Multi\nLine]]",
        "[[Multi\rLine]]",
        "\\[[a]]",
        "\\[\\[a\\]\\]",
        "`[[a]]`",
        "[ [a]]",
    ],
)
def test_no_wikilinks(text):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "path", "subpath", "display"),
    [
        ("[t](a.md)", "a.md", "", "t"),
        ("[t](a.md#h)", "a.md", "#h", "t"),
        ("[t](#h)", "", "#h", "t"),
        ("[t]()", "", "", "t"),
        ("[](a.md)", "a.md", "", ""),
        ("[t](Mission%203.1a.md#mission-31a)", "Mission 3.1a.md", "#mission-31a", "t"),
        ("[t](a%2520b.md)", "a%20b.md", "", "t"),
        ("[t](a%23b.md)", "a", "#b.md", "t"),
        ("[t](100%.md)", "100%.md", "", "t"),
        ("[t](%FF%41.md)", "%FFA.md".replace("A", "%41"), "", "t"),
        ("[t](caf%C3%A9.md)", "café.md", "", "t"),
        ("[t](cafe%CC%81.md)", "café.md", "", "t"),
        ("[t](<My Note.md>)", "My Note.md", "", "t"),
        ("[t](<a(b.md>)", "a(b.md", "", "t"),
        ("[t](<>)", "", "", "t"),
        ('[t](a.md "title (x)")', "a.md", "", "t"),
        ("[t](a.md 'ti\"tle')", "a.md", "", "t"),
        ("[t](a.md (title))", "a.md", "", "t"),
        ("[t](  a.md  )", "a.md", "", "t"),
        ("[t](We!rd%20(name).md)", "We!rd (name).md", "", "t"),
        ("[t](a(b(c(d)e)f).md)", "a(b(c(d)e)f).md", "", "t"),
        ("[t](a\\(b.md)", "a(b.md", "", "t"),
        ("[t](a\\_b&amp;c.md)", "a_b&c.md", "", "t"),
        ("[t](a&b.md)", "a&b.md", "", "t"),
        ("[t](a\\b.md)", "a\\b.md", "", "t"),
        ("[t](a\u00a0b\u3000c.md)", "a\u00a0b\u3000c.md", "", "t"),
        ("[t](Bob&#39;s.md#h)", "Bob's.md", "#h", "t"),
        ("[t](a&#h)", "a&", "#h", "t"),
        ("[t](a\\#h)", "a", "#h", "t"),
        ("[a [b] c](d.md)", "d.md", "", "a [b] c"),
        ("[a `]` b](d.md)", "d.md", "", "a `]` b"),
        ("[a \\] b](d.md)", "d.md", "", "a \\] b"),
        ("[a $1 b](d.md)", "d.md", "", "a $1 b"),
        ("[a\nb](d.md)", "d.md", "", "a\nb"),
        ("[t](a.md\n'title')", "a.md", "", "t"),
        ("[Mission 3.1a > Mission 3.1a](./a.md)", "./a.md", "", "Mission 3.1a > Mission 3.1a"),
    ],
)
def test_markdown_links(text, path, subpath, display):
    assert parts(text) == [(path, subpath, display, False)]
    assert parts("!" + text) == [(path, subpath, display, True)]


@pytest.mark.parametrize(
    "text",
    [
        "[w](Sub/My Note.md)",
        "[w](Sub\\ Note.md)",
        "[t] (a.md)",
        "[t](a.md",
        "[t](a(b.md)",
        "[t](<a\nb>)",
        "`[t](a)`",
        "\\[t](a.md)",
        "[t\\](a.md)",
        "[a\n\nb](c.md)",
        "[t](a.md\n\n'title')",
        "t](a.md)",
        '[t](a.md "title" x)',
        "[t](<a.md>x)",
    ],
)
def test_no_markdown_links(text):
    assert parts(text) == []


def test_stable_characters_are_in_nfc_beside_any_others_and_no_space():
    known = [chr(code) for code in range(0x10000) if re.match(rf"[{STABLE}]", chr(code))]
    assert "é" in known
    assert not any(map(str.isspace, known))
    some = [*map(chr, range(0x20, 0x7F)), *known[:: len(known) // 1500], *known[:700]]
    assert all(is_normalized("NFC", each) for each in known)
    assert all(is_normalized("NFC", each.join(some)) for each in some)


@given(st.text("ab #|^\\!\t\r\xa0é\u0301~'–日한\u1100\u1161\u11a8\u212b", min_size=1, max_size=8))
def test_what_the_pattern_tells_of_a_wikilink_is_what_its_text_says(content):
    text = f"In [[{content}]] it is."
    found = scan(text)[2]
    if not content.isspace() and "\r" not in content:
        assert found == (wikilink(content, 3, embed=False),)


def test_links_in_the_texts_of_links():
    assert paths("[![a](b.png)](c.md)") == ["c.md", "b.png"]
    assert paths("[![[b.png]]](c.md)") == ["c.md", "b.png"]
    assert paths("![a [b](c.md)](d.png)") == ["d.png", "c.md"]
    assert paths("[a [b](c.md)](d.md)") == ["c.md"], "a link holds no other link"
    assert paths("[a [[b]] c](d.md)") == ["b"]
    assert paths("[a [b [c](d.md)](e.md)") == ["d.md"]


def test_footnotes_are_no_links():
    assert parts("a[^1](b)") == []
    assert paths("a[^1 and more](b.md)") == ["b.md"]
    assert paths("a![^1](b.png)") == ["b.png"]


def test_embeds():
    assert parts("![[a]]")[0][3]
    assert parts("!\n[[a]]")[0][3] is False
    assert parts("\\![[a]]")[0][3] is False
    assert parts("![m](Mission%203.1a.md#mission-31a)") == [
        ("Mission 3.1a.md", "#mission-31a", "m", True)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "https://example.com/a#b",
        "obsidian://open?vault=v",
        "file:///a.md",
        "mailto:a@b.c",
        "HTTP://EXAMPLE.COM",
        "//example.com/a",
        "<https://example.com/a b>",
        "data:text/plain,x",
    ],
)
def test_external_links(written):
    (link,) = note(f"[t]({written})").links
    assert link.external
    assert link.path == written.strip("<>")
    assert link.subpath == ""


@pytest.mark.parametrize("written", ["a.md", "www.example.com", "a/b:c.md", "2020:1.md"])
def test_links_into_the_vault(written):
    (link,) = note(f"[t]({written})").links
    assert not link.external


def test_addresses_are_no_links():
    assert parts("<https://example.com> https://example.com/[x] <me@example.com>") == []
    assert parts("[a <https://example.com/](b.md)>") == []


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "display"),
        [
            ("[text][label]", "text"),
            ("[label][]", "label"),
            ("[LABEL]", "LABEL"),
            ("[a [b] c][Label]", "a [b] c"),
            ("[ label ]", " label "),
        ],
    )
    def test_refer_to_a_definition(self, text, display):
        seen = note(f"{text} after\n\n[label]: My%20Note.md#part 'Title'\n")
        (link,) = seen.links
        assert link.kind == "reference"
        assert (link.path, link.subpath, link.display) == ("My Note.md", "#part", display)
        assert seen.raw(link) == text
        assert seen.text[link.path_start : link.path_end] == "My%20Note.md"
        assert seen.text[link.subpath_start : link.subpath_end] == "#part"

    def test_embed(self):
        (link,) = note("![text][label]\n\n[label]: <a b.png>\n").links
        assert (link.embed, link.path, link.start) == (True, "a b.png", 0)

    @pytest.mark.parametrize(
        "text",
        [
            "[text][other]",
            "[other]",
            "`[label]`",
            "\\[label]",
            "[lab\n\nel]",
            "- [x] task",
            "[^1]",
            "[k:: v]",
            "[k:: v] [k2:: v]",
            "> [!label] callout",
        ],
    )
    def test_need_their_definition(self, text):
        assert parts(f"{text}\n\n[label]: a.md\n[x]: b.md\n[^1]: c.md\n") == []

    def test_first_definition_counts(self):
        assert paths("[a]\n\n[a]: one.md\n[A]: two.md\n") == ["one.md"]

    def test_definition_does_not_interrupt_a_paragraph(self):
        assert paths("[label]\n[label]: a.md\n") == []
        assert paths("```\n[label]: a.md\n```\n[label]") == []

    def test_definition_in_a_quote(self):
        assert paths("> [label]: a.md\n> [two]: b.md\n\n[label] [two]") == ["a.md", "b.md"]

    def test_definition_holds_no_links_itself(self):
        assert paths("[label]: [[a]]\n") == []

    def test_footnote_does(self):
        assert paths("[^1]: Here is [[The link]]") == ["The link"]

    def test_no_link_in_the_text_of_a_link(self):
        assert paths("[a [label] b][label]\n\n[label]: a.md\n") == ["a.md", "a.md"]
        assert paths("[a [b](c.md)][label]\n\n[label]: a.md\n") == ["c.md", "a.md"]
        assert paths("[![b](c.png)][label]\n\n[label]: a.md\n") == ["a.md", "c.png"]

    def test_facts_hold_the_definitions(self):
        text = "[One]: <a b.md>\n[two]: c.md 'Title'\n"
        facts = note(text).facts[8]
        assert [(label, text[a:b], text[c:d]) for label, a, b, c, d in facts] == [
            ("One", "[One]: <a b.md>", "a b.md"),
            ("two", "[two]: c.md 'Title'", "c.md"),
        ]


def test_spans_of_a_wikilink():
    text = "x ![[ dir/a #h  |b]] y"
    (link,) = note(text).links
    assert text[link.start : link.end] == "![[ dir/a #h  |b]]"
    assert text[link.path_start : link.path_end] == "dir/a"
    assert text[link.subpath_start : link.subpath_end] == "#h"


@pytest.mark.parametrize("text", ["[[a]]", "[[a|b]]", "[t](a)", "![t](<a>)"])
def test_span_of_no_subpath_is_empty_and_after_the_path(text):
    (link,) = note(text).links
    assert link.subpath_start == link.subpath_end == link.path_end


def test_spans_of_a_markdown_link():
    text = '[t](<My%20Note.md#h i> "x")'
    (link,) = note(text).links
    assert text[link.path_start : link.path_end] == "My%20Note.md"
    assert text[link.subpath_start : link.subpath_end] == "#h i"


class TestTables:
    def test_flag_of_links_in_rows(self):
        seen = note("| [[a]] | b |\n| --- | --- |\n| [c](d) | ![[e]] |\n\n[[f]] | g\n")
        assert [link.in_table for link in seen.links] == [True, True, True, False]

    @pytest.mark.parametrize("row", ["[[a\\|b]] | c", "[[a|b]] | c", "c | ![[a\\|b]]"])
    def test_pipe_separates_with_or_without_a_backslash(self, row):
        seen = note(f"one | two\n--- | ---\n{row}\n")
        assert [(link.path, link.display, link.in_table) for link in seen.links] == [
            ("a", "b", True)
        ]

    def test_header_whose_pipe_was_not_escaped(self):
        (link,) = note("| [[a|b]] | c |\n|---|---|\n").links
        assert link.in_table

    def test_code_and_links_do_not_leave_their_cell(self):
        assert paths("a | b\n--|--\n`x | [[c]] `\n") == ["c"]
        assert paths("a | b\n-|-\n[x | y](c.md)\n") == []
        assert paths("a | b\n-|-\n[x \\| y](c.md)\n") == ["c.md"]

    def test_code_around_a_link_whose_pipe_was_not_escaped(self):
        assert paths("a | b\n-|-\n`[[x|y]]` | [[c]]\n") == ["c"]
        assert paths("a | b\n-|-\n``[[x|y]]` | [[c]]\n") == ["x", "c"]
        assert paths("a | b\n-|-\n`[[x|y]] | [[c]]` d\n") == ["x", "c"]

    @pytest.mark.parametrize("text", ["[[a]] | b", "- [[a]]\n---\n", "a\n|---|---|\n[[a]]"])
    def test_what_is_no_table(self, text):
        assert [link.in_table for link in note(text).links] == [False]


def test_unfinished_links():
    text = "[[## search\n[[^^search\n[[##done]] [[a##b]] `[[##`"
    assert [note(text).raw(span) for span in note(text).unfinished] == [
        "[[##",
        "[[^^",
        "[[##done]]",
    ]


def test_links_in_comments_are_flagged():
    seen = note("[[a]] %%[[b]] [c](d)%% [[e]]\n\n%%\n\n[[f]]\n\n%%\n[[g]]")
    assert [(link.path, link.in_comment) for link in seen.links] == [
        ("a", False),
        ("b", True),
        ("d", True),
        ("e", False),
        ("f", True),
        ("g", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- {}",
        "1. {}",
        "- [ ] {}",
        "> {}",
        "> [!note]- {}",
        "> [!note]\n> {}",
        "## {}",
        "*{}*",
        "=={}==",
        "~~{}~~",
        "[k:: {}]",
        "(k:: {})",
        "k:: {}",
        "[^1]: {}",
        "^[{}]",
        "<b>{}</b>",
        "| {} |\n|---|",
        "text\n    {}",
        "- a\n\n    {}",
        "- a\n\t- {}",
        "<% {} %>",
        "\\\\{}",
    ],
)
@pytest.mark.parametrize("link", ["[[a]]", "![[a]]", "[t](a)", "![t](a)"])
def test_where_links_stand(text, link):
    assert paths(text.format(link)) == ["a"]


def test_brackets_in_frontmatter_are_no_reference_links():
    text = "---\ntags: [a]\n---\n[a] and b\n\n[a]: b.md\n"
    assert [link.start for link in note(text).links] == [text.index("[a] and")]
