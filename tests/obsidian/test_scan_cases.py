"""The conformance cases: what was observed of Obsidian, case by case."""

import json
from pathlib import Path

import pytest

from tests.obsidian.seen import ids, named, note, tags

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "data" / "obsidian-cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def cases(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]


@pytest.mark.parametrize("case", cases("parse"))
def test_parse(case):
    links = note(case["text"]).all_links
    seen = [[link.path, link.subpath, link.display, link.embed] for link in links]
    assert seen == case["expect"]


# The cases whose expectation is prose: what each says, as (text, what is seen).
BLOCKS = {
    "B01": ("text ^abc-1 \n", {"abc-1": "text ^abc-1 "}),
    "B02": ("> q\n^own-1\n", {"own-1": "> q\n^own-1"}),
    "B04": ("- a\n  - b ^child\n", {"child": "- b ^child"}),
    "B05": ("| a | b |\n| - | - |\n\n^tbl\n", {"tbl": "| a | b |\n| - | - |"}),
    "B07": ("text ^a_b", {}),
    "B08": ("text ^ABC", {"ABC": "text ^ABC"}),
}
TAGS = {
    "G01": ("#1984", []),
    "G02": ("#1990s #2024-goals #3d", ["1990s", "2024-goals", "3d"]),
    "G04": ("foo#bar", []),
    "G05": ("#it's and #a.b and #a+b", ["it", "a", "a"]),
    "G07": ("#Tag and #TAG", ["Tag", "TAG"]),
    "G08": ("#a/ ", ["a"]),
}
FENCES = {
    "F01": ("---\r\ntitle: x\r\n---\r\nbody", "title: x\r\n"),
    "F02": ("---\ntitle: EOF\n---", "title: EOF\n"),
    "F04": ("---\na: 1\n---\ntext\n\n---\nb: 2\n---\n", "a: 1\n"),
    "F05": ("\n---\na: 1\n---", None),
    "F07": ("---\n---\n", ""),
}


def test_every_case_is_here():
    known = {"block": BLOCKS, "tag": TAGS}
    for kind, encoded in known.items():
        assert [case["id"] for case in CASES if case["kind"] == kind] == list(encoded)


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_block(text, expected):
    assert ids(text) == list(expected)
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), TAGS.values(), ids=TAGS)
def test_tag(text, expected):
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected"), FENCES.values(), ids=FENCES)
def test_frontmatter(text, expected):
    span = note(text).frontmatter
    assert (span and text[span.start : span.end]) == expected
