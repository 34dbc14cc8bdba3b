"""What cannot be written safely is left by itself; the rest of its note is written."""

from __future__ import annotations

import pytest

from tests.sync.planning import Vaulted, row
from vaultsync.obsidian.note import Note
from vaultsync.sync import check, note_edits, note_parts
from vaultsync.tracker.entries import Base

B = row("3.1.b", "In Progress", "Year 3")
C = row("3.1.c", "Completed", "Year 2")
D = row("3.1.d", "Paused", "Year 1")
TAGS = "#status/in-progress #priority/year-3\n"
C_TAGS = "#status/completed #priority/year-2\n"
D_TAGS = "#status/paused #priority/year-1\n"


def section(letter: str, *said: str) -> str:
    return "\n".join([f"# Mission 3.1{letter}", *said, ""])


def written(vault: Vaulted, path: str, **options: bool) -> str:
    """Return a note after a sync; a second sync must write nothing more."""
    after, plan = vault.synced(**options)
    again = after.plan(**options)
    assert again.changes == ()
    assert again.left == plan.left
    assert again.lock is None
    return after.text(path)


AWKWARD = [
    (["What it says. %%", "hidden %%"], "a comment goes on there"),
    (["What it says. <!--", "hidden -->"], "HTML or math goes on there"),
    (["What it says. <b", "title='x'>"], "HTML or math goes on there"),
    (["What it says ![of", "it](it.png)"], "a link goes on there: write it on one line"),
    (["What ![it ![says](x)", "of it](it.png)"], "a link goes on there: write it on one line"),
    (["What it says. $$", "x $$"], "HTML or math goes on there"),
]


@pytest.mark.parametrize(("said", "reason"), AWKWARD)
def test_an_awkward_paragraph_leaves_its_own_claim_alone(said: list[str], reason: str) -> None:
    text = "Intro.\n" + section("b", *said) + section("c", "And this.") + section("d", "That too.")
    vault = Vaulted({"All.md": text}, [B, C, D])
    assert written(vault, "All.md") == text.replace("And this.\n", "And this.\n" + C_TAGS).replace(
        "That too.\n", "That too.\n" + D_TAGS
    )
    (left,) = vault.plan().left
    assert (left.action, left.path) == ("Mission 3.1b", "All.md")
    assert left.reason == f"line 3: its tags cannot be written: {reason}"


MATH = "math may go on there: close its `$$` on its line, or give it lines of its own"


@pytest.mark.parametrize("later", ["More $$", "More $$ and $$ more", "More\n$$"])
def test_math_that_readers_may_end_elsewhere_is_not_parted(later: str) -> None:
    text = section("b", "What it says. $$", "x", "$$", "", later) + section("c", "And this.")
    vault = Vaulted({"All.md": text}, [B, C])
    assert written(vault, "All.md") == text.replace("And this.\n", "And this.\n" + C_TAGS)
    (left,) = vault.plan().left
    assert left.reason == f"line 3: its tags cannot be written: {MATH}"


def test_dollars_that_nothing_in_their_paragraph_may_close_are_no_math() -> None:
    text = section("b", "It costs $$ a lot.", "") + section("c", "This costs `$$` $$x$$.", "$$ y")
    after = written(Vaulted({"All.md": text}, [B, C]), "All.md")
    assert f"a lot.\n{TAGS}" in after
    assert f"$$ y\n{C_TAGS}" in after


ENDS = ["\r", "\n", "\r\n"]


@pytest.mark.parametrize("last", ENDS)
@pytest.mark.parametrize("end", ENDS)
def test_each_action_gets_its_own_tags_whatever_ends_its_lines(end: str, last: str) -> None:
    text = end.join(
        ["# Mission 3.1b", "What it says.", "", "# Mission 3.1c", f"And this.{last}It is.", "end"]
    )
    after = written(Vaulted({"All.md": text}, [B, C]), "All.md")
    note = Note("All.md", after.encode())
    b_tags, c_tags = TAGS.rstrip(), C_TAGS.rstrip()
    assert " ".join(f"#{tag.name}" for tag in note.tags) == f"{b_tags} {c_tags}"
    assert note.tags[1].end < note.headings[1].start < note.tags[2].start
    assert after == text.replace("says.", f"says.{end}{b_tags}") + end + c_tags


