import pytest

from tests.obsidian.seen import hidden, note, paths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%%a%%", ["%%a%%"]),
        ("a %%b%% c %%d%%", ["%%b%%", "%%d%%"]),
        ("%%\n\na\n\n%%", ["%%\n\na\n\n%%"]),
        ("a %%b\nc%%", ["%%b\nc%%"]),
        ("a %%b\n\nc%%", []),
        ("> %%\n> a\n>\n> %%", ["%%\n> a\n>\n> %%"]),
        ("%%%%a%%%%", []),
        ("%%a", []),
        ("100% %%", []),
        ("`%%` a %%", []),
        ("%%a%%%%b%%", ["%%a%%%%b%%"]),
        ("\\%%a%%", []),
    ],
)
def test_comments(text, expected):
    seen = note(text)
    assert [seen.raw(span) for span in seen.comments] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$", ["$x$"]),
        ("a $x + y$ b $z$", ["$x + y$", "$z$"]),
        ("$5 and $10", []),
        ("$5-$10", []),
        ("5$ and 10$", []),
        ("$ x $", []),
        ("$x\ny$", []),
        ("\\$x$", []),
        ("$x \\$ y$", ["$x \\$ y$"]),
        ("$5 and `$x` and 7$", ["$5 and `$x` and 7$"]),
        ("$5, $x$", ["$x$"]),
        ("$5 [[a$b]] and $10", []),
        ("$$x$$", ["$$x$$"]),
        ("$$\nx\n\ny\n$$", ["$$\nx\n\ny\n$$"]),
        ("a $$x\ny$$", ["$$x\ny$$"]),
        ("a $$x\n\ny$$", []),
        ("- a\n  $$\n  x\n\n  y\n  $$", ["$$\n  x\n\n  y\n  $$"]),
        ("> $$\n> x\n\ny $$", []),
        ("$$x", []),
        ("$$$x$$$", []),
    ],
)
def test_math(text, expected):
    assert hidden(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- b --> c", ["<!-- b -->"]),
        ("a <!-- b\nc --> d", ["<!-- b\nc -->"]),
        ("a <!-- b\n\nc --> d", []),
        ("<!-- b\n\nc -->\nd", ["<!-- b\n\nc -->"]),
        ("<!-- a --> b\nc", ["<!-- a --> b"]),
        ("<!-- unclosed\n\na\n", ["<!-- unclosed\n\na"]),
        ("a <!-->b<!-- c", ["<!-->"]),
        ("<div>\na\n\nb", ["<div>\na"]),
        ("a\n<div>\nb\n\nc", ["<div>\nb"]),
        ("</div>\na\n", ["</div>\na"]),
        ("<pre>\n\na\n</pre> b\nc", ["<pre>\n\na\n</pre> b"]),
        ("<kbd>\na\n\nb", ["<kbd>\na"]),
        ("a\n<kbd>\nb", ["<kbd>"]),
        ("<kbd>a</kbd>", ["<kbd>", "</kbd>"]),
        ('a <b c="d\ne"> f', ['<b c="d\ne">']),
        ("a <b c='d'/> </e > <f g=h>", ["<b c='d'/>", "</e >", "<f g=h>"]),
        ("<?php\n\na ?> b\nc", ["<?php\n\na ?> b"]),
        ("a <?b?> <!C d> <![CDATA[e]]>", ["<?b?>", "<!C d>", "<![CDATA[e]]>"]),
        ("<https://a.b/c> <a@b.c>", ["<https://a.b/c>", "<a@b.c>"]),
        ("a < b > c <3 <", []),
        ("<a b", []),
        ("- <div>\n  a\n\n  b", ["<div>\n  a"]),
        ("> <!-- a\n\nb", ["<!-- a"]),
        ("    <div>", []),
    ],
)
def test_html(text, expected):
    assert hidden(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<!-- {} -->",
        "a <!-- {} --> b",
        "<div>\n{}\n</div>",
        "<div>{}</div>",
        '<span title="{}">a</span>',
        "<kbd>\n{}\n</kbd>",
        "<pre>\n\n{}\n</pre>",
        "$x{}y$",
        "$${}$$",
        "$$\n\n{}\n\n$$",
    ],
)
@pytest.mark.parametrize("link", ["[[a]]", "![[a]]", "[t](a)", "#tag"])
def test_hides_links_and_tags(text, link):
    if text == "$x{}y$" and "[[" in link:
        return  # a wikilink ends it
    seen = note(text.replace("{}", link))
    assert (seen.links, seen.tags) == ((), ())


def test_inline_html_hides_only_its_tags():
    assert paths("a <b>[[c]]</b> <!-- [[d]] --> [[e]]") == ["c", "e"]
    assert paths("<details>\n[[a]]\n\n[[b]]\n\n</details>\n\n[[c]]") == ["b", "c"]


def test_merge_markers():
    text = "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n```\n<<<<<<< shown\n```\n"
    assert [note(text).raw(span) for span in note(text).merge_markers] == [
        "<<<<<<< ours",
        "=======",
        ">>>>>>> theirs",
    ]
    assert note("a\n=======\nb <<<<<<< c\n>>>>>>> d").merge_markers == ()
