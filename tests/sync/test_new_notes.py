"""Homes that are made: for actions that have only a section, and for rows without a place."""

import pytest

from tests.sync.planning import Vaulted, row
from vaultsync.obsidian.note import Note

SECTIONS = """# Mission 3.1b
The *text* of the action.
#status/in-progress #priority/year-3

# Mission 3.1c

Another [[action]], with 1. a number. ^id

#status/paused
"""
B = row("3.1.b", "In Progress", "Year 3")
C = row("3.1.c", "Completed", "-")


def made(plan):
    return {change.path: change.text for change in plan.changes if change.before is None}


def created(files=None, rows=(B, C), **options):
    vault = Vaulted(files or {"All.md": SECTIONS}, list(rows))
    return vault, vault.plan(create_notes=True, **options)


def test_an_action_that_has_only_a_section_gets_a_note_and_the_section_is_cleared():
    vault, plan = created(overwrite_local=True)
    assert (
        made(plan)["Mission 3.1b.md"]
        == """---
title: Mission 3.1b
up: "[[All]]"
tags:
  - status/in-progress
  - priority/year-3
status: In Progress
priority: Year 3
---
# Mission 3.1b
The *text* of the action.
"""
    )
    synced, _ = vault.synced(create_notes=True, overwrite_local=True)
    assert synced.text("All.md") == SECTIONS.replace(
        "#status/in-progress #priority/year-3\n", ""
    ).replace("^id\n\n#status/paused\n", "^id\n")
    assert synced.plan(create_notes=True).is_empty
    assert {agreement.state.value for agreement in synced.agreements} == {"agreed"}


def test_a_local_value_moves_with_its_action():
    vault, plan = created()
    note = made(plan)["Mission 3.1c.md"]
    assert "status: Paused" in note
    assert "status: Completed" not in note
    assert [left.action for left in plan.left] == ["Mission 3.1c"]
    synced, _ = vault.synced(create_notes=True)
    assert "#status/paused" not in synced.text("All.md")


@pytest.mark.parametrize(
    ("areas", "up"),
    [
        (["Mission 3.1.md"], "Mission 3.1"),
        (["Sub/Mission 3.1.md"], "Mission 3.1"),
        (["Sub/Mission 3.1.md", "Oth/Mission 3.1.md"], "All"),
        (["Mission 3.md"], "All"),
    ],
)
def test_above_a_new_note_is_that_of_its_area_else_the_one_its_text_came_from(areas, up):
    _, plan = created({"All.md": SECTIONS, **dict.fromkeys(areas, "Open government.\n")})
    assert f'up: "[[{up}]]"\n' in made(plan)["Mission 3.1b.md"]


def test_a_link_up_never_leads_to_another_note():
    _, plan = created({"Sub/All.md": SECTIONS, "All.md": ""})
    assert "up:" not in made(plan)["Mission 3.1b.md"]


def test_an_area_that_is_a_section_is_not_above_a_note():
    _, plan = created({"All.md": f"# Mission 3.1\nOpen government.\n\n{SECTIONS}"})
    assert 'up: "[[All]]"\n' in made(plan)["Mission 3.1b.md"]


def test_an_action_without_a_row_gets_a_note_too():
    _, plan = created({"All.md": SECTIONS.replace("#status/paused\n", "")}, [B])
    assert (
        made(plan)["Mission 3.1c.md"]
        == """---
title: Mission 3.1c
up: "[[All]]"
---
# Mission 3.1c
Another [[action]], with 1. a number.
"""
    )


def test_a_row_that_no_place_states_gets_a_note_with_its_text():
    text = "Do *this* & [that] #now: 100 % sure; 1. first"
    _vault, plan = created(rows=[B, C, row("4.2.d", "Completed", "1", text)])
    note = Note("x.md", made(plan)["Mission 4.2d.md"].encode())
    assert note.sections[0].paragraphs[0].text == text
    assert note.tags == ()
    assert note.properties.get("status") == "Completed"
    assert note.properties.get("up") is None
    assert {change.action for change in plan.base} >= {"Mission 4.2d"}


def test_a_row_without_an_id_is_refused_because_no_name_can_be_made():
    _, plan = created(rows=[B, C, row(None, "Completed", "1", "Some action.")])
    refused = [left for left in plan.left if left.action.startswith("~")]
    assert [left.reason for left in refused] == ["the row has no id to make a name from"]


