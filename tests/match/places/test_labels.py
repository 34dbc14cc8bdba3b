from __future__ import annotations

import pytest

from vaultsync.match.places.labels import Label, LabelPattern


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("Mission 3", "mission", ("3",)),
        ("Mission 3.1", "area", ("3", "1")),
        ("Mission 3.1b", "action", ("3", "1", "b")),
        ("Mission 3.1.b", "action", ("3", "1", "b")),
        ("mission 03.1B", "action", ("3", "1", "b")),
        ("Mission\u00a03.1b", "action", ("3", "1", "b")),
        ("  Mission \t 12.10c\n", "action", ("12", "10", "c")),
    ],
)
def test_the_default_pattern(text: str, kind: str, id_: tuple[str, ...]) -> None:
    label = LabelPattern().read(text)
    assert label is not None
    assert (label.kind, label.id) == (kind, id_)
    assert label.text == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["", "Mission", "Mission 3.1bc", "Mission 3.1b notes", "A Mission 3", "Missions 3.1b"]
)
def test_only_a_whole_text_is_a_label(text: str) -> None:
    assert LabelPattern().read(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Mission 3 Enabling data-driven services", "Mission 3"),
        ("Mission 3.1 Drive service design", "Mission 3.1"),
        ("Mission 3", "Mission 3"),
        ("Mission 3: Enabling data-driven services", "Mission 3"),
        ("Mission 3, revised", None),
        ("Mission 3.1bc", None),
        ("The Mission 3", None),
    ],
)
def test_a_label_that_starts_a_text(text: str, label: str | None) -> None:
    found = LabelPattern().leading(text)
    assert (found and found.text) == label


def test_a_pattern_of_actions_alone() -> None:
    labels = LabelPattern(r"(?P<action>PROJ-\d+)")
    assert labels.read("proj-012") == Label("proj-012", "action", ("proj", "12"))
    assert labels.leading("PROJ-12 Repair the gate").text == "PROJ-12"  # type: ignore[union-attr]  # it is one


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [("Mission (", "regular expression"), (r"Mission (?P<area>\d+)", "(?P<action>…)")],
)
def test_patterns_that_cannot_be_used(pattern: str, wrong: str) -> None:
    with pytest.raises(
        ValueError, match=wrong.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")
    ):
        LabelPattern(pattern)


def test_a_text_without_the_patterns_first_word_is_passed_over() -> None:
    labels = LabelPattern()
    assert labels.possible_in("see MISSION 3.1b")
    assert not labels.possible_in("nothing of the kind")
    assert LabelPattern(r"(?P<action>\d+)").possible_in("nothing of the kind")
    assert LabelPattern(r"Goals? (?P<action>\d+)").possible_in("goal 3")
    assert LabelPattern(r"Goal (?P<action>\d+)|Aim (?P<area>\d+)").possible_in("aim 3")


def test_a_pattern_that_would_take_for_ever_does_not() -> None:
    labels = LabelPattern(r"(?:\w+\s?)*-(?P<action>\d+)")
    assert labels.read("word " * 30) is None
    assert labels.leading("word " * 30_000) is None
    assert labels.read("risk 12 of us-3") == Label("risk 12 of us-3", "action", ("3",))


def test_what_is_long_is_no_label_and_may_begin_with_one() -> None:
    assert LabelPattern(r"(?P<action>\w+)").read("a" * 201) is None
    found = LabelPattern().leading("Mission 3.1 " + "Drive service design " * 1_000)
    assert found is not None
    assert found.text == "Mission 3.1"
