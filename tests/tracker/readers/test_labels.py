import pytest

from vaultsync.tracker.readers.labels import Mark, is_label, marks_in


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Action: x", "text"),
        ("Action\u00a0: x", "text"),
        ("\tAREA FOR ACTION: x", "area"),
        ("Domaine d\u2019action : x", "area"),
        ("Priorité\u202f: x", "priority"),
        ("Action Status: x", "status"),
        ("Statut : x", "status"),
        ("Action ID: x", "id"),
        ("Partners: x", "other"),
        ("**Status:** x", "status"),
    ],
)
def test_labels(line: str, field: str) -> None:
    (mark,) = marks_in([line])
    assert (mark.field, mark.rest.strip()) == (field, "x")


@pytest.mark.parametrize(
    "line", ["Actions: x", "Action plan: x", "The Action: x", "action: x", "Status", "Action x", ""]
)
def test_other_lines_have_none(line: str) -> None:
    assert list(marks_in([line])) == []


def test_the_area_may_lack_its_colon_once_after_an_action() -> None:
    lines = [
        "Domaine d'action libre",
        "Action : x",
        "Domaine d'action Forêts",
        "Domaine d'action y",
    ]
    assert list(marks_in(lines)) == [Mark(1, "text", " x"), Mark(2, "area", "Forêts")]


def test_a_text_that_is_a_label_and_nothing_else() -> None:
    assert is_label("Status: ", "colon")
    assert is_label("Domaine d'action", "colon")
    assert not is_label("Status", "colon")
    assert is_label("Status", "any")
    assert is_label("Action ID", "id")
    assert not is_label("Status: Behind", "any")
