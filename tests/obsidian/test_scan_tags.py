import pytest

from tests.obsidian.seen import ids, named, note, tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#tag", ["tag"]),
        ("#a #b\n#c", ["a", "b", "c"]),
        ("#a/b/c", ["a/b/c"]),
        ("#a/ #b//", ["a", "b"]),
        ("#a_b #a-b", ["a_b", "a-b"]),
        ("#日本語 #Ünï #ё", ["日本語", "Ünï", "ё"]),
        ("#🔥", ["🔥"]),
        ("#a‼", ["a"]),
        ("#a.b #a,b #a!", ["a", "a", "a"]),
        ("#1984 #20/24", ["20/24"]),
        ("#1984/", []),
        ("#3d", ["3d"]),
        ("# a", []),
        ("##a", []),
        ("#", []),
        ("#/", []),
        ("a#b 1#b _#b é#b 中#b", []),
        ("(#a) *#b* “#c”, [#d]", ["a", "b", "c", "d"]),
        ("\\#a", []),
        ("\\[\\[#Escaped Links\\]\\]", ["Escaped"]),
        ("&#039; &#xa0;", []),
        ("https://a.b/#c https://a.b/c#d https://a.b/?e=(#f) #g", ["g"]),
        ("[[a#b]] [c](d#e) [#f](g) [`h` #i](j)", []),
        ("`#a` <b c='#d'>#e</b> <!-- #f -->", ["e"]),
        ("%% #a %%", ["a"]),
        ("- #a\n> #b\n> [!note] #c\n## d #e\n| #f |", ["a", "b", "c", "e", "f"]),
        ("#a #a", ["a", "a"]),
        ("x\u00a0#a\u3000#b", ["a", "b"]),
    ],
)
def test_tags(text, expected):
    assert tags(text) == expected


def test_span_of_a_tag_holds_its_sign():
    (tag,) = note("a #b/ c").tags
    assert (tag.start, tag.end) == (2, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text ^a", ["a"]),
        ("text ^A-1  \nmore", ["A-1"]),
        ("text^a", []),
        ("text ^a b", []),
        ("text ^a_b", []),
        ("text ^a.b", []),
        ("text ^[note]", []),
        ("- item ^a\n- item ^b", ["a", "b"]),
        ("- [ ] task 📅 2026-01-01 ^a", ["a"]),
        ("> quote ^a", ["a"]),
        ("text\n\n^a\n", ["a"]),
        ("text\n\n^a\ntext", []),
        ("text\n\n^a\r\ntext\r\n", []),
        ("text\n\n^a\n# Heading", ["a"]),
        ("text\n\n^a\n- item", ["a"]),
        ("> quote\n^a\n> quote", []),
        ("```\ncode ^a\n```\n^b", ["b"]),
        ("    code ^a", []),
        ("%% text ^a\n%%\ntext ^b", ["b"]),
        ("<!-- text ^a\n-->", []),
        ("`x ^a\ny` ^b", ["b"]),
        ("# Heading ^a", ["a"]),
        ("---\na: b ^c\n---\ntext ^d", ["d"]),
        ("text ^a\r\n\r\ntext ^b\r\n", ["a", "b"]),
    ],
)
def test_block_ids(text, expected):
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo\nlines ^a\n\nthree", "two\nlines ^a"),
        ("text\n^a", "text\n^a"),
        ("one\n\ntwo\n\n^a", "two"),
        ("- one\n- two ^a\n  - three\n- four", "- two ^a\n  - three"),
        ("- one\n  - two ^a\n  - three", "- two ^a"),
        ("- one\n\n  ^a\n- two", "- one\n\n  ^a"),
        ("- one\n\n- two\n\n^a", "- one\n\n- two"),
        ("1. one\n2. two\n\n^a", "1. one\n2. two"),
        ("- one\n- two\n^a", "- two\n^a"),
        ("> one\n> two\n\n^a", "> one\n> two"),
        ("> one\n> two ^a", "> one\n> two ^a"),
        ("> one\n> - two\n^a", "> one\n> - two\n^a"),
        ("| a |\n|---|\n| b |\n\n^a", "| a |\n|---|\n| b |"),
        ("| a |\n|---|\n| b |\n^a", "| a |\n|---|\n| b |\n^a"),
        ("```\nx\n```\n\n^a", "```\nx\n```"),
        ("```\nx\n```\n^a", "```\nx\n```"),
        ("$$\nx\n$$\n\n^a", "$$\nx\n$$"),
        ("- one\n\n  $$\n  x\n  $$\n\n  ^a\n- two", "- one\n\n  $$\n  x\n  $$\n\n  ^a"),
        ("^a", "^a"),
        ("# Heading ^a\ntext", "# Heading ^a"),
        ("# Heading\n\n^a", "# Heading"),
    ],
)
def test_block_that_an_id_names(text, expected):
    assert named(text) == {"a": expected}


def test_own_line():
    assert [block.own_line for block in note("a ^b\n\n^c\n\n> ^d\n\n- ^e").blocks] == [
        False,
        True,
        True,
        False,
    ]
