import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads.anchors import OTHER, WHOLE, Anchors
from vaultsync.obsidian.leads.slugs import exporter_slugs, github_slugs, written
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import Vault

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent.parent / "data" / "obsidian-cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]
# The names that the cases have for rungs, where they differ from ours.
RUNGS = {"slugcrate": "exporter", "enveloppe-lower": "exporter", "enveloppe-strict": "exporter"}


def note(*headings, end=""):
    return Note("N.md", ("\n\ntext\n\n".join(headings) + end).encode())


def found(subpath, *headings):
    anchor = Anchors(note(*headings)).find(subpath)
    return anchor and (anchor.index, anchor.rung)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == "heading"]
)
def test_conformance(case):
    text = "\n\n".join("#" * level + " " + heading for level, heading in case["layout"])
    vault = Vault(MemoryFiles({"N.md": text.encode(), "s.md": f"[[N{case['text']}]]".encode()}))
    (use,) = vault.uses("s.md")
    assert use.checked
    if case["expect"] is None:
        assert use.broken_anchor
    else:
        index, rung = case["expect"]
        assert use.anchor[:3] == ("heading", RUNGS.get(rung, rung), index)


@pytest.mark.parametrize(
    ("subpath", "headings", "expected"),
    [
        ("#mission-31a", ["# [Mission 3.1a](Mission%203.1a.md)"], (0, "github")),
        ("#Mission 3.1a", ["# [Mission 3.1a](Mission%203.1a.md)"], (0, "rendered")),
        ("#mission-3.1a", ["# Mission 3.1a"], (0, "exporter")),
        ("#mission-3-1a", ["# Mission 3.1a"], (0, "exporter")),
        ("#donnees-and-services", ["# Données & services"], (0, "exporter")),
        ("#datadriven-services", ["# Data-driven services"], (0, "exporter")),
        ("#données--services", ["# Données & services"], (0, "github")),
        ("#Two%20words", ["# Two words"], (0, "decoded")),
        ("#two%2Dwords", ["# Two words"], (0, "decoded")),
        ("#Words", ["# *Words* ^id1"], (0, "rendered")),
        ("#Intro", ["# _Intro_"], (0, "rendered")),
        ("#2.4", ["# 24"], None),
        ("#24", ["# 2.4"], (0, "github")),
        ("#C# basics", ["# C# basics"], (0, "obsidian")),
        ("#C basics", ["# C# basics"], (0, "obsidian")),
        ("#A#C", ["# A", "### C"], (1, "obsidian")),
        ("#A#B#D", ["# A", "## B", "## X", "# A", "## B", "### C", "#### D"], (6, "obsidian")),
        ("#B#A", ["# A", "## B"], None),
        ("#A#B", ["# A", "# C", "## B"], None),
        ("#*A*#B", ["# A", "## B"], (1, "obsidian")),
        ("#A#B", ["# _A_", "## _B_"], (1, "rendered")),
        ("#A#B", ["# A", "## _B_"], (1, "rendered")),
        ("#a-b#c-d", ["# A b", "## C d"], None),
        ("#A", ["# A", "# A"], (0, "obsidian")),
        ("#a-1", ["# A", "# A"], (1, "github")),
        ("#Overview", ["Overview\n===="], (0, "obsidian")),
        ("#日本語", ["# 日本語"], (0, "obsidian")),
        ("#missing", ["# A"], None),
        ("#Caf\xe9", ["# Cafe\u0301"], (0, "obsidian")),
    ],
)
def test_the_ladder(subpath, headings, expected):
    assert found(subpath, *headings) == expected


def test_an_empty_subpath_is_the_note():
    anchors = Anchors(Note("N.md", b"---\na: 1\n---\nbody"))
    assert anchors.find("#") == WHOLE
    assert anchors.extent("#") == (13, 17)


def test_footnotes_are_not_checked():
    anchors = Anchors(note("text"))
    assert anchors.find("#[^1]") == OTHER
    assert anchors.extent("#[^1]") == (0, 0)


