"""What `inspect` shows: the conformance cases of every kind, and the shape of its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest

from tests.vaults import diagnostics
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault
from vaultsync.report.inspect_json import inspected
from vaultsync.report.inspect_text import inspect_text
from vaultsync.report.machine import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[1] / "data"
CASES = [
    json.loads(line) for line in (DATA / "obsidian-cases.jsonl").read_text("utf-8").splitlines()
]
# What the cases call the rung of each exporter.
RUNGS = {"slugcrate": "exporter", "enveloppe-lower": "exporter", "enveloppe-strict": "exporter"}


def of_kind(kind: str) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]
    assert cases
    return pytest.mark.parametrize("case", cases)


def vault(files: Mapping[str, str | bytes]) -> Vault:
    return Vault(
        MemoryFiles(
            {
                path: text if isinstance(text, bytes) else text.encode()
                for path, text in files.items()
            }
        )
    )


def seen(text: str | bytes, path: str = "N.md", **more: str) -> Any:
    """What is seen in a note, after a trip through JSON."""
    files = {name.replace("__", "."): content for name, content in more.items()}
    return json.loads(json_text(inspected(vault({**files, path: text}), path)))


@of_kind("resolve")
def test_resolve(case: Any) -> None:
    files = dict.fromkeys(case["layout"], "") | {case["source"]: case["text"]}
    (link,) = seen_in(files, case["source"])["links"]
    target = link["target"]
    # Names are given as on disk, those of the cases in NFC.
    assert (target and normalize("NFC", target)) == case["expect"]


def seen_in(files: Mapping[str, str], path: str) -> Any:
    return json.loads(json_text(inspected(vault(files), path)))


@of_kind("parse")
def test_parse(case: Any) -> None:
    links = seen_in({case["source"]: case["text"]}, case["source"])["links"]
    assert [[link[key] for key in ("path", "subpath", "display", "embed")] for link in links] == (
        case["expect"]
    )


@of_kind("heading")
def test_heading(case: Any) -> None:
    text = "\n\n".join(f"{'#' * level} {heading}" for level, heading in case["layout"])
    (link,) = seen_in({"N.md": text, "s.md": f"[[N{case['text']}]]"}, "s.md")["links"]
    if case["expect"] is None:
        assert link["anchor"] == "missing"
    else:
        index, rung = case["expect"]
        assert link["anchor"] == {
            "kind": "heading",
            "line": 2 * index + 1,
            "rung": RUNGS.get(rung, rung),
        }


# The other kinds say in prose what is expected.
BLOCKS: dict[str, list[tuple[str, int, int]]] = {  # id, its line, the line of what it names
    "B01": [("abc-1", 1, 1)],
    "B02": [("own-1", 2, 1)],
    "B04": [("child", 2, 2)],
    "B05": [("tbl", 4, 1)],
    "B07": [],
    "B08": [],  # the id does not end its line; the next test is about the case
}
TAGS = {
    "G01": [],
    "G02": ["1990s", "2024-goals", "3d"],
    "G04": [],
    "G05": ["it", "a", "a"],
    "G07": ["Tag", "TAG"],
    "G08": ["a"],
}
FRONT: dict[str, tuple[str, dict[str, object], list[str]]] = {  # a note, its properties and tags
    "F01": ("---\r\ntitle: x\r\n---\r\nbody", {"title": "x"}, []),
    "F02": ("---\ntitle: EOF\n---", {"title": "EOF"}, []),
    "F04": ("---\na: 1\n---\nx\n\n---\nb: 2\n---\n\n---\nc: 3\n---\n", {"a": 1}, []),
    "F05": ("\n---\na: 1\n---", {}, []),
    "F07": ("---\n---\n", {}, []),
    "F08": ("---\ntags: a, b\n---\n", {"tags": "a, b"}, []),
    "F10": ('---\n{"tags": "journal"}\n---\n', {"tags": "journal"}, ["journal"]),
    "F11": ("---\nalias: [x]\n---\n", {"alias": ["x"]}, []),
    "F13": (
        "---\ndate: 2026-06-29\ntags: [a]\n---\n",
        {"date": "2026-06-29", "tags": ["a"]},
        ["a"],
    ),
    "F14": ("---\ntitle: [[Test]]\n---\n", {"title": [["Test"]]}, []),
    "F16": ("---\ntags: [a]\ntags: [b]\n---\n", {}, []),
}


@pytest.mark.parametrize(("kind", "known"), [("block", BLOCKS), ("tag", TAGS), ("front", FRONT)])
def test_every_case_is_here(kind: str, known: dict[str, object]) -> None:
    assert [case["id"] for case in CASES if case["kind"] == kind] == list(known)


@of_kind("block")
def test_block(case: Any) -> None:
    text, expected = case["text"], BLOCKS[case["id"]]
    assert [(block["id"], block["line"]) for block in seen(text)["blocks"]] == [
        (name, line) for name, line, _ in expected
    ]
    for name, _, first in expected:
        (link,) = seen_in({"N.md": text, "s.md": f"[[N#^{name}]]"}, "s.md")["links"]
        assert link["anchor"] == {"kind": "block", "line": first, "rung": "obsidian"}


def test_the_case_of_block_ids_does_not_count() -> None:
    files = {"N.md": "text ^ABC", "s.md": "[[N#^abc]] [[N#^abd]]"}
    found, missing = seen_in(files, "s.md")["links"]
    assert found["anchor"] == {"kind": "block", "line": 1, "rung": "obsidian"}
    assert missing["anchor"] == "missing"
    assert [each.code for each in diagnostics(files)] == ["L420", "L403"]


@of_kind("tag")
def test_tag(case: Any) -> None:
    assert [tag["tag"] for tag in seen(case["text"])["tags"]] == TAGS[case["id"]]


@of_kind("front")
def test_front(case: Any) -> None:
    text, properties, tags = FRONT[case["id"]]
    found = seen(text)
    assert found["properties"] == properties
    assert [tag["tag"] for tag in found["tags"]] == tags


EMBEDS = {
    "E01": ({"T.md": "The action of ![[T]]"}, ["E304"]),
    "E02": ({"N.md": "a ^b\n\n![[J]]", "J.md": "![[N#^b]]"}, []),
    "E03": ({"Recursion.md": "# Recursion\n![[Recursion#Recursion]]"}, ["E304"]),
    "E04": ({"s.md": "![[N#Missing]]", "N.md": "# There"}, ["E302"]),
}


@of_kind("embed")
def test_embed(case: Any) -> None:
    files, codes = EMBEDS[case["id"]]
    assert [each.code for each in diagnostics(files)] == codes
    links = [link for path in files for link in seen_in(files, path)["links"]]
    assert all(link["embed"] and link["target"] for link in links)
    assert (links[0]["anchor"] == "missing") == (case["id"] == "E04")


@of_kind("watch")
def test_conflict_copies(case: Any) -> None:
    if not case["text"].endswith(".md"):
        pytest.skip("about time: tests of the watcher and of writing")
    files = {"N.md": "text\n", case["text"]: "text\n", "s.md": "[[N]]"}
    assert [each.code for each in diagnostics(files)] == ["V603"]
    (link,) = seen_in(files, "s.md")["links"]
    assert (link["target"], link["ambiguous"]) == ("N.md", [])


NOTE = """---
created: 2024-08-19
at: 12:30
count: 010
done: true
ratio: .inf
none:
tags:
  - gcdata
  - "#gcdata"
