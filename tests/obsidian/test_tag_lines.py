"""Lines of tags under a paragraph: the note before, what is asked for, the note after."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.note import Note
from vaultsync.obsidian.tag_lines import TagChange, TagPlace, set_tags, tag_lines
from vaultsync.text import apply_edits

SEED = Path(__file__).parents[1] / "data" / "seeds" / "Mission 3 Enabling data-driven services.md"
OURS = "#status/in-progress #priority/year-3"
ADD = [TagChange((), "status/in-progress"), TagChange((), "priority/year-3")]
REMOVE = [TagChange(["status/in-progress"], None), TagChange(["priority/year-3"], None)]


def place(text, prose, prefix="", block_id=False):
    start = text.index(prose)
    section_end = text.find("\n# ", start) + 1 or len(text)
    return TagPlace(start, start + len(prose), prefix, block_id, section_end)


def changed(text, where, changes):
    return apply_edits(text, set_tags(text, Note("n.md", text.encode()).tags, where, changes))


@pytest.mark.parametrize(
    ("before", "prose", "prefix", "after"),
    [
        ("Prose", "Prose", "", f"Prose\n{OURS}"),
        ("Prose\n", "Prose", "", f"Prose\n{OURS}\n"),
        ("# H\nProse\n# I\n", "Prose", "", f"# H\nProse\n{OURS}\n# I\n"),
        ("Prose\n\nMore", "Prose", "", f"Prose\n{OURS}\n\nMore"),
        ("One\ntwo\n![a](b)\n![[c]]\n", "One\ntwo", "", f"One\ntwo\n{OURS}\n![a](b)\n![[c]]\n"),
        ("Prose  \r\n![[c]]\r\n", "Prose", "", f"Prose  \r\n{OURS}\r\n![[c]]\r\n"),
        ("a\r\nb\nProse\nc", "Prose", "", f"a\r\nb\nProse\n{OURS}\nc"),
        ("a\r\nProse", "Prose", "", f"a\r\nProse\r\n{OURS}"),
        ("> Prose\n> ![[c]]\n", "> Prose", "> ", f"> Prose\n> {OURS}\n> ![[c]]\n"),
        ("- Prose\n- b\n", "- Prose", "  ", f"- Prose\n  {OURS}\n- b\n"),
        ("Prose\n#mine\n", "Prose", "", f"Prose\n{OURS}\n#mine\n"),
    ],
)  # fmt: skip
def test_a_line_is_made_below_the_prose_and_removed_without_a_trace(before, prose, prefix, after):
    where = place(before, prose, prefix)
    assert changed(before, where, ADD) == after
    assert changed(after, where._replace(section_end=len(after)), REMOVE) == before


@pytest.mark.parametrize(
    ("before", "prose", "prefix", "after"),
    [
        ("Prose ^id", "Prose ^id", "", f"Prose ^id\n\n{OURS}"),
        ("Prose ^id\n", "Prose ^id", "", f"Prose ^id\n\n{OURS}\n"),
        ("Prose ^id\r\n![[c]]\r\n", "Prose ^id", "", f"Prose ^id\r\n\r\n{OURS}\r\n![[c]]\r\n"),
        ("Prose ^id\n\nMore\n", "Prose ^id", "", f"Prose ^id\n\n{OURS}\n\nMore\n"),
        ("Prose ^id\n#mine\n", "Prose ^id", "", f"Prose ^id\n\n{OURS}\n#mine\n"),
        ("Prose ^id\n# Next\n", "Prose ^id", "", f"Prose ^id\n\n{OURS}\n# Next\n"),
        ("Prose\n^id\n", "Prose\n^id", "", f"Prose\n^id\n\n{OURS}\n"),
        ("> Prose ^id\n\nMore", "> Prose ^id", "> ", f"> Prose ^id\n>\n> {OURS}\n\nMore"),
        ("- Prose ^id\n- b", "- Prose ^id", "  ", f"- Prose ^id\n\n  {OURS}\n- b"),
    ],
)
def test_a_blank_line_keeps_the_block_id_valid(before, prose, prefix, after):
    where = place(before, prose, prefix, block_id=True)
    assert changed(before, where, ADD) == after
    assert [block.id for block in Note("n.md", after.encode()).blocks] == ["id"]
    assert changed(after, where._replace(section_end=len(after)), REMOVE) == before


def test_prose_that_follows_is_not_joined_to_the_block_id():
    text = f"Prose ^id\n\n{OURS}\nmore prose\n"
    after = changed(text, place(text, "Prose ^id", block_id=True), REMOVE)
    assert after == "Prose ^id\n\nmore prose\n"


@pytest.mark.parametrize(
    ("line", "changes", "after"),
    [
        ("#s/a", [(["s/a"], "s/b")], "#s/b"),
        ("#S/A", [(["s/a"], "s/b")], "#s/b"),
        ("#s/a", [(["s/a"], "s/a")], "#s/a"),
        ("#S/A", [(["s/a"], "s/a")], "#S/A"),
        ("#s/a/", [(["s/a"], "s/b")], "#s/b"),
        ("#mine #s/a  #other ", [(["s/a"], "s/b")], "#mine #s/b  #other "),
        ("#mine #s/a #other", [(["s/a"], None)], "#mine #other"),
        ("#s/a   #mine", [(["s/a"], None)], "#mine"),
        ("#mine #s/a ", [(["s/a"], None)], "#mine "),
        ("#s/a #s/b #mine", [(["s/a", "s/b"], "s/c")], "#s/c #mine"),
        ("#s/a #p/1 #mine", [(["s/a"], None), (["p/1"], None)], "#mine"),
        ("#s/b #s/a", [(["s/a"], "s/b")], "#s/b"),
        ("#mine #s/a ", [(["s/a"], "s/a"), ([], "p/1")], "#mine #s/a #p/1 "),
        ("#s/a", [(["s/a"], None), ([], "p/1")], "#p/1"),
        ("#s/seedling", [([], "s/b")], "#s/b\n#s/seedling"),
        ("#mine", [(["s/a"], None)], "#mine"),
    ],
)
def test_only_the_tags_that_are_named_change(line, changes, after):
    text = f"Prose\n{line}\n\nmore\n"
    asked = [TagChange(*change) for change in changes]
    assert changed(text, place(text, "Prose"), asked) == f"Prose\n{after}\n\nmore\n"


def test_a_line_further_down_is_edited_where_it_stands():
    text = "Prose\n\nMore prose.\n\n#mine #status/a\n\nEnd #status/a.\n# Next\n#status/a\n"
    after = changed(text, place(text, "Prose"), [TagChange(["status/a"], "status/b")])
    assert after == text.replace("#mine #status/a", "#mine #status/b")


def test_lines_of_tags_are_those_that_hold_nothing_else():
    text = (
        "#first #line\nProse #in-prose\n  #indented\n> #quoted #two/\n#1984 #year\n"
        "```\n#code\n```\n- #item\n%% #comment %%\n# heading\n#a.b\n#a\t#b  \n"
    )
    lines = tag_lines(text, Note("n.md", text.encode()).tags, 0, len(text))
    assert [[word.name for word in line.words] for line in lines] == [
        ["first", "line"],
        ["indented"],
        ["quoted", "two"],
        ["a", "b"],
    ]
    assert text[lines[2].start : lines[2].end] == "> #quoted #two/"
    assert [text[word.start : word.end] for word in lines[2].words] == ["#quoted", "#two/"]


def test_only_lines_between_the_offsets_count():
    text = "#a\nProse\n#b\n# Next\n#c\n"
    tags = Note("n.md", text.encode()).tags
    lines = tag_lines(text, tags, text.index("Prose"), text.index("# Next"))
    assert [word.name for line in lines for word in line.words] == ["b"]


def test_the_seed_gains_one_line_below_each_text_and_loses_it_again():
    text = SEED.read_bytes().decode()
    note = Note(SEED.name, text.encode())
    starts = [heading.start for heading in note.headings] + [len(text)]
    for heading, section_end in zip(note.headings, starts[1:], strict=True):
        lines = text[heading.end : section_end].split("\n")
        prose = next(line for line in lines if line and not line.startswith("!"))
        start = text.index(prose, heading.end)
        where = TagPlace(start, start + len(prose), "", False, section_end)
        after = changed(text, where, ADD)
        assert after == text.replace(f"\n{prose}\n", f"\n{prose}\n{OURS}\n")
        where = where._replace(section_end=section_end + len(after) - len(text))
        assert changed(after, where, REMOVE) == text


line = st.sampled_from(
    ["Prose", "![[e]]", "", "#mine", "#mine #status/in-progress", "# H", "- x", "> q", "> #a"]
)


@given(
    st.lists(line, min_size=1, max_size=6, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_whatever_stands_around_it_keeps_its_bytes(rest, end, last):
    first = "The claim ^c" if last else "The claim"
    text = end.join([first, *rest])
    where = TagPlace(0, len(first), "", last, len(text))
    if "status/in-progress" in text:
        replaced = changed(text, where, [TagChange(["status/in-progress"], "status/done")])
        back = changed(
            replaced,
            where._replace(section_end=len(replaced)),
            [TagChange(["status/done"], "status/in-progress")],
        )
        assert back == text
        return
    after = changed(text, where, ADD)
    assert after.replace(f"{end}{end if last else ''}{OURS}", "", 1) == text
    back = changed(after, where._replace(section_end=len(after)), REMOVE)
    assert back == text or (last and rest[0] == "Prose")


@given(st.text("#ab/ \n>^-!["), st.data())
def test_no_text_raises(text, data):
    at = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=3, max_size=3)))
    where = TagPlace(at[0], at[1], data.draw(st.sampled_from(["", "> "])), True, at[2])
    for changes in (ADD, [TagChange(["a", "b"], "c")], [TagChange(["a"], None)]):
        changed(text, where, changes)


@pytest.mark.parametrize("text", ["P\n" + "#a #b\n" * 20_000, "P\n" + "#a " * 50_000])
def test_many_tags_take_linear_time(text):
    tags = Note("n.md", text.encode()).tags
    set_tags(text, tags, TagPlace(0, 1, "", False, len(text)), [TagChange(["a"], None)])


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("around", ["\r", "\r\n", "\n"])
def test_a_line_is_made_with_the_line_end_that_is_in_use_there(end, around):
    before = f"# H{around}Prose{end}![[e]]{around}# I{around}More"
    after = f"# H{around}Prose{end}{OURS}{end}![[e]]{around}# I{around}More"
    where = place(before, "Prose")._replace(section_end=before.index("# I"))
    assert changed(before, where, ADD) == after
    assert changed(after, where._replace(section_end=after.index("# I")), REMOVE) == before


def test_two_lone_line_ends_never_become_one():
    text = f"Prose\r\r{OURS}\nmore\n"
    assert changed(text, place(text, "Prose"), REMOVE) == "Prose\r\rmore\n"


def test_lines_of_tags_end_at_a_lone_return():
    text = "#a #b\rProse #c\r#d\r\n#e"
    lines = tag_lines(text, Note("n.md", text.encode()).tags, 0, len(text))
    assert [[word.name for word in line.words] for line in lines] == [["a", "b"], ["d"], ["e"]]
