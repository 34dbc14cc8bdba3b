import pytest

from tests.obsidian.seen import code, note, paths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n```", "```\na\n```"),
        ("```python\na\n```\n", "```python\na\n```"),
        ("````\n```\n````", "````\n```\n````"),
        ("```\n~~~\n````  \n", "```\n~~~\n````"),
        ("~~~ `x`\n```\n~~~", "~~~ `x`\n```\n~~~"),
        ("```\nunclosed\n", "```\nunclosed"),
        ("```\n``` x\n", "```\n``` x"),
        ("```\n    ```\n", "```\n    ```"),
        ("```\r\na\r\n```\r\n", "```\r\na\r\n```"),
        ("text\n```\na\n```\ntext", "```\na\n```"),
        ("   ```\n   a\n   ```\n", "```\n   a\n   ```"),
        ("- ```\n  a\n  ```\n", "```\n  a\n  ```"),
        ("- a\n  ```\n  b\n\n  ```\n", "```\n  b\n\n  ```"),
        ("- ```\n  a\nnot in the item", "```\n  a"),
        ("> ```\n> a\n> ```\n", "```\n> a\n> ```"),
        ("> ```\n> a\nnot in the quote", "```\n> a"),
        ("> - ```\n>   a\n", "```\n>   a"),
        ("    a\n\n    b\n\ntext", "a\n\n    b"),
        ("\ta", "a"),
        ("text\n\n\ta\n", "a"),
        ("# Heading\n    a\n", "a"),
        ("```\n```\n    a\n", "```\n```|a"),
        (">     a\n", "a"),
        ("-     a\n", "a"),
        ("- a\n\n      b\n", "b"),
        ("- a\n\n    b\n", ""),
        ("text\n    a\n", ""),
        ("    - a\n", "- a"),
        ("``` `` ```", "``` `` ```"),
        ("%%\n```\na\n```\n%%", "```\na\n```"),
    ],
)
def test_blocks_of_code(text, expected):
    assert "|".join(code(text)) == expected


def test_blocks_are_told_from_inline_code():
    seen = note("`a`\n\n```\nb\n```\n\n    c\n\n``d``")
    assert [seen.raw(span) for span in seen.code_blocks] == ["```\nb\n```", "c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`a` b `c`", ["`a`", "`c`"]),
        ("`` a ` b ``", ["`` a ` b ``"]),
        ("` `` `", ["` `` `"]),
        ("`a", []),
        ("`` a `", []),
        ("`a\nb`", ["`a\nb`"]),
        ("`a\n\nb`", []),
        ("- a ` b\n- c ` d", []),
        ("> a ` b\n\nc ` d", []),
        ("# a ` b\nc ` d", []),
        ("a ` b\n# c ` d", []),
        ("\\`a`", []),
        ("`a\\`", ["`a\\`"]),
        ("a ` b `` c ` d `` e", ["` b `` c `"]),
        ("[[a`b]] ` [[c]]`", ["` [[c]]`"]),
        ("a | b\n--|--\n`c | d`\n", []),
    ],
)
def test_inline_code(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```\n{}\n```",
        "~~~\n{}",
        "```mermaid\n{}\n```",
        "```dataview\n{}\n```",
        "    {}",
        "`{}`",
        "`` {} ` {} ``",
        "`{}\n{}`",
        "- a\n  ```\n  {}\n  ```",
        "> > ```\n> > {}\n",
        "1. a\n\n       {}",
    ],
)
@pytest.mark.parametrize("link", ["[[a]]", "![[a]]", "[t](a)", "#tag", "%%a%%"])
def test_holds_nothing(text, link):
    seen = note(text.replace("{}", link))
    assert (seen.links, seen.tags, seen.comments) == ((), (), ())


def test_what_stands_around_it_counts():
    assert paths("[[a]]`[[b]]`[[c]]\n```\n[[d]]\n```\n[[e]]") == ["a", "c", "e"]
