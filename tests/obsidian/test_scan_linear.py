"""Any text is scanned in linear time.

The quick tests count calls: twice the text, at most twice the calls and a few.
The slow ones scan megabytes of what would take days if it were not so, and end.
"""

import sys

import pytest

from vaultsync.obsidian.scan import scan


def ladder(between, size):
    """Runs of backticks, each longer than the last."""
    runs, length = [], 0
    while length < size:
        runs.append("`" * (len(runs) + 1))
        length += len(runs[-1]) + len(between)
    return between.join(runs)


def repeated(piece):
    return lambda size: piece * (size // len(piece))


def nested(opening, closing):
    def make(size):
        count = size // (len(opening) + len(closing))
        return opening * count + closing * count

    return make


TEXTS = {
    **{
        piece.replace("\n", "/"): repeated(piece)
        for piece in (
            *(
                "[[",
                "![![",
                "[",
                "]",
                "[[[[",
                "](",
                "[a](",
                "[a](b",
                '[a](b "',
                "[[a",
                "[[a]",
                "[[a|b",
            ),
            *("(((", "[a]((", "``` ", "a ` b\n\n", "`a\n", "` `` ", "```\n````\n", "~~~\n~~~~\n"),
            *("$", "$$", "$$$$", "$a ", "$a$1", "x $$\n\n", "> $$\n\n", "$$\n"),
            *(
                "%%",
                "%%%%",
                "a %% b\n\n",
                "%% %%%% ",
                "<!--<!--",
                "a <!-- \n\n",
                "<",
                "<a ",
                '<a b="',
            ),
            *("a<?\n\n", "a<![CDATA[", "<div>\n\n", "<a>\n", "> ", ">", "- ", "1. ", "> > > >\n"),
            *("#", "# ", "# a\n", "#a", "!#a", "#a ", "^", "^a\n", "a ^a\n\n", "\\", "\\["),
            *(
                "|",
                "|-",
                "|-|\n",
                "| ",
                "a|\n-|-\n",
                "---\n",
                "a\n---\n",
                "a\n",
                "-",
                "- - ",
                "- | ",
                "* * ",
                "=\n",
            ),
            *("\n    a\n", "\n\t\ta\n", " ", "\t", "\n", "\r\n", "\r", "\x00", "a", "lorem ipsum "),
            *(
                "<<<<<<< a\n",
                "[a]: b\n",
                "]:\n\\[",
                "[a]: b\n\n[a] ",
                "[^1]: ",
                "[a](%41)",
                "[a](b&amp;c)",
            ),
            *(
                "[[##",
                "- [ ] a\n",
                "    - a\n",
                "\n\n- a\n\n      b",
                "~~~~~~\n> ~~~\n",
                "![[a]](b)",
            ),
        )
    },
    "an unclosed fence": lambda size: "```\n" + "a\n" * (size // 2),
    "fences of growing length": lambda size: ladder("\n", size),
    "backticks of growing length": lambda size: ladder(" ", size),
    "links in links": nested("[", "](a)"),
    "embeds in embeds": nested("![", "](a)"),
    "wikilinks in wikilinks": nested("[[", "]]"),
    "references in references": lambda size: "[ab]: c\n\n" + nested("![x", "][ab]")(size),
    "brackets and a definition": lambda size: "[ab]: c\n\n" + nested("[", "]")(size),
    "lists in lists": lambda size: "".join(
        "  " * min(depth, 150) + "- a\n" for depth in range(size // 300)
    ),
    "an address and tags": lambda size: "://" + "!#a" * (size // 3),
    "attributes": lambda size: "<a " + 'b="c" ' * (size // 6),
    "a table of code": lambda size: "|a|b|\n|-|-|\n" + "|`a|b|\n" * (size // 7),
    "frontmatter": lambda size: "---\n" + "a: b\n" * (size // 5),
    "an item that goes on": lambda size: "|-|\n- a\n" + "b\n" * (size // 2),
    "a quote that goes on": lambda size: "|-|\n>> a\n" + "> b\n" * (size // 4),
    "blank lines in an item": lambda size: "|-|\n- a\n  - b\n" + "\n" * size,
    "a long underline": lambda size: "a\n" + "=" * size,
}


def calls(text):
    count = 0

    def counting(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(counting)
    try:
        scan(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_twice_the_text_takes_twice_the_calls(make):
    short, long = make(2000), make(4000)
    scan(long)  # compiles and imports what it needs
    grown = len(long) / max(len(short), 1)
    assert calls(long) <= calls(short) * grown * 1.2 + 200


HARDEST = ["[[[[", "![![", "](", "(((", "[a]((", "$$$$", "%%%%", "<!--<!--", "#", "> ", "- ", "|-"]
HARDEST += ["an unclosed fence", "fences of growing length", "backticks of growing length"]
HARDEST += ["links in links", "embeds in embeds", "brackets and a definition", "lorem ipsum "]


@pytest.mark.slow
@pytest.mark.parametrize("name", HARDEST)
def test_ten_megabytes_come_to_an_end(name):
    assert isinstance(scan(TEXTS[name](10_000_000)), tuple)


@pytest.mark.slow
@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_a_megabyte_comes_to_an_end(make):
    assert isinstance(scan(make(1_000_000)), tuple)
