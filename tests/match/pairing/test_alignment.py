from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.seeds import (
    NOTE,
    SEED_IDS,
    SEED_NOTE,
    SEED_SNAPSHOT,
    aligned,
    claims_of,
    rows_of,
    snapshot_of,
    verdicts,
)
from tests.match.test_claims import OTHER, TEXT, THIRD
from vaultsync.match.pairing.alignment import ActionMatch, Alignment, align
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.match.places.claim import Claims
from vaultsync.tracker.entries import Identity
from vaultsync.tracker.model import Row

AREA = "Let everybody see what the government knows"
AREA_NOTE = {"Mission 1.1.md": f"# Mission 1.1\n{AREA}\n"}
DAY = "2026-11-21"


def only(alignment: Alignment) -> ActionMatch:
    (match,) = alignment.actions
    return match


def test_the_seed() -> None:
    alignment = aligned(claims_of({NOTE: SEED_NOTE}, SEED_SNAPSHOT), SEED_SNAPSHOT)
    found = {match.action.removeprefix("Mission "): match.pair for match in alignment.actions}
    rows = dict(zip(SEED_IDS, SEED_SNAPSHOT.rows, strict=True))
    assert len(found) == 14
    for action, pair in found.items():
        if action in rows:
            assert pair is not None
            assert pair.row == rows[action]
            assert pair.verdict in (Verdict.CERTAIN, Verdict.LIKELY)
        else:
            assert pair is None
    assert (alignment.missing, alignment.out_of_scope) == ((), ())


def test_evidence_adds_up_to_the_score() -> None:
    alignment = aligned(claims_of({NOTE: SEED_NOTE}, SEED_SNAPSHOT), SEED_SNAPSHOT)
    for match in alignment.actions:
        if match.pair:
            weights = [part.weight for part in match.pair.evidence]
            assert sum(weights) == pytest.approx(match.pair.score)
            assert 0 < match.pair.score <= 1
            assert all(part.name and part.detail for part in match.pair.evidence)
    (pair,) = [match.pair for match in alignment.actions if match.action == "Mission 3.1c"]
    assert pair is not None
    assert {part.name: part.detail for part in pair.evidence} == {
        "words": "93% of their letters, the words sorted",
        "rare words": "87% in common: operational, proactively, feedback;"
        " feeds, based, not flows, leveraging",
        "area": "same as Mission 3.1",
        "order": "between Mission 3.1b and Mission 3.1d, as published",
        "lead": "TBS",
    }
    assert pair.rival
    assert not pair.contested


def test_a_note_is_at_home_before_its_sections() -> None:
    files = AREA_NOTE | {
        "Mission 1.1a.md": TEXT,
        "Mission 1 All.md": f"# Mission 1.1a\n{TEXT}\n# Mission 1.1b\n{OTHER}\n",
    }
    alignment = aligned(claims_of(files), snapshot_of(*rows_of(TEXT, OTHER, area=AREA)))
    first, second = alignment.actions
    assert first.home is not None
    assert (first.home.path, [copy.path for copy in first.copies]) == (
        "Mission 1.1a.md",
        ["Mission 1 All.md"],
    )
    assert second.home is not None
    assert (second.home.path, second.home.heading) == ("Mission 1 All.md", 1)


def test_two_notes_claim_twice() -> None:
    files = {
        "a/Mission 1.1a.md": TEXT,
        "b/Mission 1.1a.md": TEXT,
        "N.md": f"# Mission 1.1a\n{TEXT}",
    }
    match = only(aligned(claims_of(files), snapshot_of(*rows_of(TEXT))))
    assert match.home is None
    assert [claim.path for claim in match.claimed_twice] == [
        "a/Mission 1.1a.md",
        "b/Mission 1.1a.md",
    ]
    # The row is stated all the same: nobody may call it missing.
    assert match.pair is not None


@pytest.mark.parametrize(
    ("tagged", "home"),
    [("", "Mission 1.1.md"), ("Mission 1.md", "Mission 1.md"), ("Z.md", "Z.md")],
)
def test_which_section_is_the_home(tagged: str, home: str) -> None:
    sections = f"# Mission 1.1a\n{TEXT}\n# Mission 1.1b\n{OTHER}\n"
    claims = claims_of({"Mission 1.1.md": sections, "Mission 1.md": sections, "Z.md": sections})
    alignment = align(
        claims,
        snapshot_of(*rows_of(TEXT, OTHER)),
        (),
        "all",
        lambda claim: claim.path == tagged,
    )
    assert [match.home and match.home.path for match in alignment.actions] == [home, home]


