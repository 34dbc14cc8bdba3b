import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.inline import rendered


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words", "Plain words"),
        ("[Mission 3.1a](Mission%203.1a.md)", "Mission 3.1a"),
        ("[a](<b c.md>) [d](e(f).md 'title')", "a d"),
        ("to [[Some note]] and [[dir/Note|it]] and [[N#H#S]]", "to Some note and it and N > H > S"),
        ("![[embed]] and ![alt](x.png) gone", "and  gone"),
        ("*a* **b** ***c*** _d_ __e__ ~~f~~ ==g==", "a b c d e f g"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("`code *kept*` and `` a ` b ``", "code *kept* and a ` b"),
        (r"\*not\* emphasis \[x\]", "*not* emphasis [x]"),
        ("A &amp; B &copy; &nope;", "A & B © &nope;"),
        ("<b>bold</b> <https://x.y> <!-- gone -->", "bold https://x.y"),
        ("kept %%gone%%", "kept"),
        ("note[^1] and ^[inline]", "note and"),
        ("**[[A|B]]**: [**c**](d)", "B: c"),
        ("[ ] and ] and [[", "[ ] and ] and [["),
        ("[[outer [[inner]]", "[[outer inner"),
        ("5 < 6 > 4 && C# 100%", "5 < 6 > 4 && C# 100%"),
        ("unclosed `tick **star [link](", "unclosed `tick **star [link]("),
    ],
)
def test_markup_is_removed(text, shown):
    assert rendered(text) == shown


@given(st.text("[]()!*_`~=%<>\\^&;# ab\n-:/|", max_size=60))
def test_no_text_raises_and_nothing_is_invented(text):
    assert len(rendered(text)) <= 3 * len(text)


@given(st.text("[]()!*%&^#: ab/\n", max_size=12), st.text("()%&^#:\\ <'ab/_*", max_size=8))
def test_a_link_alone_is_read_as_one_among_words(shown, target):
    link = f"[{shown}]({target})"
    assert rendered(link) == rendered(f"a{link}").removeprefix("a").strip()


@pytest.mark.parametrize(
    "piece",
    ["[", "[[", "[[a", "[a](", '[a](b "', "[a][", "`", "``` `", "*a_", "**a", "<a", "<!--", "%%",
     "[^", "^[", "==", "]]", "![[a]"],
)  # fmt: skip
def test_long_ladders_are_read_in_linear_time(piece):
    # A quadratic reader would need hours here.
    rendered(piece * 20_000)
    rendered(piece * 20_000 + "]]")
