"""Three ways: each state in the order of the design, and what becomes of it over time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.planning import Vaulted, row
from tests.vaults import page, workspace_of
from vaultsync.agreement import State, judge
from vaultsync.tracker.entries import Base, Kept

B, T, V = "not-started", "in-progress", "completed"


def kept(token, tracker=T):
    return Kept("a", "status", token, tracker, "2026-11-21")


@pytest.mark.parametrize(
    ("base", "vault", "foreign", "tracker", "decision", "state"),
    [
        # The tracker says nothing: nothing, whatever else is true.
        (None, {V}, False, None, None, State.NO_VALUE),
        (B, set(), True, None, None, State.NO_VALUE),
        # Vault and tracker agree, whatever was written last.
        (None, {T}, False, T, None, State.AGREED),
        (B, {T}, False, T, None, State.AGREED),
        (T, {T}, True, T, None, State.AGREED),
        # The vault has nothing: add; unless something of the user's has the name.
        (None, set(), False, T, None, State.ABSENT),
        (B, set(), False, T, None, State.ABSENT),
        (T, set(), False, T, None, State.ABSENT),
        (None, set(), True, T, None, State.FOREIGN),
        (B, set(), True, T, None, State.FOREIGN),
        # Nothing was written yet.
        (None, {V}, False, T, None, State.FIRST_MEETING),
        (None, {V, T}, False, T, None, State.FIRST_MEETING),
        # The tracker stands, the vault moved.
        (T, {V}, False, T, None, State.EDITED_HERE),
        (T, {V, T}, False, T, None, State.EDITED_HERE),
        # The vault stands, the tracker moved.
        (B, {B}, False, T, None, State.UPDATE),
        (B, {B, T}, False, T, None, State.UPDATE),
        # Both moved, apart.
        (B, {V}, False, T, None, State.CONFLICT),
        (B, {V, B}, False, T, None, State.CONFLICT),
        (B, {V, T}, False, T, None, State.CONFLICT),
        # A decision holds while the tracker stays, and only for the value it was made for.
        (B, {V}, False, T, kept(V), State.KEPT),
        (None, {V}, False, T, kept(V), State.KEPT),
        (T, {V}, False, T, kept(V), State.KEPT),
        (B, {V}, False, T, kept(V, "behind"), State.CONFLICT),
        (B, {"paused"}, False, T, kept(V), State.CONFLICT),
        (B, set(), False, T, kept(V), State.ABSENT),
        (B, {T}, False, T, kept(V), State.AGREED),
    ],
)
def test_each_state(base, vault, foreign, tracker, decision, state):
    assert judge(base, vault, foreign, tracker, decision) is state


tokens = st.sampled_from([None, B, T, V, "paused"])


@given(base=tokens, vault=st.frozensets(st.sampled_from([B, T, V])), tracker=tokens)
def test_only_ours_is_ever_written_over(base, vault, tracker):
    """What is written unasked stands on nothing, or on what was written last."""
    state = judge(base, vault, False, tracker)
    if state in (State.ABSENT, State.UPDATE):
        assert vault <= {base, tracker}
    if vault and not vault <= {base, tracker}:
        assert state in (
            State.NO_VALUE, State.FIRST_MEETING, State.EDITED_HERE, State.CONFLICT
        )  # fmt: skip


NOTE = """---
status: {status}
tags: [{tags}]
---
# Mission 3.1b
The text of the action.
"""


def test_property_and_tag_are_judged_alone():
    vault = Vaulted(
        {"Mission 3.1b.md": NOTE.format(status="Completed", tags="status/in-progress")},
        [row("3.1.b", "In Progress", "-")],
    )
    states = {(state.field, state.place): state for state in vault.fields("Mission 3.1b")}
    assert states["status", "property"].state is State.FIRST_MEETING
    assert states["status", "tag"].state is State.AGREED
    assert states["priority", "tag"].state is State.NO_VALUE
    assert vault.agreement("Mission 3.1b").state is State.FIRST_MEETING


def test_a_state_points_at_the_value_or_at_the_claim():
    text = NOTE.format(status="Completed", tags="x")
    vault = Vaulted({"Mission 3.1b.md": text}, [row("3.1.b", "In Progress", "2")])
    states = {(state.field, state.place): state for state in vault.fields("Mission 3.1b")}
    found = states["status", "property"]
    assert (text[found.start : found.end], found.raw) == ("Completed", "Completed")
    missing = states["status", "tag"]
    assert text[missing.start : missing.end] == "---"
    assert (missing.raw, missing.vault) == ("", None)


def test_a_section_has_tags_only():
    text = "# Mission 3.1b\nOne.\n#status/completed\n# Mission 3.1c\nTwo.\n"
    vault = Vaulted({"All.md": text}, [row("3.1.b", "In Progress", "Year 2")])
    assert [(state.field, state.place, state.vault) for state in vault.fields("Mission 3.1b")] == [
        ("status", "tag", "completed"),
        ("priority", "tag", None),
    ]


def test_an_action_without_a_row_is_not_in_the_snapshot():
    vault = Vaulted({"Mission 3.1b.md": NOTE.format(status="Completed", tags="")}, [])
    assert vault.agreement("Mission 3.1b").state is State.NOT_IN_SNAPSHOT
    assert vault.fields("Mission 3.1b")[0].vault == "completed"


def test_an_action_without_a_row_is_unlisted_once_every_row_was_read():
    vault = Vaulted(
        {"Mission 3.1b.md": NOTE.format(status="Completed", tags="")}, [], complete=True
    )
    assert vault.agreement("Mission 3.1b").state is State.UNLISTED


def test_a_doubtful_row_judges_nothing():
    vault = Vaulted(
        {"Mission 3.1b.md": NOTE.format(status="Completed", tags="")},
        [row("3.1.b", "In Progress", "2")],
        verdict="doubtful",
    )
    assert {state.state for state in vault.fields("Mission 3.1b")} == {State.DOUBTFUL}


def test_a_copy_with_tags_of_ours_is_held_like_the_home_and_one_without_is_not():
    files = {
        "Mission 3.1b.md": NOTE.format(status="In Progress", tags="status/in-progress"),
        "With.md": "# Mission 3.1b\nOne.\n#status/completed\n# Mission 3.1c\nTwo.\n",
        "Without.md": "# Mission 3.1b\nOne.\n#status/seedling\n# Mission 3.1c\nTwo.\n",
    }
    vault = Vaulted(
        files,
        [row("3.1.b", "In Progress", "2")],
        base=[Base("Mission 3.1b", "status", "completed")],
    )
    copies = vault.agreement("Mission 3.1b").copies
    assert [(claim.path, [state.state for state in states]) for claim, states in copies] == [
        ("With.md", [State.UPDATE])
    ]


def test_of_several_values_the_one_that_somebody_else_wrote_is_told():
    vault = Vaulted(
        {"Mission 3.1b.md": NOTE.format(status="", tags="status/completed, status/paused")},
        [row("3.1.b", "In Progress", "-")],
        base=[Base("Mission 3.1b", "status", "completed")],
    )
    states = {(state.field, state.place): state for state in vault.fields("Mission 3.1b")}
    found = states["status", "tag"]
    assert (found.state, found.vault) == (State.CONFLICT, "paused")


TEXT = "TBS will publish a road map for open data."
ROW = page((TEXT, "Data", "In Progress", "Year 2", "1.1.a"))
WRITTEN = [Base("Mission 1.1a", "status", "completed")]


@pytest.mark.parametrize(
    ("refused", "base", "unread"),
    [
        # What was written for the action may stand in a note that nobody can read.
        ("Other.md", WRITTEN, "Other.md"),
        ("Other.md", [], ""),
        # Of the notes in a folder that nobody can list not even the names are known.
        ("deep/", [], "deep/"),
        # These are the home of nothing.
        ("Templates/Other.md", WRITTEN, ""),
        ("Mission 1.1a (conflicted copy 2026-11-21).md", WRITTEN, ""),
    ],
)
def test_what_cannot_be_read_may_be_the_home_or_never(refused, base, unread):
    files = {
        ".obsidian/templates.json": '{"folder": "Templates"}',
        "Mission 1.1a.md": TEXT,
        **({} if refused.endswith("/") else {refused: TEXT}),
    }
    workspace = workspace_of(files, ROW, base=base, refused=[refused])
    assert len(list(workspace.vault.notes())) == 1  # all were tried, as in a large vault
    (side,) = workspace.sides
    (found,) = side.agreements
    assert found.unread == unread
    assert found.state is (State.DOUBTFUL if unread else State.ABSENT)