def test_sections_of_equal_right_are_claimed_twice() -> None:
    sections = f"# Mission 1.1a\n{TEXT}\n# Mission 1.1b\n{OTHER}\n"
    alignment = aligned(claims_of({"Y.md": sections, "Z.md": sections}), snapshot_of())
    assert [len(match.claimed_twice) for match in alignment.actions] == [2, 2]


def test_a_section_that_says_something_else_is_no_copy() -> None:
    files = {
        "Mission 1.1a.md": TEXT,
        "Meeting.md": "# Mission 1.1a\nWe talked for an hour.\n# Mission 1.1b\nSo did they.",
    }
    first = aligned(claims_of(files), snapshot_of(*rows_of(TEXT))).actions[0]
    assert first.copies == ()


def test_ids_come_first() -> None:
    rows = rows_of(OTHER, TEXT, ids=("1.1.b", "1.1.a"))
    reworded = TEXT.replace("road map", "plan").replace("spring", "year")
    files = {"Mission 1.1a.md": reworded, "Training.md": "---\naction_id: 1.1B\n---\nShort."}
    alignment = aligned(claims_of(files), snapshot_of(*rows))
    assert verdicts(alignment) == {
        "Mission 1.1a": ("1.1.a", "certain"),
        "Training": ("1.1.b", "certain"),
    }
    assert [match.pair.by for match in alignment.actions if match.pair] == ["id", "id"]


def test_an_id_that_carries_the_text_of_another_action_is_doubtful() -> None:
    files = {"Mission 1.1a.md": TEXT, "Mission 1.1b.md": OTHER}
    renumbered = rows_of(OTHER, THIRD, ids=("1.1.a", "1.1.b"))
    alignment = aligned(claims_of(files), snapshot_of(*renumbered))
    assert verdicts(alignment) == {
        "Mission 1.1a": ("1.1.a", "doubtful"),
        "Mission 1.1b": ("1.1.b", "doubtful"),
    }
    pair = alignment.actions[0].pair
    assert pair is not None
    assert pair.rival == "Mission 1.1b"


TWINS = ("TBS will publish a road map for open data by 2025.", "StatCan will serve researchers.")
OTHER_TWINS = (TWINS[0].replace("2025", "2026"), TWINS[1].replace("will", "will not"))


@pytest.mark.parametrize(("twin", "other"), [*zip(TWINS, OTHER_TWINS, strict=True)])
def test_ids_of_near_twins_that_changed_places_are_doubtful(twin: str, other: str) -> None:
    files = {"Mission 1.1a.md": twin, "Mission 1.1b.md": other}
    swapped = rows_of(other, twin, ids=("1.1.a", "1.1.b"))
    assert verdicts(aligned(claims_of(files), snapshot_of(*swapped))) == {
        "Mission 1.1a": ("1.1.a", "doubtful"),
        "Mission 1.1b": ("1.1.b", "doubtful"),
    }
    del files["Mission 1.1b.md"]
    alone = only(aligned(claims_of(files), snapshot_of(*swapped))).pair
    assert alone is not None
    assert (alone.verdict, alone.rival) == (Verdict.DOUBTFUL, "1.1.b")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (TWINS[:1] * 2, (OTHER_TWINS[0], TWINS[0])),  # copied here, and not reworded yet
        ((OTHER_TWINS[0], TWINS[0]), TWINS[:1] * 2),  # two rows of one text
        ((TWINS[0], OTHER_TWINS[0]), (TWINS[0].replace("will", "shall"), OTHER_TWINS[0])),
    ],
)
def test_what_two_say_alike_casts_no_doubt_on_an_id(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    files = dict(zip(("Mission 1.1a.md", "Mission 1.1b.md"), ours, strict=True))
    rows = rows_of(*theirs, ids=("1.1.a", "1.1.b"))
    assert verdicts(aligned(claims_of(files), snapshot_of(*rows))) == {
        "Mission 1.1a": ("1.1.a", "certain"),
        "Mission 1.1b": ("1.1.b", "certain"),
    }


def test_an_id_alone_is_not_enough_for_a_section() -> None:
    files = {"N.md": f"# Mission 1.1a\n{TEXT}\n# Mission 1.1b\nWe talked for an hour."}
    rows = rows_of(TEXT, OTHER, ids=("1.1.a", "1.1.b"))
    assert verdicts(aligned(claims_of(files), snapshot_of(*rows))) == {
        "Mission 1.1a": ("1.1.a", "certain"),
        "Mission 1.1b": ("1.1.b", "doubtful"),
    }


def test_ids_of_another_scheme_contradict_nothing() -> None:
    rows = rows_of(TEXT, OTHER, ids=("PROJ-7", "PROJ-8"))
    files = {"Mission 1.1a.md": TEXT, "Mission 1.1b.md": OTHER}
    assert verdicts(aligned(claims_of(files), snapshot_of(*rows))) == {
        "Mission 1.1a": ("PROJ-7", "certain"),
        "Mission 1.1b": ("PROJ-8", "certain"),
    }


def test_a_text_under_another_id_is_asked_about() -> None:
    rows = rows_of(TEXT, ids=("1.1.b",))
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*rows))
    assert verdicts(alignment) == {"Mission 1.1a": ("1.1.b", "doubtful")}


