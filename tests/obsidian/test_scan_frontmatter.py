import pytest

from tests.obsidian.seen import headings, note, paths


def yaml(text):
    span = note(text).frontmatter
    return span and text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n---\nbody", "a: 1\n"),
        ("---\na: 1\n---", "a: 1\n"),
        ("---\na: 1\n---  \nbody", "a: 1\n"),
        ("---\na: 1\n---\t", "a: 1\n"),
        ("---\n---", ""),
        ("---\n\n---\n", "\n"),
        ("---\r\na: 1\r\n---\r\nbody", "a: 1\r\n"),
        ("---\ra: 1\r---\rbody", "a: 1\r"),
        ("---\na: 1\n --- \nb: 2\n---\n", "a: 1\n --- \nb: 2\n"),
        ("---\na: 1\n...\nb: 2\n---\n", "a: 1\n...\nb: 2\n"),
    ],
)
def test_lies_between_a_first_line_of_three_dashes_and_the_next(text, expected):
    assert yaml(text) == expected
    assert not note(text).loose_fence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\na: 1\n",
        "\n---\na: 1\n---\n",
        " ---\na: 1\n---\n",
        "----\na: 1\n---\n",
        "---x\na: 1\n---\n",
        "---\na: 1\n----\n",
        "---\na: 1\n ---\n",
    ],
)
def test_is_none_without_its_fences(text):
    assert yaml(text) is None
    assert note(text).body_start == 0


def test_after_spaces_on_the_opening_fence_is_read_and_flagged():
    seen = note("--- \t\na: 1\n---\n")
    assert yaml("--- \t\na: 1\n---\n") == "a: 1\n"
    assert seen.loose_fence


def test_a_mark_is_no_part_of_the_text():
    seen = note("\ufeff---\na: 1\n---\n")
    assert seen.mark
    assert seen.frontmatter == (4, 9)


def test_holds_no_headings_or_body_links():
    text = '---\n# comment\nup: "[[a]]"\n---\n# Heading\n[[b]]'
    assert headings(text) == [(1, "Heading")]
    assert paths(text) == ["b"]
    assert note(text).body_start == text.index("# Heading")


def test_is_read_once():
    text = "---\na: 1\n---\n\n---\nb: 2\n---\n"
    assert yaml(text) == "a: 1\n"
    # A paragraph between two such lines is a heading.
    assert headings(text) == [(2, "b: 2")]
