"""Notes are relabelled while a list is renumbered: what was agreed last follows the row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.vaults import page
from vaultsync.cli import run
from vaultsync.tracker.lock import Lock, read_lock
from vaultsync.tracker.vocabulary import Vocabulary

TEXTS = {
    "catalogue": "TBS will publish a catalogue of the open data sets that departments hold.",
    "training": "Train the executives of every department in reading statistics.",
    "fish": "DFO will count the fish of the great lakes and report every year.",
}
STATUSES = {"catalogue": "In Progress", "training": "Not Started", "fish": "Behind"}
LETTERS = "abc"


class Plan:
    """A vault whose notes and list name three actions a, b and c in some order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "vaultsync.toml").write_text("")
        for name, letter in zip(TEXTS, LETTERS, strict=True):
            self.note(letter).write_text(TEXTS[name] + "\n")
        self.publish(*TEXTS)
        assert run(["sync", "--yes"]) == 0

    def note(self, letter: str) -> Path:
        return self.folder / f"Mission 3.2{letter}.md"

    def publish(
        self, *order: str, letters: str = LETTERS, ids: bool = True, **statuses: str
    ) -> None:
        said = STATUSES | statuses
        rows = [
            (TEXTS[name], "Open data", said[name], "Year 1", *([f"3.2.{letter}"] * ids))
            for letter, name in zip(letters, order, strict=False)
        ]
        (self.folder / "page.txt").write_text(page(*rows, count=len(rows)))
        assert run(["pull", "page.txt"]) == 0

    def relabel(self, letters: str) -> None:
        """Give the notes a, b and c these labels."""
        for letter in LETTERS:
            self.note(letter).rename(self.folder / f"{letter}.aside")
        for letter, new in zip(LETTERS, letters, strict=False):
            (self.folder / f"{letter}.aside").rename(self.note(new))

    def set_status(self, letter: str, word: str) -> None:
        text = self.note(letter).read_text()
        text = re.sub("status: .*", f"status: {word}", text)
        token = word.lower().replace(" ", "-")
        self.note(letter).write_text(re.sub("status/.*", f"status/{token}", text))

    def status(self, letter: str) -> str:
        found = re.search("status: (.*)", self.note(letter).read_text())
        return found[1] if found else ""

    def lock(self) -> Lock:
        return read_lock((self.folder / "vaultsync.lock").read_bytes(), Vocabulary())

    def base(self) -> dict[str, str]:
        return {
            entry.action.removeprefix("Mission 3.2"): entry.token
            for entry in self.lock().base
            if entry.field == "status"
        }


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795294558")
    return Plan(tmp_path)


def test_a_value_of_ours_is_known_under_the_new_label(plan: Plan) -> None:
    plan.relabel("abd")
    plan.publish(*TEXTS, letters="abd", fish="Completed")
    assert run(["sync", "--yes"]) == 0
    assert plan.status("d") == "Completed"
    assert plan.base() == {"a": "in-progress", "b": "not-started", "d": "completed"}
    assert {entry.action for entry in plan.lock().identities} == {
        "Mission 3.2a",
        "Mission 3.2b",
        "Mission 3.2d",
    }


@pytest.mark.parametrize("order", ["bac", "bca"])
def test_labels_that_change_places_do_not_change_bases(plan: Plan, order: str) -> None:
    """What the user wrote stays, what we wrote moves with the tracker, whatever the labels."""
    names = list(TEXTS)
    plan.set_status("b", "Paused")
    plan.relabel(order)
    published = [names[order.index(letter)] for letter in LETTERS]
    plan.publish(*published, catalogue="Completed")
    assert run(["sync", "--yes"]) == 0
    now = dict(zip(names, order, strict=True))
    assert plan.status(now["catalogue"]) == "Completed"
    assert plan.status(now["training"]) == "Paused"
    assert plan.status(now["fish"]) == "Behind"
    assert plan.base() == {
        now["catalogue"]: "completed",
        now["training"]: "not-started",
        now["fish"]: "behind",
    }


def test_what_is_kept_follows_too(plan: Plan) -> None:
    plan.set_status("b", "Paused")
    assert run(["sync", "--yes", "--keep-local", "Mission 3.2b.md", "--reason", "no money"]) == 0
    plan.relabel("bca")
    plan.publish("fish", "catalogue", "training")
    assert run(["check", "--select", "T"]) == 0
    assert run(["sync", "--yes"]) == 0
    assert [(entry.action, entry.reason) for entry in plan.lock().kept] == [
        ("Mission 3.2c", "no money")
    ]


def test_undo_puts_the_old_names_back(plan: Plan) -> None:
    plan.relabel("bca")
    plan.publish("fish", "catalogue", "training", fish="Completed")
    before = (plan.folder / "vaultsync.lock").read_bytes()
    assert run(["sync", "--yes"]) == 0
    assert run(["undo", "--yes"]) == 0
    assert (plan.folder / "vaultsync.lock").read_bytes() == before
    assert run(["sync", "--yes"]) == 0
    assert plan.status("a") == "Completed"


