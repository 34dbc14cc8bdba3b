"""Possessive groups mean the same where they are written as atomic ones."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import vaultsync.obsidian
from tests.markdown_texts import __dict__ as texts
from vaultsync.lean.regex import Late, atomic, compiled, late

SAMPLES = [
    'a]] b [[c|d]] [[e]f]] [[[g]] ![[h#i^j]]\n[x](y "z") [a](<b c>) [p](q(r)s) [[\n',
    "| a | b |\n|---|:-:|\n| [[c\\|d]] | `e|f` |\n",
    '---\na: [b, \'c, d\', "e"]\nf: g # h\ni:\n  - j\n  - "k: l"\n---\n# H\n\n> - [ ] t ^id\n',
    "<div a='b' c=\"d\">\n<b>x</b> <a@b.c> <https://d.e> <!-- f -->\n$a$ $$b$$ `c` ``d`e``\n",
    "***\n---\n- - -\n~~~\n[[x]]\n~~~\n    code\n\t[[y]]\n1. a\n   > b\n",
    "[a]: b 'c'\n[d]: <e f>\n\n[^1]: g\n" + "[" * 30 + "(" * 30 + "\\" * 9 + "\n",
    '{"nodes": [{"a\\"b": "c", "d": [1, {"e": null}]}]}',
]


def patterns() -> list[re.Pattern[str]]:
    """Return the patterns of all modules that read notes."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    for each in pkgutil.walk_packages(vaultsync.obsidian.__path__, "vaultsync.obsidian."):
        for said in vars(importlib.import_module(each.name)).values():
            value = said.search.__self__ if isinstance(said, Late) else said
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[value.pattern, value.flags] = value
    return list(found.values())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:ab)*+c", r"(?>(?:ab)*)c"),
        (r"((?:a|b){0,9}+)", r"((?>(?:a|b){0,9}))"),
        (r"(?:a(?:b)++)?+", r"(?>(?:a(?>(?:b)+))?)"),
        (r"[)(]*+\)*+(a)+", r"[)(]*+\)*+(a)+"),
        (r"[]()]+(?:x)*", r"[]()]+(?:x)*"),
        (r"[^]\])](?:x)*+", r"[^]\])](?>(?:x)*)"),
    ],
)
def test_groups_are_found(pattern: str, expected: str) -> None:
    assert atomic(pattern) == expected


def test_comments_are_passed_over() -> None:
    assert atomic("a # (\n(?:b)*+", re.VERBOSE) == "a # (\n(?>(?:b)*)"


def test_every_pattern_means_the_same() -> None:
    changed = 0
    samples = [*SAMPLES, *(text for text in texts.values() if isinstance(text, str))]
    for pattern in patterns():
        other = atomic(pattern.pattern, pattern.flags)
        changed += other != pattern.pattern
        again = re.compile(other, pattern.flags)
        for text in samples:
            assert [m.span() for m in pattern.finditer(text)] == [
                m.span() for m in again.finditer(text)
            ], pattern.pattern
    assert changed > 10 or re.match("(?:ab?c)++", "abca")[0] == "abca"  # type: ignore[index]


def test_this_python_gets_what_it_matches_right() -> None:
    assert compiled(r"(?:ab?c)++").match("abca")[0] == "abc"  # type: ignore[index]


def test_a_late_pattern_is_compiled_once_and_when_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def counting(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made.append(pattern)
        return compiled(pattern, flags)

    monkeypatch.setattr("vaultsync.lean.regex.compiled", counting)
    words = late(r"[a-z]+", re.IGNORECASE)
    assert made == []
    assert words.findall("One, two") == ["One", "two"]
    assert words.sub("x", "One, two") == "x, x"
    assert (words.pattern, bool(words.flags & re.IGNORECASE)) == (r"[a-z]+", True)
    found = words.match("b1")
    assert found is not None
    assert found[0] == "b"
    assert made == [r"[a-z]+"]
    with pytest.raises(AttributeError):
        _ = words.no_such_thing  # type: ignore[attr-defined]  # as a pattern has none


def test_an_older_python_compiles_patterns_too() -> None:
    older = (
        "import sys; sys.version_info = (3, 11, 2, 'final', 0)\n"
        "from vaultsync.lean import regex\n"
        "assert regex.compiled('(?:ab?)*+b').match('abab') is None\n"
        "assert regex.late('(?:ab?)*+c').match('ababc')\n"
    )
    subprocess.run([sys.executable, "-c", older], check=True)
