from __future__ import annotations

import pytest

from vaultsync.match.pairing.told import exchanged_throughout, how_told
from vaultsync.match.wording.retelling import Retelling, retelling
from vaultsync.match.wording.synonyms import unsaid

TRAINING = "ISC will establish guidelines on training opportunities for Indigenous partners"
ROADMAP = "TBS will publish a road map for open data, including the needs of those who use it"


def told(ours: str, theirs: str, throughout: frozenset[tuple[str, str]] = frozenset()) -> str:
    return how_told(ours, theirs, unsaid(ours, theirs), throughout)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        # All is verbatim but for a word of another meaning, exchanged or put in.
        (TRAINING.replace("training", "funding"), "copied"),
        (TRAINING.replace("establish", "audit"), "copied"),
        (TRAINING.replace("training", "funding and research"), "copied"),
        (TRAINING.replace("training", "procurement training"), "copied"),
        (f"{TRAINING.replace('training', 'funding')}, where appropriate.", "copied"),
        # Known words of the same meaning do not make it another text.
        (TRAINING.replace("training", "funding").replace("guidelines", "guidance"), "copied"),
        # Who tells it anew touches small words and endings too.
        ("ISC establishes, for Indigenous partners, some guidelines on opportunities to train", ""),
        # Words that mean nearly the same, and what is said besides at the end.
        (TRAINING.replace("establish", "develop"), ""),
        (f"{TRAINING} and their communities in the north of the country", ""),
        (TRAINING, ""),
    ],
)
def test_a_copy_with_another_word_is_no_rewording(theirs: str, expected: str) -> None:
    assert told(TRAINING, theirs) == expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ("TBS will publish a road map for open data", "shortened"),
        ("TBS will publish a map for open data, including the needs of those who use it", ""),
        ("TBS will publish a road map for open standards", "copied"),
    ],
)
def test_a_clause_may_be_left_out_but_no_word_of_a_phrase(theirs: str, expected: str) -> None:
    assert told(ROADMAP.replace("road map", "coast map"), theirs.replace("road", "coast")) == (
        expected
    )


def test_a_clause_that_was_moved_touches_nothing() -> None:
    ours = "ISC, with the help of the north, will pay for boats, and TBS will count them"
    theirs = "ISC will pay for planes, with the help of the north, and TBS will count them"
    assert retelling(ours, theirs, unsaid(ours, theirs)).touches == 0
    assert told(ours, theirs) == "copied"


def test_a_sentence_that_opens_otherwise_was_told_anew() -> None:
    ours = "PA will review the tariff for berths each spring"
    theirs = "Each spring the dues for berths will be reviewed by PA"
    assert retelling(ours, theirs, unsaid(ours, theirs)).touches >= 2


def test_what_the_list_exchanges_throughout_is_no_other_word() -> None:
    ours = [f"The council will {verb} the harbour" for verb in ("dredge", "light", "guard")]
    theirs = [text.replace("council", "agency") for text in ours]
    words = [unsaid(*texts) for texts in zip(ours, theirs, strict=True)]
    assert exchanged_throughout(words[:2]) == frozenset()
    assert exchanged_throughout(words) == {("council", "agenc")}
    assert [told(*texts) for texts in zip(ours, theirs, strict=True)] == ["copied"] * 3
    assert told(ours[0], theirs[0], exchanged_throughout(words)) == ""


def test_texts_of_no_words_are_no_copies() -> None:
    assert retelling("", "", unsaid("", "")) == Retelling(0)


BRANCHES = "LIB will train volunteers to help older people use computers in the branches"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        # Another thing, or other people, in whatever words.
        ("Volunteers will be trained by LIB in helping children with computers at its branches", 1),
        ("In its branches LIB trains volunteers who help older people with their bicycles", 1),
        # Another thing besides, in the midst of it, or another verb.
        ("LIB trains school volunteers, who help older people to use a computer in branches", 1),
        ("Volunteers that help older people to use computers in branches are to be insured", 1),
        # Verbs that go with anything, and what is said of how.
        ("LIB provides training to volunteers who help older people use computers in branches", 0),
        ("LIB trains volunteers to help the older people use computers properly in a branch", 0),
        # Words made from one another.
        ("Old people are helped in the use of computers by volunteers, trained by LIB", 0),
        # A clause that goes further, or what comes at the end.
        ("In branches LIB trains volunteers to help older people to use computers and printers", 0),
    ],
)
def test_another_thing_in_other_words_is_exchanged(theirs: str, expected: int) -> None:
    assert (told(BRANCHES, theirs) == "exchanged") is bool(expected)


def test_who_leads_is_judged_by_itself() -> None:
    ours = "PCO and TBS will arrange briefings on what data can do for their work"
    assert told(ours, "CSPS and TBS will hold briefings about what data can do for the work") != (
        "exchanged"
    )
    assert told(ours, "PCO and TBS will hold briefings about what DFO can do for the work") == (
        "exchanged"
    )


def test_texts_of_small_words_alone() -> None:
    assert told("To be with it", "To be for it") in ("copied", "exchanged", "")
    assert told("The data", "To be with the") in ("copied", "exchanged", "")