def identity(how: str, key: str, text: str, action: str = "Mission 1.1a") -> Identity:
    return Identity(action, key, text, DAY, how, "it was agreed")  # type: ignore[arg-type]  # one of three


def test_what_was_accepted_is_certain_whatever_the_words() -> None:
    (row,) = rows_of(OTHER)
    claims = claims_of({"Mission 1.1a.md": TEXT})
    assert verdicts(aligned(claims, snapshot_of(row))) == {"Mission 1.1a": None}
    accepted = identity("accepted", row.key, OTHER)
    alignment = aligned(claims, snapshot_of(row), (accepted,))
    pair = only(alignment).pair
    assert pair is not None
    assert (pair.verdict, pair.by, pair.row) == (Verdict.CERTAIN, "accepted", row)
    assert pair.evidence[0].detail == "accepted on 2026-11-21: it was agreed"


def test_an_accepted_row_is_known_again_when_its_words_moved() -> None:
    old, new = rows_of(OTHER)[0], rows_of(OTHER.replace("every analyst", "all analysts"), THIRD)
    assert old.key != new[0].key
    accepted = identity("accepted", old.key, OTHER)
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*new), (accepted,))
    pair = only(alignment).pair
    assert pair is not None
    assert (pair.row, pair.by) == (new[0], "accepted")


def test_a_decision_settles_a_doubtful_id() -> None:
    files = {"Mission 1.1a.md": TEXT, "Mission 1.1b.md": OTHER}
    rows = rows_of(OTHER, TEXT, ids=("1.1.a", "1.1.b"))
    accepted = (
        identity("accepted", "1.1.b", TEXT),
        identity("accepted", "1.1.a", OTHER, "mission 1.1.b"),
    )
    assert verdicts(aligned(claims_of(files), snapshot_of(*rows), accepted)) == {
        "Mission 1.1a": ("1.1.b", "certain"),
        "Mission 1.1b": ("1.1.a", "certain"),
    }


def test_what_was_rejected_is_never_paired() -> None:
    (row,) = rows_of(TEXT, ids=("1.1.a",))
    rejected = identity("rejected", row.key, TEXT)
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(row), (rejected,), "all")
    assert only(alignment).pair is None
    assert alignment.missing == (row,)


def test_two_rows_that_fit_alike_are_asked_about_and_neither_is_missing() -> None:
    rows = rows_of(TEXT.replace("spring", "autumn"), TEXT.replace("spring", "winter"))
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*rows), (), "all")
    pair = only(alignment).pair
    assert pair is not None
    assert pair.verdict is Verdict.DOUBTFUL
    assert pair.contested
    assert alignment.missing == ()


def test_two_actions_that_fit_alike_are_both_asked_about() -> None:
    files = {
        "Mission 1.1a.md": TEXT.replace("spring", "autumn"),
        "Mission 1.1b.md": TEXT.replace("spring", "winter"),
    }
    alignment = aligned(claims_of(files), snapshot_of(*rows_of(TEXT)))
    found = [match.pair for match in alignment.actions]
    assert [pair and pair.verdict for pair in found] == [Verdict.DOUBTFUL, Verdict.DOUBTFUL]
    assert {pair.rival for pair in found if pair} == {"Mission 1.1a", "Mission 1.1b"}