@pytest.mark.parametrize("text", ["What it says.\r#mine", "---\ra: 1\r---\rWhat it says.\r"])
def test_properties_of_lone_returns_are_left_with_what_to_do(text: str) -> None:
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    assert written(vault, "Mission 3.1b.md") == text
    (left,) = vault.plan().left
    assert left.reason == (
        "its properties cannot be edited: a line ends in a lone carriage return (CR), "
        "which is no line end of YAML: save the note with LF or CRLF line ends"
    )


def test_a_tag_that_would_stand_below_another_action_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def misplaced(text, tags, place, changes):  # type: ignore[no-untyped-def]
        end = len(text.rstrip())
        return set_tags(text, tags, place._replace(start=end, end=end), changes)

    set_tags = note_edits.set_tags
    text = section("b", "What it says.") + section("c", "And this.")
    vault = Vaulted({"All.md": text}, [B])
    monkeypatch.setattr(note_edits, "set_tags", misplaced)
    plan = vault.plan()
    assert plan.changes == ()
    (left,) = plan.left
    assert left.reason.endswith(
        "its tags would not all stand below it: priority/year-3, status/in-progress"
    )


def test_a_claim_that_would_say_something_else_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(note, heading):  # type: ignore[no-untyped-def]
        found = said_under(note, heading)
        return found._replace(text="another text") if TAGS in note.text else found

    said_under = check.said_under
    vault = Vaulted({"All.md": section("b", "What it says.") + section("c", "And this.")}, [B])
    monkeypatch.setattr(check, "said_under", elsewhere)
    plan = vault.plan()
    assert plan.changes == ()
    assert [each.reason for each in plan.left] == [
        "line 2: its tags cannot be written: what it says would change"
    ]


def test_an_awkward_paragraph_does_not_keep_the_properties_of_its_note() -> None:
    text = "---\nx: 1\n---\nWhat it says. %%\nhidden %%\n#status/not-started\n"
    base = [Base("Mission 3.1b", "status", "not-started")]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    assert written(vault, "Mission 3.1b.md") == text.replace(
        "x: 1\n",
        "x: 1\ntags:\n  - priority/year-3\nstatus: In Progress\npriority: Year 3\n",
    ).replace("#status/not-started", "#status/in-progress")


def test_whatever_else_makes_a_place_unsafe_leaves_that_place_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plainly = note_parts.unintended
    read = []

    def suspicious(change, old, new, below):  # type: ignore[no-untyped-def]
        read.append(change)
        bad = any(tag in new.decode() for tag in ("#status/paused", "#status/in-progress"))
        return "a heading would change" if bad else plainly(change, old, new, below)

    monkeypatch.setattr(note_parts, "unintended", suspicious)
    many = [row(f"3.1.{letter}", "Completed", "Year 2") for letter in "efghijklmnop"]
    text = "".join(section(each, "What it says.") for each in "bcdefghijklmnop")
    vault = Vaulted({"All.md": text}, [B, C, D, *many])
    after, plan = vault.synced()
    assert after.text("All.md").count(C_TAGS) == 13
    assert after.text("All.md").replace(C_TAGS, "") == text
    assert [(each.action, each.reason) for each in plan.left] == [
        ("Mission 3.1b", "line 2: its tags cannot be written: a heading would change"),
        ("Mission 3.1d", "line 6: its tags cannot be written: a heading would change"),
    ]
    assert len(read) < 20


def test_the_search_for_what_is_unsafe_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def never(change, old, new, below):  # type: ignore[no-untyped-def]
        read.append(change)
        return "a heading would change"

    monkeypatch.setattr(note_parts, "unintended", never)
    rows = [row(f"3.{number}.a", "Completed", "") for number in range(100)]
    text = "".join(f"# Mission 3.{number}a\nWhat it says.\n" for number in range(100))
    plan = Vaulted({"All.md": text}, rows).plan()
    assert plan.changes == ()
    assert len(plan.left) == 100
    assert len(read) <= 80


INVALID = "---\nstatus: a: b\ntags: [x\n---\n"


