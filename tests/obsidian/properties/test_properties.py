from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import NAMES, notes
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.properties.properties import read_properties

SEED = Path(__file__).parents[2] / "data" / "seeds" / "Mission 3 Enabling data-driven services.md"


def properties(block):
    return read_properties(f"---\n{block}---\n", (4, 4 + len(block)))


def test_the_seed_note():
    note = Note(SEED.name, SEED.read_bytes())
    found = note.properties
    assert found.values == {
        "title": "Mission 3 Enabling data-driven services",
        "created": "2024-08-13",
        "modified": "2024-08-19",
        "up": "[[Missions (ds2026)]]",
        "tags": ["ds2026_mission", "gcdata", "ds2026"],
    }
    assert [tag.name for tag in found.tags] == ["ds2026_mission", "gcdata", "ds2026"]
    assert [note.raw(link) for link in found.links] == ["[[Missions (ds2026)]]"]
    assert (found.problems, found.oddities, found.refusal, found.aliases) == ((), (), None, ())


def test_a_property_says_where_it_stands():
    text = "---\n\"Up\": '[[a]]' # c\nlist:\n  - x\n  -\nnone: \n---\n"
    found = read_properties(text, (4, len(text) - 4))
    up, items, none = found
    assert (up.name, text[up.key_start : up.key_end]) == ("Up", '"Up"')
    assert text[up.value_start : up.value_end] == "'[[a]]'"
    assert [text[a:b] for a, b in items.items] == ["x", ""]
    assert text[: none.value_start].endswith("none:")
    assert none.value_start == none.value_end


def test_names_are_found_in_whatever_case():
    found = properties("Status: a\nÉtat: b\n")
    assert found.get("status") == "a"
    assert found.property("STATUS").name == "Status"
    assert found.get("état") == "b"
    assert found.get("absent") is None
    assert found.property("absent") is None


def test_a_note_without_frontmatter_has_none():
    found = read_properties("text", None)
    assert (found.values, found.tags, found.links, found.problems) == ({}, (), (), ())
    assert found.refusal is None


@pytest.mark.parametrize("block", ["a: b: c\nup: '[[x]]'\n", "up: '[[x]]'\nup: 1\n", "- '[[x]]'\n"])
def test_a_block_with_a_problem_holds_nothing(block):
    found = properties(block)
    assert found.problems
    assert (found.values, found.links, found.oddities) == ({}, (), ())


@pytest.mark.parametrize(
    ("block", "aliases"),
    [
        ("aliases: [A, b c, 3]\n", ("A", "b c")),
        ("Aliases: one, name\n", ("one, name",)),
        ("aliases:\n", ()),
        ("aliases: ''\n", ()),
        ("alias: [x]\n", ()),
        ("aliases: {a: b}\n", ()),
    ],
)
def test_aliases(block, aliases):
    assert properties(block).aliases == aliases


@given(notes())
def test_every_span_slices_the_note_to_what_it_names(note):
    text, span = note
    for each in read_properties(text, span):
        assert each.name in text[each.key_start : each.key_end]
        source = text[each.value_start : each.value_end]
        assert source == source.strip()
        if isinstance(each.value, str) and source[:1] not in ("'", '"', "|", ">"):
            assert source == each.value
        if isinstance(each.value, list):
            assert len(each.items) == len(each.value)


@given(notes(), st.sampled_from([*NAMES, "TITLE", "Numéro", "absent", "first", "a"]))
def test_the_answer_does_not_depend_on_what_was_asked_before(note, name):
    text, span = note
    fresh, read = read_properties(text, span), read_properties(text, span)
    assert read.values is not None
    assert fresh.get(name) == read.get(name)
    assert fresh.problems == read.problems
    assert (fresh.property(name) is None) == (read.property(name) is None)


def test_a_key_is_found_however_yaml_spells_it():
    assert properties('"st\\u0061tus": a\n').get("status") == "a"
    assert properties("? date\n  created\n: a\n").get("date created") == "a"