def test_rows_of_areas_that_the_vault_does_not_describe_are_out_of_scope() -> None:
    inside = rows_of(TEXT, OTHER, area=AREA + " .")
    outside = (Row(None, THIRD, "Keep what was measured", source="page.txt", line=3),)
    snapshot = snapshot_of(*inside, *outside)
    claims = claims_of(AREA_NOTE | {"Mission 1.1a.md": TEXT})
    alignment = aligned(claims, snapshot)
    assert (alignment.missing, alignment.out_of_scope) == (inside[1:], outside)
    alignment = aligned(claims, snapshot, (), "all")
    assert (alignment.missing, alignment.out_of_scope) == (inside[1:] + outside, ())


def test_an_area_is_described_by_its_id_or_by_an_action_of_it() -> None:
    by_id = rows_of(OTHER, THIRD, area="Worded quite differently", ids=("1.1.b", "1.2.a"))
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*by_id))
    assert (alignment.missing, alignment.out_of_scope) == (by_id[:1], by_id[1:])
    by_action = rows_of(TEXT, OTHER, area="Worded quite differently")
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*by_action))
    assert alignment.missing == by_action[1:]


def test_a_list_without_areas_is_described_whole() -> None:
    rows = rows_of(TEXT, OTHER)
    alignment = aligned(claims_of({"Mission 1.1a.md": TEXT}), snapshot_of(*rows))
    assert alignment.missing == rows[1:]


def test_a_text_that_no_longer_fits_is_no_action() -> None:
    snapshot = snapshot_of(*rows_of(TEXT))
    claims = claims_of({"Open data.md": TEXT}, snapshot)
    assert len(claims.claims) == 1
    assert aligned(claims, snapshot_of(*rows_of(OTHER))).actions == ()


def test_actions_stand_in_the_order_of_their_labels() -> None:
    files = {f"Mission {label}.md": "" for label in ("10.1a", "2.1b", "2.1a", "2.10a", "2.2a")}
    alignment = aligned(claims_of(files), snapshot_of())
    assert [match.action for match in alignment.actions] == [
        "Mission 2.1a", "Mission 2.1b", "Mission 2.2a", "Mission 2.10a", "Mission 10.1a",
    ]  # fmt: skip


SEED_CLAIMS = claims_of({NOTE: SEED_NOTE}, SEED_SNAPSHOT)
SEED_ALIGNMENT = aligned(SEED_CLAIMS, SEED_SNAPSHOT)


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_makes_no_difference(shuffle: random.Random) -> None:
    claims, rows = list(SEED_CLAIMS.claims), list(SEED_SNAPSHOT.rows)
    shuffle.shuffle(claims)
    shuffle.shuffle(rows)
    shuffled = Claims(tuple(claims), SEED_CLAIMS.groups)
    assert aligned(shuffled, SEED_SNAPSHOT._replace(rows=tuple(rows))) == SEED_ALIGNMENT


TRAINING = "ISC will establish guidelines on training opportunities focusing on Indigenous leads"
FUNDING = TRAINING.replace("training", "funding")


@pytest.mark.parametrize("how", ["accepted", "certain"])
def test_what_was_settled_stays_when_one_word_was_exchanged(how: str) -> None:
    claims = claims_of(AREA_NOTE | {"Mission 1.1a.md": TRAINING})
    snapshot = snapshot_of(*rows_of(FUNDING, area=AREA))
    key = snapshot.rows[0].key
    assert verdicts(aligned(claims, snapshot)) == {"Mission 1.1a": (key, "doubtful")}
    identity = Identity("Mission 1.1a", key, FUNDING, DAY, how, "")  # type: ignore[arg-type]  # a how
    found = aligned(claims, snapshot, (identity,))
    assert verdicts(found) == {"Mission 1.1a": (key, "certain")}


def test_a_note_without_a_label_that_differs_in_one_word_is_asked_about() -> None:
    snapshot = snapshot_of(*rows_of(FUNDING))
    match = only(aligned(claims_of({"Ideas.md": TRAINING}, snapshot), snapshot, scope="all"))
    assert match.pair is not None
    assert (match.pair.verdict, match.pair.unread) == (Verdict.DOUBTFUL, True)