def test_what_else_a_subpath_fits_is_counted():
    parsed = Note("N.md", b"# A\n\n# a\n\none ^b\n\ntwo ^B\n\n# C\n")
    anchors = Anchors(parsed)
    found = {name: anchor.others for name in ("#A", "#^b", "#C") if (anchor := anchors.find(name))}
    assert found == {"#A": 1, "#^b": 1, "#C": 0}


def test_a_section_ends_at_the_next_heading_of_its_level():
    text = "# A\na\n## B\nb\n### C\nc\n## D\nd\n# E\ne"
    parsed = Note("N.md", text.encode())
    anchors = Anchors(parsed)
    extents = {
        name: text[slice(*extent)] for name in "ABCDE" if (extent := anchors.extent(f"#{name}"))
    }
    assert extents == {
        "A": "# A\na\n## B\nb\n### C\nc\n## D\nd\n", "B": "## B\nb\n### C\nc\n",
        "C": "### C\nc\n", "D": "## D\nd\n", "E": "# E\ne",
    }  # fmt: skip


def test_blocks_are_found_in_any_case():
    parsed = Note("N.md", b"one\n\ntext ^ABC-1\n\ntext ^a_b\n")
    anchor = Anchors(parsed).find("#^abc-1")
    assert anchor is not None
    assert (anchor.kind, anchor.rung, anchor.index) == ("block", "obsidian", 0)
    extent = Anchors(parsed).extent("#^abc-1")
    assert extent is not None
    assert parsed.text[slice(*extent)].startswith("text")
    assert Anchors(parsed).find("#^a_b") is None
    assert Anchors(parsed).find("#abc-1") is None
    assert Anchors(parsed).find("#Heading#^abc-1") is not None


def test_all_headings_of_a_name_are_told():
    parsed = Anchors(note("# A", "# B", "## A", "# A"))
    assert parsed.namesakes("#a") == (0, 2, 3)
    assert parsed.namesakes("#B#A") == (2,)
    assert parsed.namesakes("#X") == ()


def test_github_numbers_slugs_that_were_given_already():
    assert github_slugs(["A", "A", "A-1", "A"]) == ["a", "a-1", "a-1-1", "a-2"]
    assert github_slugs(["\U0001f340 A b", "x² & Y_z"]) == ["-a-b", "x--y_z"]


def test_exporters_have_several_slugs():
    assert set(exporter_slugs("Mission 3.1a")) == {"mission-3.1a", "mission-31a", "mission-3-1a"}
    assert exporter_slugs("!?") == ("!?",)


def test_links_to_headings_are_written_without_what_would_end_them():
    assert written("Minecraft: The [[Video]] | Game #1 ^x") == "Minecraft The Video Game 1 x"


def test_a_thousand_headings_of_one_name_are_told_apart():
    days = [f"# 2026-{day:04}\n## Notes" for day in range(2000)]
    anchors = Anchors(Note("Journal.md", "\n".join(days).encode()))
    for day in range(0, 2000, 2):
        anchor = anchors.find(f"#2026-{day:04}#Notes")
        assert anchor is not None
        assert anchor.index == 2 * day + 1


_words = st.text("Ab é#^%*_[](). -\n|:1", max_size=14)


@given(st.lists(_words, max_size=5), _words)
def test_no_text_makes_anchors_raise(headings, subpath):
    parsed = note(*(f"## {heading}" for heading in headings))
    extent = Anchors(parsed).extent("#" + subpath)
    if extent is not None:
        assert 0 <= extent.start <= extent.end <= len(parsed.text)


@given(st.lists(st.text("abcXY é&:.()!-_'1", min_size=1, max_size=10), min_size=1, max_size=5))
def test_obsidians_own_spelling_of_every_heading_is_found(headings):
    parsed = note(*(f"# {heading}" for heading in headings))
    for heading in parsed.headings:
        if heading.text:
            anchor = Anchors(parsed).find("#" + written(heading.text))
            assert anchor is not None
            assert anchor.rung == "obsidian" or not written(heading.text)


def test_a_heading_in_a_list_item_is_not_called_missing() -> None:
    note = Note("n.md", b"- # Plan\n- x\n")
    assert Anchors(note).find("#Plan") == OTHER
    assert Anchors(note).find("#Plane") is None
