"""Edits of properties: what is in the note before, what is asked for, the note after."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import NAMES, notes
from tests.obsidian.yaml.views import yaml_1_1, yaml_1_2
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.properties.edit import (
    AddItems,
    RefusedError,
    RemoveItems,
    RemoveProperty,
    ReplaceItem,
    SetProperty,
    add_items,
    edit_properties,
    remove_items,
    remove_property,
    replace_item,
    set_property,
)
from vaultsync.obsidian.scan import scan
from vaultsync.obsidian.yaml import reader
from vaultsync.text import apply_edits


def edited(text, *changes, **options):
    note = Note("note.md", text.encode())
    return apply_edits(note.text, edit_properties(note.text, note.frontmatter, changes, **options))


def block(text):
    return f"---\n{text}---\nbody\n"


SET = [
    ("status: a\n", "b", "status: b\n"),
    ("status:   a   # why\n", "b", "status:   b   # why\n"),
    ('status: "a"\n', "b", 'status: "b"\n'),
    ("status: 'a'\n", "it's", "status: 'it''s'\n"),
    ("status: a\n", "no", 'status: "no"\n'),
    ("status: a\n", "2024-08-13", 'status: "2024-08-13"\n'),
    ("status: a\n", "a: b", 'status: "a: b"\n'),
    ("status: a\n", "[[x]]", 'status: "[[x]]"\n'),
    ("status:\n", "b", "status: b\n"),
    ("status: \nx: 1\n", "b", "status: b \nx: 1\n"),
    ("status: # why\n", "b", "status: b # why\n"),
    ("Status: a\n", "b", "Status: b\n"),
    ('"status": a\n', "b", '"status": b\n'),
    ("status: 2\n", "Year 3", "status: Year 3\n"),
    ("status: a\n", 3, "status: 3\n"),
    ("status: a\n", True, "status: true\n"),
    ("status: a\n", None, "status:\n"),
    ("status: |\n  a\n  b\nx: 1\n", "c", "status: c\nx: 1\n"),
    ("status: a\n  b\nx: 1\n", "c", "status: c\nx: 1\n"),
    ('status: "a\n  b" # why\n', "c", 'status: "c" # why\n'),
    ("status: [a, b] # why\n", "c", "status: c # why\n"),
    ("status: # why\n  - a\n  - b\nx: 1\n", "c", "status: c # why\nx: 1\n"),
    ("status: a\n", ["b", "no"], 'status: [b, "no"]\n'),
    ("status: [a, 'b']\n", ["c"], "status: [c]\n"),
    ("status:\n- 'a'\n- 'b'\nx: 1\n", ["c", "d"], "status:\n- 'c'\n- 'd'\nx: 1\n"),
    ("status:\n- a\nx: 1\n", [], "status: []\nx: 1\n"),
    ("status:\nx: 1\n", ["a"], "status:\n  - a\nx: 1\n"),
    ("x: 1\n", "b", "x: 1\nstatus: b\n"),
    ("x: 1\n", ["b"], "x: 1\nstatus:\n  - b\n"),
    ("x:\n- 1\n", ["b"], "x:\n- 1\nstatus:\n- b\n"),
    ("x: 1\n\n# end\n", "b", "x: 1\nstatus: b\n\n# end\n"),
    ("x: 1 # one\n", "b", "x: 1 # one\nstatus: b\n"),
    ("x: |+\n  text\n\n", "b", "x: |+\n  text\n\nstatus: b\n"),
    ("x:\n  y:\n    - z\n", "b", "x:\n  y:\n    - z\nstatus: b\n"),
    ("  x: 1\n", "b", "  x: 1\n  status: b\n"),
    ("", "b", "status: b\n"),
    ("# only this\n", "b", "# only this\nstatus: b\n"),
]


@pytest.mark.parametrize(("before", "value", "after"), SET)
def test_a_property_is_set_in_place(before, value, after):
    assert edited(block(before), SetProperty("status", value)) == block(after)


@pytest.mark.parametrize(("before", "value", "after"), SET)
def test_with_crlf_and_a_mark_too(before, value, after):
    def crlf(text):
        return block(text).replace("\n", "\r\n")

    note = Note("note.md", b"\xef\xbb\xbf" + crlf(before).encode())
    edits = set_property(note.text, note.frontmatter, "status", value)
    assert apply_edits(note.text, edits) == crlf(after)


ADD = [
    ("tags:\n  - a\nx: 1\n", "tags:\n  - a\n  - new\nx: 1\n"),
    ("tags:\n- a\n", "tags:\n- a\n- new\n"),
    ("tags:\n    -   a\n", "tags:\n    -   a\n    -   new\n"),
    ("tags: # c\n  # d\n  - a # e\n  # f\n", "tags: # c\n  # d\n  - a # e\n  - new\n  # f\n"),
    ("tags:\n  - 'a'\n  - 'b'\n", "tags:\n  - 'a'\n  - 'b'\n  - 'new'\n"),
    ('tags:\n  - "a"\n  - b\n', 'tags:\n  - "a"\n  - b\n  - new\n'),
    ('tags:\n  - "#a"\n', 'tags:\n  - "#a"\n  - "#new"\n'),
    ("tags:\n  -\n  - \nx: 1\n", "tags:\n  -\n  - \n  - new\nx: 1\n"),
    ("tags:\n  -\n    a\nx: 1\n", "tags:\n  -\n    a\n  - new\nx: 1\n"),
    ("tags: [a, b]\n", "tags: [a, b, new]\n"),
    ("tags: [ a ] # c\n", "tags: [ a, new ] # c\n"),
    ("tags: [a,b]\n", "tags: [a,b, new]\n"),
    ('tags: ["a"]\n', 'tags: ["a", "new"]\n'),
    ("tags: [a, ]\n", "tags: [a, new, ]\n"),
    ("tags: []\n", "tags: [new]\n"),
    ("tags: [ ]\n", "tags: [new ]\n"),
    ("tags: [\n  a, # one\n  b # two\n]\n", "tags: [\n  a, # one\n  b, # two\n  new\n]\n"),
    ("tags: [\n  a,\n  b,\n  ]\n", "tags: [\n  a,\n  b,\n  new,\n  ]\n"),
    ("tags: [a,\n  b]\n", "tags: [a,\n  b,\n  new]\n"),
    ("tags: [\n  a, b\n]\n", "tags: [\n  a, b, new\n]\n"),
    ("tags: a\n", "tags: [a, new]\n"),
    ("tags: a # c\n", "tags: [a, new] # c\n"),
    ('tags: "a"\n', 'tags: ["a", "new"]\n'),
    ("tags: 2024\n", "tags: [2024, new]\n"),
    ("tags: >-\n  a\nx: 1\n", 'tags: ["a", new]\nx: 1\n'),
    ("tags:\nx: 1\n", "tags:\n  - new\nx: 1\n"),
    ("tags: # none yet\n", "tags: # none yet\n  - new\n"),
    ("tags: ~\n", "tags: [new]\n"),
    ("tags: ''\n", "tags: ['new']\n"),
    ("TAGS: [a]\n", "TAGS: [a, new]\n"),
    ("x: [a]\n", "x: [a]\ntags:\n  - new\n"),
    ("tags: [a, New]\n", "tags: [a, New]\n"),
    ("tags: ['#new']\n", "tags: ['#new']\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), ADD)
def test_an_item_is_added_in_the_style_of_its_list(before, after):
    assert edited(block(before), AddItems("tags", ["new"])) == block(after)


def had_a_list(before):
    scalar = before.startswith(("tags: a", 'tags: "a', "tags: 2", "tags: >", "tags: ~", "tags: ''"))
    return "tags:" in before.lower() and not scalar


@pytest.mark.parametrize("before", [before for before, _ in ADD if had_a_list(before)])
def test_what_was_added_is_removed_without_a_trace(before):
    new = ["status/x", "no", "a: b"]
    there = edited(block(before), AddItems("tags", new))
    assert there != block(before)
    assert edited(there, RemoveItems("tags", new)) == block(before)


REMOVE = [
    ("tags:\n  - a\n  - old\n  - b\n", "tags:\n  - a\n  - b\n"),
    ("tags:\n  - old # c\n  # d\n  - b\n", "tags:\n  # d\n  - b\n"),
    ("tags:\n- 'OLD'\nx: 1\n", "tags:\nx: 1\n"),
    ("tags:\n  - a\n  -\n    old\n  - b\n", "tags:\n  - a\n  - b\n"),
    ("tags:\n  - a\n\n  # c\n  - old\n", "tags:\n  - a\n\n  # c\n"),
    ("tags:\n  - old\n  - a\n  - '#old'\n", "tags:\n  - a\n"),
    ("tags: [old]\n", "tags: []\n"),
    ("tags: [old, a]\n", "tags: [a]\n"),
    ("tags: [a, old, b]\n", "tags: [a, b]\n"),
    ("tags: [a, old]\n", "tags: [a]\n"),
    ("tags: [ a, old ]\n", "tags: [ a ]\n"),
    ("tags: [a, old,]\n", "tags: [a,]\n"),
    ("tags: [old,]\n", "tags: []\n"),
    ("tags: [\n  old,\n  a\n]\n", "tags: [\n  a\n]\n"),
    (
        "tags: [\n  a, # one\n  old, # two\n  b # three\n]\n",
        "tags: [\n  a, # one\n  b # three\n]\n",
    ),
    ("tags: [\n  a, # one\n  old # two\n]\n", "tags: [\n  a # one\n]\n"),
    ("tags: [a, # one\n  old]\n", "tags: [a # one\n  ]\n"),
    ("tags: [a,\n  old, b]\n", "tags: [a, b]\n"),
    ("tags: old # c\n", "tags: # c\n"),
    ("tags: [a, old]\nx: [old]\n", "tags: [a]\nx: [old]\n"),
    ("tags: [a]\n", "tags: [a]\n"),
    ("x: 1\n", "x: 1\n"),
]


@pytest.mark.parametrize(("before", "after"), REMOVE)
def test_an_item_is_removed(before, after):
    assert edited(block(before), RemoveItems("tags", ["old"])) == block(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [old]\nx: 1\n", "x: 1\n"),
        ("x: 1\ntags:\n  - old\n", "x: 1\n"),
        ("tags: old\n", ""),
        ("tags: [old, a]\n", "tags: [a]\n"),
        ("tags: []\n", "tags: []\n"),
    ],
)
def test_the_key_goes_with_its_last_item_if_that_is_asked_for(before, after):
    assert edited(block(before), RemoveItems("tags", ["old"], drop_key=True)) == block(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, old] # c\n", "tags: a # c\n"),
        ("tags: ['#a', old]\n", "tags: '#a'\n"),
        ("tags:\n  - a\n  - old\nx: 1\n", "tags: a\nx: 1\n"),
        ("tags: [a, b, old]\n", "tags: [a, b]\n"),
        ("tags: [a]\n", "tags: [a]\n"),
    ],
)
def test_a_list_becomes_the_single_value_it_was_if_that_is_asked_for(before, after):
    assert edited(block(before), RemoveItems("tags", ["old"], unlist=True)) == block(after)


def test_a_number_is_taken_out_by_its_text():
    assert edited(block("p: 03 # c\n"), RemoveItems("p", ["3"])) == block("p: # c\n")
    assert edited(block("p: 3\n"), RemoveItems("p", ["3"], drop_key=True)) == block("")
    assert edited(block("p: [3, '3']\n"), RemoveItems("p", ["3"])) == block("p: [3]\n")
    assert edited(block("p: [3, a]\n"), RemoveItems("p", ["3"])) == block("p: [a]\n")
    assert edited(block("p: [3]\n"), AddItems("p", ["3"])) == block('p: [3, "3"]\n')
    assert edited(block("p: true\n"), RemoveItems("p", ["1"])) == block("p: true\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, old, b]\n", "tags: [a, new, b]\n"),
        ("tags:\n  - 'old' # c\n", "tags:\n  - 'new' # c\n"),
        ('tags:\n  - "#old"\n', 'tags:\n  - "#new"\n'),
        ("tags: old\n", "tags: new\n"),
        ("tags: [old, new]\n", "tags: [new]\n"),
        ("tags: [a, OLD, old]\n", "tags: [a, new]\n"),
    ],
)
def test_an_item_is_replaced_where_it_stands(before, after):
    assert edited(block(before), ReplaceItem("tags", "old", "new")) == block(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nstatus: x # c\nb: 2\n", "a: 1\nb: 2\n"),
        ("status:\n  - x\n  - y\nb: 2\n", "b: 2\n"),
        ("# above\nstatus: |\n  x\n\nb: 2\n", "# above\n\nb: 2\n"),
        ("a: 1\nstatus: [\n x\n]\n", "a: 1\n"),
        ("status:\n", ""),
        ("a: 1\n", "a: 1\n"),
    ],
)
def test_a_property_is_removed(before, after):
    assert edited(block(before), RemoveProperty("status")) == block(after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "---\nstatus: b\n---\n"),
        ("text", "---\nstatus: b\n---\ntext"),
        ("\r\ntext\r\n", "---\r\nstatus: b\r\n---\r\n\r\ntext\r\n"),
        ("---\n---", "---\nstatus: b\n---"),
        ("---\na: 1\n---", "---\na: 1\nstatus: b\n---"),
        ("---\na: 1\r\n---", "---\na: 1\r\nstatus: b\r\n---"),
        ("---\r\n---\n", "---\r\nstatus: b\r\n---\n"),
    ],
)
def test_frontmatter_is_made_where_there_is_none(text, after):
    assert edited(text, SetProperty("status", "b")) == after


@pytest.mark.parametrize("text", ["", "text", "\n\ntext\r\n", "# H\n---\na: b\n---\n"])
def test_frontmatter_that_was_made_goes_without_a_trace(text):
    made = edited(text, SetProperty("status", "x"), AddItems("tags", ["a", "b"]))
    assert Note("n.md", made.encode()).properties.values == {"status": "x", "tags": ["a", "b"]}
    gone = [RemoveProperty("status"), RemoveItems("tags", ["a", "b"], drop_key=True)]
    assert edited(made, *gone, drop_block=True) == text


def test_several_changes_are_one_plan():
    before = block("status: a # c\ntags: [x, y]\npriority:\n")
    changes = [
        SetProperty("status", "In Progress"),
        SetProperty("priority", "Year 3"),
        ReplaceItem("tags", "y", "status/in-progress"),
        AddItems("tags", ["priority/year-3"]),
        SetProperty("action_id", "3.1.b"),
        RemoveProperty("absent"),
    ]
    note = Note("n.md", before.encode())
    edits = edit_properties(note.text, note.frontmatter, changes)
    assert [note.text[edit.start : edit.end] for edit in edits] == ["a", "y", "", ""]
    assert apply_edits(note.text, edits) == block(
        "status: In Progress # c\ntags: [x, status/in-progress, priority/year-3]\n"
        'priority: Year 3\naction_id: "3.1.b"\n'
    )


def test_changes_that_undo_each_other_are_no_edits():
    note = Note("n.md", block("tags: [x]\na: 1\n").encode())
    changes = [
        AddItems("tags", ["y"]),
        SetProperty("a", 2),
        RemoveItems("tags", ["y"]),
        SetProperty("a", 1),
    ]
    assert edit_properties(note.text, note.frontmatter, changes) == []


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ('{"tags": "a"}\n', "JSON"),
        ("x: &a 1\n", "anchor"),
        ("x: &a 1\ny: *a\n", "anchor"),
        ("<<: {a: 1}\n", "merge key"),
        ("x: !!str 1\n", "explicit tag"),
        ("x:\t1\n", "tabs"),
        ("x: 1\nx: 2\n", "second time"),
        ("x: 1\n...\n", "document mark"),
        ("x: [\n", "never closed"),
        ("x: a: b\n", "needs quotes"),
        ("- x\n", "not made of keys"),
        ("created: {{date}}\n", "key that is not a text"),
        ("? x\n: 1\n", "explicit key"),
        ("tags: {a: b}\n", "mapping"),
        ("Tags: a\ntags: b\n", "both there"),
        ("x: a\x07\n", "control characters"),
    ],
)
@pytest.mark.parametrize(
    "change", [SetProperty("tags", "b"), AddItems("tags", ["b"]), SetProperty("tags", ["b"])]
)
def test_what_cannot_be_edited_safely_is_refused_with_the_reason(before, reason, change):
    with pytest.raises(RefusedError, match=reason):
        edited(block(before), change)


@pytest.mark.parametrize("written", ["a, b", "'a, b' # why", '"#a, #b"', "a b", ">-\n  a\n  b"])
def test_several_tags_in_one_text_are_made_no_list_of_one_item(written):
    # None of them was a tag (release note 1.9.0), and older versions read them all.
    with pytest.raises(RefusedError, match=r"one text.*F505"):
        edited(block(f"Tags: {written}\n"), AddItems("tags", ["new"]))


def test_one_text_may_hold_what_it_likes_elsewhere():
    assert edited(block("aliases: a, b\n"), AddItems("aliases", ["c"])) == block(
        'aliases: ["a, b", c]\n'
    )
    assert edited(block("tags: a.b\n"), AddItems("tags", ["c"])) == block("tags: [a.b, c]\n")


def test_a_block_that_is_never_closed_gets_no_second_one():
    with pytest.raises(RefusedError, match="never closed"):
        edited("---\na: 1\n", SetProperty("status", "b"))


def test_an_item_that_is_not_there_is_not_replaced():
    with pytest.raises(RefusedError, match="is not in"):
        edited(block("tags: [a]\n"), ReplaceItem("tags", "old", "new"))


@pytest.mark.parametrize("comment", ["  # why\n", "  # why\n\n"])
def test_a_comment_is_not_left_to_the_text_before_it(comment):
    with pytest.raises(RefusedError, match="without changing more"):
        edited(block(f"status: |\n  text\ntitle: a\n{comment}"), RemoveProperty("title"))


def test_half_a_character_is_refused():
    with pytest.raises(RefusedError, match="UTF-8"):
        set_property("", None, "status", "\ud83d")


def test_each_change_has_a_function_of_its_own():
    text, span = "---\ntags: [a]\n---\n", (4, 14)
    assert apply_edits(text, add_items(text, span, "tags", ["b"])) == "---\ntags: [a, b]\n---\n"
    assert apply_edits(text, remove_items(text, span, "tags", ["a"])) == "---\ntags: []\n---\n"
    assert apply_edits(text, replace_item(text, span, "tags", "a", "b")) == "---\ntags: [b]\n---\n"
    assert apply_edits(text, remove_property(text, span, "tags")) == "---\n---\n"
    assert apply_edits(text, remove_property(text, span, "tags", drop_block=True)) == ""


words = st.sampled_from(["new", "no", "012", "a: b", "#x", "[[x]]", "it's", "2024-08-13", " lead"])
texts = words | st.text(max_size=8)
names = st.sampled_from([*NAMES, "new key", "no", "x: y"])
changes = st.one_of(
    st.builds(SetProperty, names, texts | st.none() | st.integers(0, 99) | st.lists(texts)),
    st.builds(RemoveProperty, names),
    st.builds(AddItems, names, st.lists(texts, max_size=3)),
    st.builds(RemoveItems, names, st.lists(texts | st.sampled_from(["a", "#b"])), st.booleans()),
)


def known(reading, text):
    """The block's values as another reader sees them; dates and 1.1's words are not ours."""
    start, end = scan(text)[0][:2]
    return reading(text[start:end]) or {}


@settings(max_examples=150)
@given(notes(), changes)
def test_exactly_the_asked_for_value_changes(note, change):
    text, span = note
    try:
        edits = edit_properties(text, span, [change])
    except RefusedError as error:
        # Nothing is refused here but a mapping, a block scalar that keeps its last lines,
        # what would leave a comment to the block scalar before it, and tags that are a sentence.
        left_to_it = re.search(r": [|>]", text) and "  # between" in text
        sentence = change.name == "tags" and "is one text" in str(error)
        assert "inner: 1" in text or "|+" in text or left_to_it or sentence
        return
    assert all(span[0] <= edit.start <= edit.end <= span[1] for edit in edits)
    after = apply_edits(text, edits)
    assert scan(after)[0][2] - len(after) == scan(text)[0][2] - len(text)
    for reading in (yaml_1_1, yaml_1_2):
        old, new = known(reading, text), known(reading, after)
        names = [name for name in old if name != change.name]
        assert [name for name in new if name != change.name] == names
        assert all(repr(new[name]) == repr(old[name]) for name in names)
        if isinstance(change, SetProperty):
            assert new[change.name] == change.value
        elif isinstance(change, AddItems) and reading is yaml_1_2 and change.name != "tags":
            assert all(item in (new.get(change.name) or []) for item in change.items)
        elif isinstance(change, RemoveProperty):
            assert change.name not in new


@settings(max_examples=150)
@given(notes(), st.sampled_from(NAMES), st.lists(texts, min_size=1, max_size=3, unique=True))
def test_adding_and_removing_is_nothing(note, name, items):
    text, span = note
    properties = Note("n.md", text.encode()).properties
    before = properties.property(name)
    held = [] if before is None else before.value
    if before is not None and before.node.style not in ("block", "flow", "empty"):
        return  # a single value becomes a list, and nothing tells that list from another
    if isinstance(held, dict):
        return
    try:
        edits = add_items(text, span, name, items)
    except RefusedError:
        assert "|+" in text
        return
    added = apply_edits(text, edits)
    new = Note("n.md", added.encode())
    mine = [item for item in new.properties.get(name) or [] if item not in (held or [])]
    back = remove_items(added, new.frontmatter, name, mine, drop_key=before is None)
    assert apply_edits(added, back) == text


@given(st.text() | st.text("-ab: \n[]{}\"'#&*!|>?%\t,", max_size=40), changes)
def test_no_text_raises_anything_but_a_refusal(text, change):
    note = Note("n.md", f"---\n{text}\n---\n".encode())
    for body, span in ((note.text, note.frontmatter), (text, scan(text)[0] and scan(text)[0][:2])):
        try:
            edits = edit_properties(body, span, [change])
        except RefusedError:
            continue
        apply_edits(body, edits)


@pytest.mark.parametrize("before", ["tags:\n{}", "tags:\n{}  - x\n"])
def test_thousands_of_equal_items_in_block_style_are_one_step(before, monkeypatch):
    readings = counted_readings(monkeypatch)
    text = block(before.format("  - old\n" * 4000))
    after = "  - x\n" if "x" in before else ""
    assert edited(text, RemoveItems("tags", ["old"])) == block(f"tags:\n{after}")
    assert edited(text, ReplaceItem("tags", "old", "new")) == block(f"tags:\n  - new\n{after}")
    assert len(readings) < 10


@pytest.mark.parametrize(
    ("between", "items"),
    [(", ", ["old"] * 4000), (",", ["old", "x"] * 2000), (",\n  ", ["old"] * 2000 + ["x"])],
)
def test_thousands_of_equal_items_between_brackets_are_a_few_steps(between, items, monkeypatch):
    readings = counted_readings(monkeypatch)
    text = block(f"tags: [{between.join(items)}]\n")
    after = edited(text, RemoveItems("tags", ["old"] * 4000))
    assert Note("n.md", after.encode()).properties.get("tags") == [x for x in items if x == "x"]
    after = edited(text, ReplaceItem("tags", "old", "new"))
    assert Note("n.md", after.encode()).properties.get("tags") == [
        "new",
        *(x for x in items if x == "x"),
    ]
    assert len(readings) < 40


def counted_readings(monkeypatch):
    read, readings = reader.read_full, []

    def counted(*place):
        readings.append(place)
        return read(*place)

    monkeypatch.setattr(reader, "read_full", counted)
    return readings


MANY = st.lists(st.sampled_from(["old", "'old'", "a", "b", '"#c"']), min_size=1, max_size=12)
GAPS = st.sampled_from([",", ", ", " , ", ",\n  ", ", # why\n  ", ",\n  # why\n  "])


@given(MANY, st.data())
def test_many_items_go_from_between_brackets_and_nothing_else(items, data):
    gaps = [data.draw(GAPS) for _ in items[1:]] + [data.draw(st.sampled_from(["", ",", "\n  "]))]
    flow = "".join(item + gap for item, gap in zip(items, gaps, strict=True))
    text = block(f"tags: [{flow}]\nx: 1\n")
    after = edited(text, RemoveItems("tags", ["old"]))
    left = [item.strip("'\"") for item in items if "old" not in item]
    note = Note("n.md", after.encode())
    assert (note.properties.get("tags") or []) == left
    assert note.properties.get("x") == 1
    assert edited(after, RemoveItems("tags", ["old"])) == after


@pytest.mark.parametrize(
    "text",
    [
        "text\r#tag",
        "---\rtags:\r  - x\r---\rbody\r",
        "---\r\ntags: a\rb: c\r\n---\r\nbody\r\n",
    ],
)
def test_lone_returns_are_refused_with_what_to_do(text):
    asked = AddItems("tags", ["new"])
    with pytest.raises(RefusedError, match=r"lone carriage return.*save the note with LF"):
        edited(text, asked)