def test_frontmatter_that_cannot_be_read_keeps_no_section_from_being_written() -> None:
    text = INVALID + section("b", "What it says.") + section("c", "And this.")
    vault = Vaulted({"All.md": text}, [B, C])
    assert written(vault, "All.md") == INVALID + section(
        "b", "What it says.", TAGS.rstrip()
    ) + section("c", "And this.", C_TAGS.rstrip())
    assert vault.plan().left == ()


def test_it_keeps_no_tag_in_the_body_of_a_note_from_being_written() -> None:
    text = INVALID + "What it says.\n#status/not-started #priority/year-3\n"
    base = [
        Base("Mission 3.1b", "status", "not-started"),
        Base("Mission 3.1b", "priority", "year-3"),
    ]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    assert written(vault, "Mission 3.1b.md") == text.replace("not-started", "in-progress")
    (left,) = vault.plan().left
    assert left.action == "Mission 3.1b"
    assert left.reason.startswith("its properties cannot be edited: line 2: ")


def test_several_tags_in_one_text_are_left_and_the_properties_written() -> None:
    text = "---\ntags: project, data\n---\nWhat it says.\n"
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    assert written(vault, "Mission 3.1b.md") == text.replace(
        "data\n", "data\nstatus: In Progress\npriority: Year 3\n"
    )
    (left,) = vault.plan().left
    assert left.reason == (
        "its tags cannot be written: `tags` is one text, 'project, data', and no tag: "
        "make it a list (F505)"
    )
    # Once the user has made it a list, the tags follow.
    synced, _ = vault.synced()
    mended = synced.moved(
        files={"Mission 3.1b.md": text.replace("project, data", "[project, data]")}
    )
    assert "tags: [project, data, status/in-progress, priority/year-3]" in written(
        mended, "Mission 3.1b.md"
    )


def test_a_property_that_cannot_be_set_keeps_nothing_else_from_being_written() -> None:
    text = "---\nstatus: {a: b}\n---\nWhat it says.\n"
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    assert written(vault, "Mission 3.1b.md") == text.replace(
        "b}\n", "b}\ntags:\n  - status/in-progress\n  - priority/year-3\npriority: Year 3\n"
    )


def test_what_was_left_is_written_when_it_can_be_and_never_taken_for_the_user_s() -> None:
    text = "---\ntags: [status/not-started]\nstatus: Not Started\n---\nWhat it says.\n"
    base = [Base("Mission 3.1b", "status", "not-started")]
    row_ = row("3.1.b", "In Progress", "")
    awkward = text.replace("tags: [status/not-started]", "tags: [status/not-started] # why\t")
    vault = Vaulted({"Mission 3.1b.md": awkward}, [row_], base=base)
    after, _ = vault.synced()
    mended = after.moved(files={"Mission 3.1b.md": text})
    assert written(mended, "Mission 3.1b.md") == text.replace("not-started", "in-progress").replace(
        "Not Started", "In Progress"
    )


def test_a_time_that_cannot_be_written_keeps_nothing_else_from_being_written() -> None:
    options = {"modified_property": "modified", "time": "2026-11-21T20:55:58Z"}
    text = "---\nmodified: {a: b}\n---\n" + section("b", "What it says.")
    vault = Vaulted({"All.md": text + section("c", "And this. %%", "x %%")}, [B, C])
    after, plan = vault.synced(**options)
    assert TAGS in after.text("All.md")
    assert [each.action for each in plan.left] == ["Mission 3.1c", ""]
    assert plan.left[1].reason.startswith("modified stays as it is: ")


def test_a_note_of_which_all_is_left_gets_no_time() -> None:
    options = {"modified_property": "modified", "time": "2026-11-21T20:55:58Z"}
    vault = Vaulted({"All.md": section("b", "What it says. %%", "x %%") + "# More\n"}, [B])
    assert vault.plan(**options).changes == ()


@pytest.mark.parametrize("between", [" ", "\n"])
def test_very_many_tags_of_one_kind_become_one(between: str) -> None:
    text = section("b", "What it says.", between.join(["#status/not-started"] * 20_000))
    base = [Base("Mission 3.1b", "status", "not-started")]
    vault = Vaulted({"All.md": text + section("c", "And this.")}, [B], base=base)
    after, plan = vault.synced()
    assert plan.left == ()
    tags = TAGS.replace(" ", between).rstrip()
    assert after.text("All.md") == section("b", "What it says.", tags) + section("c", "And this.")
