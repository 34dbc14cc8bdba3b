from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.seeds import SEED_PAIRS
from vaultsync.match.wording.particulars import organisations, particulars
from vaultsync.match.wording.words import KEPT_MEANING, compared, difference, likeness, wording


def test_the_seed_has_nine_wordings_that_differ_and_none_in_substance() -> None:
    kinds = [wording(ours, published) for ours, published in SEED_PAIRS.values()]
    assert kinds.count("same") == 1
    assert kinds.count("cosmetic") == 1
    assert kinds.count("paraphrase") == 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TBS will act.", "TBS  WILL\u00a0act"),
        ("a plan", "A plan."),
        ("", ""),
    ],
)
def test_the_same_after_case_spaces_and_a_final_point(one: str, other: str) -> None:
    assert wording(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a digital credentials ecosystem", "a digital credential ecosystem"),
        ("policies, programs, and data-sharing", "policies programs and data sharing"),
        ("improve the data skills", "improve data skills"),
        ("the council\u2019s plan", "the council's plan"),
    ],
)
def test_cosmetic(one: str, other: str) -> None:
    assert wording(one, other) == "cosmetic"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Another organisation, or one that took another's part.
        ("PCO and TBS will brief the board", "CSPS and TBS will brief the board"),
        ("TBS will report to PCO on data", "PCO will report to TBS on data"),
        ("SSC will pilot storage", "SSC and TBS will pilot storage"),
        # Another number or date.
        ("within 5 days of the request", "within 15 days of the request"),
        ("for three departments", "for four departments"),
        ("a report by June 2025 on all data", "a report by July 2025 on all data"),
        ("the second phase of the plan", "the third phase of the plan"),
        # A denial.
        ("data will be shared with partners", "data will not be shared with partners"),
        ("storage for classified data in the cloud", "storage for unclassified data in the cloud"),
        ("services including telephone lines", "services excluding telephone lines"),
        ("departments will publish their data", "departments may publish their data"),
        ("les données seront publiées", "les données ne seront pas publiées"),
        # Nothing in common.
        ("publish a road map for open data", "train every analyst in statistics"),
    ],
)
def test_substantive_however_few_the_letters(one: str, other: str) -> None:
    assert wording(one, other) == "substantive"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "TBS will lead the work on data",
            "the Treasury Board Secretariat will lead the work on data",
        ),
        ("SCT dirigera les travaux", "TBS dirigera tous les travaux"),
        ("Statistics Canada will publish tables", "StatCan will publish all tables"),
        ("StatCan will publish", "StatsCan will publish"),
        ("answer complaints within two days", "answer complaints no later than 2 days after"),
        ("2,000 new berths for ships", "2000 berths for new ships"),
        ("in the years 2023-24 of the plan", "in the 2023 to 2024 years of the plan"),
        ("serve as an initial step forward", "are a first step forward"),
    ],
)
def test_what_is_spelled_otherwise_is_the_same_fact(one: str, other: str) -> None:
    assert wording(one, other) == "paraphrase"


def test_meaning_ends_where_two_actions_of_a_list_begin() -> None:
    ours = [ours for ours, _ in SEED_PAIRS.values()]
    published = [published for _, published in SEED_PAIRS.values()]
    right = [likeness(*pair) for pair in SEED_PAIRS.values()]
    wrong = [likeness(a, b) for a in ours for b in published if published.index(b) != ours.index(a)]
    assert min(right) > 0.8
    assert max(wrong) < 0.6
    assert sorted(wrong)[len(wrong) // 2] < KEPT_MEANING


VOCABULARY = """TBS PCO StatCan Treasury Board Secretariat will may not the a data plan plans 3
three June 2025 unsafe safe. , report for and"""
TEXTS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=9).map(" ".join)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_wording_does_not_know_which_came_first(one: str, other: str) -> None:
    assert wording(one, other) == wording(other, one)
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert wording(one, one) == "same"


@given(TEXTS | st.sampled_from(["1st", "12,000.5", "no fewer than", "I don't", "U.S", "2025-26"]))
def test_a_final_point_is_no_part_of_what_is_compared(text: str) -> None:
    assert particulars(f"{text}.") == particulars(f"{text}.\n")
    assert compared(f"{text}.") == compared(f"{text}.\n")


@given(TEXTS | st.text(st.characters(max_codepoint=127)))
def test_the_words_of_a_text_are_the_same_beside_an_accent(text: str) -> None:
    assert particulars(f"{text} \xc9").words == particulars(text).words | {"e"}


def test_a_code_is_a_whole_word() -> None:
    assert organisations("the DFO, eBC-StatCan/ISC_X \xc9TBS HC") == {
        "DFO",
        "STATCAN",
        "ISC_X",
        "HC",
    }


@settings(max_examples=200)
@given(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=30))
def test_the_pieces_are_the_two_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    before = "".join(piece.text for piece in pieces if piece.kind != "added")
    after = "".join(piece.text for piece in pieces if piece.kind != "removed")
    assert before == old.strip()
    assert after.split() != [] or new.split() == []
    assert "".join(after.casefold().split()) == "".join(new.casefold().split())


def test_a_difference_is_shown_word_by_word() -> None:
    pieces = difference(
        "implement data flows, leveraging feedback", "implement data feeds using feedback."
    )
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("same", "implement data"),
        ("removed", "flows, leveraging"),
        ("added", "feeds using"),
        ("same", "feedback"),
        ("added", "."),
    ]


def test_huge_texts_are_compared_in_little_time() -> None:
    old, new = "old word " * 40_000, "new word " * 40_000
    assert wording(old, new) in ("paraphrase", "substantive")
    assert difference(old, new)