up: "[[Other|up]]"
nested: {deep: [1, "x"]}
---
# [One](Other.md) and `two` ##
#gcdata text #GCData

> a quote
^q

[[#^q]] [[Other#Nowhere]] [x][1] ![i](i.png) <https://example.org> [[gone]] `[[code]]`
%% [[Dup]] %%

[1]: Other.md#a-b "T"
"""


def test_the_whole_of_a_note() -> None:
    others = {"Other__md": "# A b\n", "i__png": "", "a/Dup__md": "", "b/Dup__md": ""}
    found = seen(NOTE, **others)
    assert list(found) == ["version", "path", "properties", "tags", "headings", "blocks", "links"]
    assert (found["version"], found["path"]) == (1, "N.md")
    assert found["properties"] == {
        "created": "2024-08-19",
        "at": "12:30",
        "count": 10,
        "done": True,
        "ratio": "inf",
        "none": None,
        "tags": ["gcdata", "#gcdata"],
        "up": "[[Other|up]]",
        "nested": {"deep": [1, "x"]},
    }
    assert found["tags"] == [
        {"tag": "gcdata", "where": "property", "line": 9, "column": 5},
        {"tag": "gcdata", "where": "property", "line": 10, "column": 5},
        {"tag": "gcdata", "where": "body", "line": 15, "column": 1},
        {"tag": "GCData", "where": "body", "line": 15, "column": 14},
    ]
    assert found["headings"] == [{"level": 1, "text": "[One](Other.md) and `two`", "line": 14}]
    assert found["blocks"] == [{"id": "q", "line": 18}]
    keys = ("kind", "embed", "path", "subpath", "display", "line", "column", "target", "anchor")
    links = found["links"]
    assert all(list(link)[1:6] == list(keys[:5]) for link in links)
    assert [(link["raw"], *(link[key] for key in keys)) for link in links] == [
        ("[[Other|up]]", "property", False, "Other", "", "up", 11, 6, "Other.md", None),
        ("[One](Other.md)", "markdown", False, "Other.md", "", "One", 14, 3, "Other.md", None),
        ("[[#^q]]", "wikilink", False, "", "#^q", "^q", 20, 1, "N.md",
         {"kind": "block", "line": 17, "rung": "obsidian"}),
        ("[[Other#Nowhere]]", "wikilink", False, "Other", "#Nowhere", "Other > Nowhere", 20, 9,
         "Other.md", "missing"),
        ("[x][1]", "reference", False, "Other.md", "#a-b", "x", 20, 27, "Other.md",
         {"kind": "heading", "line": 1, "rung": "github"}),
        ("![i](i.png)", "markdown", True, "i.png", "", "i", 20, 34, "i.png", None),
        ("[[gone]]", "wikilink", False, "gone", "", "gone", 20, 68, None, None),
        ("[[Dup]]", "wikilink", False, "Dup", "", "Dup", 21, 4, "a/Dup.md", None),
    ]  # fmt: skip
    assert [link["ambiguous"] for link in links if link["ambiguous"]] == [["b/Dup.md"]]
    assert not any(link["external"] for link in links)


def test_an_external_link() -> None:
    (link,) = seen("[x](https://example.org/a#b)")["links"]
    assert (link["external"], link["target"], link["anchor"]) == (True, None, None)


def test_a_canvas_has_links_only() -> None:
    cards = [
        {"id": "1", "type": "file", "file": "N.md", "subpath": "#H"},
        {"id": "2", "type": "text", "text": "see\n[[N|n]]"},
    ]
    files = {"c.canvas": json.dumps({"nodes": cards}, indent=1), "N.md": "# H\n"}
    found = seen_in(files, "c.canvas")
    assert (found["properties"], found["tags"], found["headings"], found["blocks"]) == (
        {},
        [],
        [],
        [],
    )
    assert [
        (link["raw"], link["kind"], link["line"], link["target"]) for link in found["links"]
    ] == [
        ("N.md#H", "canvas", 6, "N.md"),
        ("[[N|n]]", "wikilink", 12, "N.md"),
    ]


def test_what_cannot_be_read_says_why() -> None:
    assert seen(b"a\n\xff") == {
        "version": 1,
        "path": "N.md",
        "error": {"kind": "undecodable", "message": "byte 2 is not UTF-8"},
    }


def test_the_text_shows_the_same() -> None:
    lines = list(inspect_text(vault({"N.md": NOTE, "Other.md": ""}), "N.md"))
    assert lines[0] == "N.md"
    assert "    created: 2024-08-19" in lines
    assert "    done: true" in lines
    assert "    none:" in lines
    assert '    nested: {"deep": [1, "x"]}' in lines
    assert "    15:14  #GCData  (body)" in lines
    assert "    20:9  wikilink  Other#Nowhere  -> Other.md  no such anchor" in lines
    assert "    20:68  wikilink  gone  no such file" in lines


def test_the_text_calls_nothing_absent_that_is_there() -> None:
    files = {"N.md": "[[a.csv]] [[Gone]] [[{{title}}]]", "a.csv": "", ".Gone.md.icloud": ""}
    assert list(inspect_text(vault(files), "N.md"))[-3:] == [
        "    1:1  wikilink  a.csv  (not shown by Obsidian)",
        "    1:11  wikilink  Gone  (in the cloud only)",
        "    1:20  wikilink  {{title}}  (a template's)",
    ]