def test_a_row_with_an_id_of_another_kind_is_refused_with_the_name_that_it_does_not_fit():
    _, plan = created(rows=[B, C, row("7", "Completed", "1", "Some action.")])
    (left,) = [left for left in plan.left if left.action == "7"]
    assert left.reason == "the row's id does not fit note-name (Mission {mission}.{area}{action})"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("Sub/Mission 4.2d.md", "there is a note of that name already: Sub/Mission 4.2d.md"),
        ("mission 4.2D.md", "there is a note of that name already: mission 4.2D.md"),
    ],
)
def test_a_name_is_never_given_twice(other, reason):
    files = {"All.md": SECTIONS, other: "# else\n"}
    vault = Vaulted(files, [B, C])
    missing = row("4.2.d", "Completed", "1")
    vault.alignment = vault.alignment._replace(missing=(missing,))
    plan = vault.plan(create_notes=True)
    assert reason in [left.reason for left in plan.left]
    assert not any("4.2" in path for path in made(plan))


def test_two_rows_of_one_name_make_one_note():
    vault = Vaulted({"All.md": SECTIONS}, [B, C])
    rows = (row("4.2.d", "Behind", "1"), row("4.2d", "Paused", "2"))
    vault.alignment = vault.alignment._replace(missing=rows)
    plan = vault.plan(create_notes=True)
    assert [path for path in made(plan) if "4.2" in path] == ["Mission 4.2d.md"]
    assert "status: Behind" in made(plan)["Mission 4.2d.md"]


@pytest.mark.parametrize(
    ("key", "template", "name"),
    [
        ("4.2.d", "Mission {mission}.{area}{action}", "Mission 4.2d"),
        ("4.2d", "Mission {mission}.{area}{action}", "Mission 4.2d"),
        ("C05.2.08", "{mission}-{area}-{action}", "C05-2-08"),
        ("OPS-17", "Control {action}", "Control OPS-17"),
        ("4.2", "Mission {mission}.{area}{action}", ""),
        ("4.2.d", "Fixed", ""),
        ("4.2.d", "{mission} {other}", ""),
        ("4/../x", "{action}", ""),
    ],
)
def test_names_are_made_by_a_template(key, template, name):
    vault = Vaulted({"All.md": SECTIONS}, [B, C, row(key, "Completed", "1")])
    from vaultsync.sync.decide import SyncOptions
    from vaultsync.sync.plan import make_plan

    plan = make_plan(
        vault.vault, vault.lock, vault.lock_bytes, (), vault.alignment.missing, vault.names,
        vault.vocabulary, SyncOptions("2026-11-21", create_notes=True, note_name=template),
    )  # fmt: skip
    assert list(made(plan)) == ([f"{name}.md"] if name else [])


def test_new_notes_go_into_their_folder():
    _, plan = created(new_note_folder="Actions/New/")
    assert list(made(plan)) == ["Actions/New/Mission 3.1b.md", "Actions/New/Mission 3.1c.md"]


def test_what_a_section_says_in_context_is_said_in_plain_words_elsewhere():
    text = SECTIONS.replace("The *text* of", "> The **text**[^1] of")
    _, plan = created({"All.md": text + "\n[^1]: A footnote.\n"})
    assert made(plan)["Mission 3.1b.md"].endswith("# Mission 3.1b\nThe text of the action.\n")


def test_tags_of_the_users_stay_where_they_are():
    text = SECTIONS.replace("#status/in-progress", "#status/seedling #mine")
    vault, plan = created({"All.md": text})
    assert "status" not in made(plan)["Mission 3.1b.md"].split("priority: ")[0].replace(
        "title", ""
    ).replace("priority/year-3", "")
    synced, _ = vault.synced(create_notes=True)
    assert "#status/seedling #mine\n" in synced.text("All.md")


def test_a_section_is_cleared_only_after_its_note_is_made():
    _, plan = created()
    clearing = next(change for change in plan.changes if change.path == "All.md")
    assert clearing.requires == {"Mission 3.1b.md", "Mission 3.1c.md"}
    assert [change.path for change in plan.changes][-1] == "All.md"


def test_the_base_waits_for_the_new_note():
    _, plan = created()
    needs = {(change.action, change.field): change.needs for change in plan.base}
    assert "Mission 3.1b.md" in needs["Mission 3.1b", "status"]


def test_a_doubtful_action_gets_no_note():
    vault = Vaulted({"All.md": SECTIONS}, [B, C], verdict="doubtful")
    plan = vault.plan(create_notes=True)
    assert made(plan) == {}
    assert {left.reason for left in plan.left} == {"its row is doubtful: decide that first"}


def test_nothing_is_made_unasked():
    vault = Vaulted({"All.md": SECTIONS}, [B, C, row("4.2.d", "Completed", "1")])
    assert made(vault.plan()) == {}