def test_a_note_that_takes_an_old_label_has_no_base(plan: Plan) -> None:
    """The list puts a new action where another was, and the vault does too."""
    plan.relabel("bcd")
    text = "Nobody will publish what the cranes of the harbour lift."
    plan.note("a").write_text(f"---\nstatus: In Progress\n---\n{text}\n")
    rows = [(text, "Cranes", "Completed", "Year 1", "3.2.a")]
    rows += [
        (TEXTS[name], "Open data", STATUSES[name], "Year 1", f"3.2.{letter}")
        for name, letter in zip(TEXTS, "bcd", strict=True)
    ]
    (plan.folder / "page.txt").write_text(page(*rows, count=4))
    assert run(["pull", "page.txt"]) == 0
    assert run(["sync", "--yes"]) == 1
    assert plan.status("a") == "In Progress"  # a first meeting, and not what was written last
    assert plan.base()["b"] == "in-progress"


def test_a_copy_under_the_new_label_is_asked_about(plan: Plan) -> None:
    """Two notes say it: nobody can tell which one was written."""
    plan.note("d").write_text(plan.note("c").read_text())
    plan.publish(*TEXTS, letters="abd", fish="Completed")
    assert run(["sync", "--yes"]) == 1
    assert plan.status("d") == "Behind"
    assert plan.base()["c"] == "behind"


def test_rows_that_change_ids_under_notes_that_do_not_are_asked_about(plan: Plan) -> None:
    plan.publish("training", "catalogue", "fish", catalogue="Completed")
    before = [plan.note(letter).read_text() for letter in LETTERS]
    run(["sync", "--yes"])
    assert [plan.note(letter).read_text() for letter in LETTERS] == before
    assert plan.base() == {"a": "in-progress", "b": "not-started", "c": "behind"}


def test_a_row_that_is_reworded_in_its_place_keeps_its_base(plan: Plan) -> None:
    text = "Each head of a department learns, by 2030, what a mean and a median are."
    rows = [
        (text if name == "training" else TEXTS[name], "Open data", "Completed", "Year 1", id_)
        for name, id_ in zip(TEXTS, ("3.2.a", "3.2.b", "3.2.c"), strict=True)
    ]
    (plan.folder / "page.txt").write_text(page(*rows, count=3))
    assert run(["pull", "page.txt"]) == 0
    assert run(["sync", "--yes"]) == 0
    assert plan.status("b") == "Completed"


def test_a_note_that_is_relabelled_before_the_list_waits_for_it(plan: Plan) -> None:
    plan.relabel("abd")
    plan.publish(*TEXTS, fish="Completed")
    run(["sync", "--yes"])
    assert plan.status("d") == "Behind"  # its label contradicts the row's id: doubtful
    plan.publish(*TEXTS, letters="abd", fish="Completed")
    assert run(["sync", "--yes"]) == 0
    assert plan.status("d") == "Completed"


def test_what_was_accepted_goes_with_the_row_and_not_with_the_label(plan: Plan) -> None:
    """Accepted under a label that contradicts its id; then the labels are put right."""
    plan.publish("training", "catalogue", "fish")
    assert run(["match", "--accept", "Mission 3.2a=3.2.b"]) == 0
    assert run(["match", "--accept", "Mission 3.2b=3.2.a"]) == 0
    run(["sync", "--yes"])
    plan.relabel("bac")
    plan.publish("training", "catalogue", "fish", catalogue="Completed", training="Behind")
    run(["sync", "--yes"])
    assert plan.status("a") == "Behind"
    assert plan.status("b") == "Completed"


def test_what_was_written_goes_with_the_row_that_is_accepted(plan: Plan) -> None:
    """The labels of two notes changed places, and the list's did not."""
    plan.set_status("c", "Not Started")
    plan.relabel("acb")
    plan.publish(*TEXTS, training="Completed")
    before = plan.note("b").read_text(), plan.note("c").read_text()
    run(["sync", "--yes"])
    assert (plan.note("b").read_text(), plan.note("c").read_text()) == before
    assert run(["match", "--accept", "Mission 3.2b=3.2.c"]) == 0
    assert run(["match", "--accept", "Mission 3.2c=3.2.b"]) == 0
    assert plan.base() == {"a": "in-progress", "b": "behind"}
    run(["sync", "--yes"])
    # What training's note holds is not what was written last into the one of that label.
    assert (plan.note("b").read_text(), plan.note("c").read_text()) == before


def test_what_was_accepted_without_ids_is_asked_about_when_labels_change(plan: Plan) -> None:
    (plan.folder / "vaultsync.lock").unlink()
    plan.publish(*TEXTS, ids=False)
    keys = {row.text: row.key for row in plan.lock().snapshot.rows}
    for letter, text in zip("ab", TEXTS.values(), strict=False):
        assert run(["match", "--accept", f"Mission 3.2{letter}={keys[text]}"]) == 0
    for letter, text in zip(LETTERS, TEXTS.values(), strict=True):
        plan.note(letter).write_text(text)
    plan.relabel("bac")
    before = plan.note("a").read_text(), plan.note("b").read_text()
    run(["sync", "--yes"])
    assert (plan.note("a").read_text(), plan.note("b").read_text()) == before
