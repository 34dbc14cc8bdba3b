from __future__ import annotations

import pytest

from tests.match.seeds import aligned, claims_of, rows_of, snapshot_of, verdicts
from tests.match.test_claims import OTHER, TEXT, THIRD
from vaultsync.match.pairing.alignment import Alignment
from vaultsync.match.pairing.candidates import candidates
from vaultsync.match.rows.decisions import (
    Decision,
    DecisionError,
    action_named,
    decided,
    forgotten,
    row_named,
)
from vaultsync.tracker.entries import Identity
from vaultsync.tracker.model import Row
from vaultsync.tracker.model import snapshot_of as as_snapshot

DAY = "2026-11-21"
ROWS = rows_of(TEXT, OTHER, THIRD)
FILES = {"Mission 1.1a.md": TEXT, "Mission 1.1b.md": OTHER, "Plans/Weather.md": THIRD}


@pytest.fixture
def alignment() -> Alignment:
    snapshot = snapshot_of(*ROWS)
    return aligned(claims_of(FILES, snapshot), snapshot)


@pytest.mark.parametrize(
    "name", ["Mission 1.1a", "mission 1.1A", "1.1.a", "1.1a", "Mission 1.1a.md", ROWS[0].key]
)
def test_an_action_goes_by_its_label_its_note_or_its_row(name: str, alignment: Alignment) -> None:
    assert action_named(name, alignment).action == "Mission 1.1a"


def test_a_note_without_label_goes_by_its_name_and_its_path(alignment: Alignment) -> None:
    for name in ("Weather", "Plans/Weather.md"):
        assert action_named(name, alignment).action == "Weather"


def test_an_unknown_action(alignment: Alignment) -> None:
    with pytest.raises(DecisionError) as caught:
        action_named("Mission 1.1d", alignment)
    assert caught.value.remedy.startswith("Did you mean Mission 1.1")
    with pytest.raises(DecisionError, match="no action"):
        action_named("", alignment)


def test_a_row_goes_by_its_key_or_its_beginning_with_or_without_the_tilde() -> None:
    key = ROWS[0].key
    for name in (key, key[:4], key[1:4], key.upper(), f" {key} "):
        assert row_named(name, ROWS) == ROWS[0]


def test_a_row_goes_by_its_id_however_it_is_spelled() -> None:
    rows = [Row(each, each, "") for each in ("3.1.a", "3.1.b", "3.10", "3.1")]
    assert row_named("3.1b", rows).id == "3.1.b"
    assert row_named("3.1", rows).id == "3.1"  # whole before the beginning of others
    with pytest.raises(DecisionError) as caught:
        row_named("3.", rows[:3])
    assert "3 rows" in caught.value.message
    assert "3.1.a" in caught.value.detail


@pytest.mark.parametrize("name", ["", "~", "zz", "~zz"])
def test_an_unknown_row(name: str) -> None:
    with pytest.raises(DecisionError):
        row_named(name, ROWS)


def test_accepting_takes_the_place_of_what_was_settled_before() -> None:
    before = (
        Identity("Mission 1.1a", ROWS[1].key, OTHER, "2026-01-01", "certain"),
        Identity("mission 1.1.a", ROWS[2].key, THIRD, "2026-01-01", "accepted"),
        Identity("Mission 1.1a", ROWS[0].key, TEXT, "2026-01-01", "rejected"),
        Identity("Mission 1.1b", ROWS[0].key, TEXT, "2026-01-01", "certain"),
        Identity("Mission 1.1c", ROWS[2].key, THIRD, "2026-01-01", "rejected"),
    )
    after = decided(before, [Decision("Mission 1.1a", ROWS[0], "accepted")], DAY, " asked ")
    assert after == (
        before[4],
        Identity("Mission 1.1a", ROWS[0].key, TEXT, DAY, "accepted", "asked"),
    )


def test_rejecting_leaves_what_was_settled_about_other_rows() -> None:
    before = (
        Identity("Mission 1.1a", ROWS[0].key, TEXT, "2026-01-01", "accepted"),
        Identity("Mission 1.1a", ROWS[1].key, OTHER, "2026-01-01", "rejected"),
    )
    after = decided(before, [Decision("Mission 1.1a", ROWS[0], "rejected")], DAY)
    assert {(each.key, each.how) for each in after} == {
        (ROWS[0].key, "rejected"), (ROWS[1].key, "rejected"),
    }  # fmt: skip


def test_a_row_is_accepted_as_one_action_only() -> None:
    first = decided((), [Decision("Mission 1.1a", ROWS[0], "accepted")], DAY)
    with pytest.raises(DecisionError, match="was accepted as"):
        decided(first, [Decision("Mission 1.1b", ROWS[0], "accepted")], DAY)


def test_forgetting_finds_actions_that_are_no_more(alignment: Alignment) -> None:
    known = decided(
        (),
        [
            Decision("Mission 9.9z", ROWS[0], "accepted"),
            Decision("Mission 1.1b", ROWS[1], "accepted"),
        ],
        DAY,
    )
    assert forgotten(known, ["mission 9.9z"], alignment) == known[1:]
    assert forgotten(known, ["1.1b"], alignment) == known[:1]
    with pytest.raises(DecisionError, match="nothing was settled"):
        forgotten(known, ["1.1a"], alignment)
    with pytest.raises(DecisionError, match="no action"):
        forgotten(known, ["9.9y"], alignment)


def test_decisions_are_what_the_matcher_goes_by(alignment: Alignment) -> None:
    snapshot = as_snapshot(ROWS, ())
    claims = claims_of(FILES, snapshot)
    known = decided(
        (),
        [
            Decision("Mission 1.1a", ROWS[0], "rejected"),
            Decision("Mission 1.1b", ROWS[2], "accepted"),
        ],
        DAY,
    )
    found = verdicts(aligned(claims, snapshot, known))
    assert found["Mission 1.1a"] is None
    assert found["Mission 1.1b"] == (ROWS[2].key, "certain")


def test_candidates_come_best_first_and_none_is_left_out_for_being_taken(
    alignment: Alignment,
) -> None:
    home = action_named("1.1b", alignment).home
    assert home is not None
    twin = Row(None, OTHER.replace("statistics", "law"), "")
    found = candidates(home, [*ROWS, twin], alignment)
    assert [pair.row for pair in found][:2] == [ROWS[1], twin]
    assert found[0].score > found[1].score
    assert len(candidates(home, [*ROWS, twin], alignment, most=1)) == 1
