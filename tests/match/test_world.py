"""The world changes between two pulls: who is who survives, or nothing is written.

Each case is a vault that was synced with one edition of a list; then rows or
notes change, every row's status moves, and `sync --yes` runs again. What it
wrote shows which pairs it was sure of.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.match.renumbered import said_otherwise
from tests.match.seeds import harbour
from tests.vaults import page
from vaultsync.cli import run
from vaultsync.config import Config
from vaultsync.match.pairing.alignment import ActionMatch
from vaultsync.obsidian.files import DiskFiles
from vaultsync.tracker.lock import Lock, read_lock
from vaultsync.tracker.vocabulary import Vocabulary
from vaultsync.workspace.sides import Tracker
from vaultsync.workspace.workspace import Workspace

LISTED = {action.id: action for action in harbour() if action.id[:3] in ("1.1", "1.2", "1.3")}
ALL = frozenset(LISTED)
BEFORE, AFTER = "Not Started", "Completed"


class Published(NamedTuple):
    """A row as a list shows it; `about` are the actions whose text it is."""

    id: str
    text: str
    area: str
    about: tuple[str, ...]


def edition() -> list[Published]:
    return [
        Published(each.id, each.tracker, each.published_area, (each.id,))
        for each in LISTED.values()
    ]


class World:
    """A vault on disk that states the actions of a list, each in a note of its own."""

    def __init__(self, folder: Path, with_ids: bool) -> None:
        self.folder, self.with_ids = folder, with_ids
        self.rows = edition()
        (folder / "vaultsync.toml").write_text("")
        for each in LISTED.values():
            area = folder / f"Mission {each.id[:3]}.md"
            area.write_text(f"# Mission {each.id[:3]}\n{each.area}\n")
            self.note(each.id).write_text(each.vault + "\n")
        self.pull(BEFORE)
        assert run(["sync", "--yes"]) == 0
        assert self.written(BEFORE) == ALL

    def note(self, id_: str) -> Path:
        return self.folder / f"Mission {id_}.md"

    def number(self, id_: str) -> int:
        return next(number for number, row in enumerate(self.rows) if row.id == id_)

    def move(self, id_: str) -> None:
        """Put a row into an area of other actions."""
        at = self.number(id_)
        self.rows[at] = self.rows[at]._replace(area=LISTED["1.2.a"].published_area)

    def pull(self, status: str) -> None:
        shown = [
            (row.text, row.area, status, "Year 1", *([row.id] if self.with_ids else []))
            for row in self.rows
        ]
        (self.folder / "page.txt").write_text(page(*shown, count=len(shown)))
        assert run(["pull", "page.txt"]) == 0

    def moved_on(self) -> frozenset[str]:
        """The actions whose notes are written when every row's status moves."""
        self.pull(AFTER)
        assert run(["sync", "--yes"]) in (0, 1)
        self.nothing_is_wrong()
        return self.written(AFTER)

    def written(self, status: str) -> frozenset[str]:
        texts = {each: self.text(each) for each in LISTED}
        return frozenset(each for each, text in texts.items() if f"status: {status}\n" in text)

    def text(self, id_: str) -> str:
        """What the notes of an action hold, wherever they are."""
        found = sorted(self.folder.rglob(f"{self.note(id_).stem}.md"))
        return "".join(path.read_text() for path in found)

    def lock(self) -> Lock:
        return read_lock((self.folder / "vaultsync.lock").read_bytes(), Vocabulary())

    def actions(self) -> dict[str, ActionMatch]:
        lock = self.lock()
        tracker = Tracker("vaultsync.lock", lock, lock.row_lines, Vocabulary())
        (published,) = Workspace(Config(), DiskFiles(self.folder), [tracker]).sides
        return {
            match.action.removeprefix("Mission "): match for match in published.alignment.actions
        }

    def verdict(self, id_: str) -> str:
        match = self.actions()[id_]
        return match.pair.verdict.value if match.pair else "none"

    def nothing_is_wrong(self) -> None:
        """Every pair that is sure is of an action and a row that is about it."""
        about = {row.text: row.about for row in self.rows}
        for action, match in self.actions().items():
            if match.pair and match.pair.verdict.value != "doubtful" and action in LISTED:
                assert action in about[match.pair.row.text], action


@pytest.fixture(params=[True, False], ids=["with ids", "without ids"])
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795294558")
    return World(tmp_path, request.param)


def test_nothing_but_the_status_moves(world: World) -> None:
    assert world.moved_on() == ALL


def test_a_row_moves_to_another_area(world: World) -> None:
    world.move("1.1.b")
    # By its words alone a pair across areas is asked about.
    assert world.moved_on() == (ALL if world.with_ids else ALL - {"1.1.b"})


def test_a_row_that_was_accepted_moves_to_another_area(world: World) -> None:
    """Its key, which its area is part of, is another one then."""
    before = {row.text: row.key for row in world.lock().snapshot.rows}
    text = LISTED["1.1.b"].tracker
    assert run(["match", "--accept", f"1.1.b={before[text]}"]) == 0
    world.move("1.1.b")
    assert world.moved_on() == ALL
    after = {row.text: row.key for row in world.lock().snapshot.rows}
    assert (after[text] == before[text]) == world.with_ids


def test_a_row_moves_to_another_place_of_the_list(world: World) -> None:
    world.rows.append(world.rows.pop(world.number("1.1.b")))
    assert world.moved_on() == ALL


def test_rows_are_renumbered(world: World) -> None:
    """A row is put in front of an area: each id after it carries the text of the one before."""
    area = LISTED["1.1.a"].published_area
    mine = [row for row in world.rows if row.id.startswith("1.1.")]
    rest = [row for row in world.rows if not row.id.startswith("1.1.")]
    new = Published("1.1.a", "The harbour will name a person for every promise.", area, ())
    ids = [row.id for row in mine[1:]] + [f"1.1.{chr(ord(mine[-1].id[-1]) + 1)}"]
    world.rows = [new, *(row._replace(id=id_) for row, id_ in zip(mine, ids, strict=True)), *rest]
    written = world.moved_on()
    shifted = frozenset(row.id for row in mine)
    if not world.with_ids:
        assert written == ALL
        return
    assert written == ALL - shifted
    assert {world.verdict(id_) for id_ in shifted} == {"doubtful"}


def test_rows_that_changed_places_and_were_reworded_are_asked_about(world: World) -> None:
    if not world.with_ids:
        pytest.skip("rows without ids have none to exchange")
    chance = random.Random(5)
    renumber(world, {"1.1.a": "1.1.b", "1.1.b": "1.1.a"})
    for id_ in ("1.1.a", "1.1.b", "1.2.a"):
        at = world.number(id_)
        text = said_otherwise(world.rows[at].text, 0.45, chance)
        world.rows[at] = world.rows[at]._replace(text=text)
    assert world.moved_on() == ALL - {"1.1.a", "1.1.b"}
    assert {world.verdict("1.1.a"), world.verdict("1.1.b")} == {"doubtful"}


def test_what_was_accepted_is_asked_about_again_when_its_id_carries_another_text(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    if not world.with_ids:
        pytest.skip("a key made of a text never carries another")
    assert run(["match", "--accept", "1.1.a=1.1.a"]) == 0
    first, second = world.number("1.1.a"), world.number("1.1.b")
    a, b = world.rows[first], world.rows[second]
    world.rows[first], world.rows[second] = b._replace(id=a.id), a._replace(id=b.id)
    assert world.moved_on() == ALL - {"1.1.a", "1.1.b"}
    capsys.readouterr()
    assert run(["match", "1.1.a"]) == 0
    shown = capsys.readouterr().out
    assert "<->  row 1.1.a  doubtful" in shown
    # Which of the two is named, the row or the note that fits better, is all one.
    assert re.search(r"contradicted   (Mission )?1\.1\.b fits its words clearly better", shown)
    assert run(["check", "--select", "T104"]) == 1
    assert "Mission 1.1.a may be row 1.1.a, or not; " in (said := capsys.readouterr().out)
    assert "fits clearly better" in said
    # Asked again, the answer counts.
    assert run(["match", "--accept", "1.1.a=1.1.b", "--accept", "1.1.b=1.1.a"]) == 0
    assert run(["sync", "--yes"]) == 0
    assert world.written(AFTER) == ALL


def renumber(world: World, ids: dict[str, str]) -> None:
    """Give rows the ids of others; what they say stays."""
    world.rows = [row._replace(id=ids.get(row.id, row.id)) for row in world.rows]


def accept_another_id(world: World) -> None:
    """The notes call two actions by each other's ids, and somebody said which is which."""
    if not world.with_ids:
        pytest.skip("a key made of a text never carries another")
    renumber(world, {"1.1.a": "1.1.b", "1.1.b": "1.1.a"})
    world.pull(BEFORE)
    assert run(["match", "--accept", "1.1.a=1.1.b", "--accept", "1.1.b=1.1.a"]) == 0
    assert run(["sync", "--yes"]) == 0


def test_what_was_accepted_goes_with_the_text_when_the_list_is_renumbered(world: World) -> None:
    accept_another_id(world)
    renumber(world, {"1.1.a": "1.3.a", "1.3.a": "1.1.a", "1.1.b": "1.1.y"})
    first = world.number("1.1.y")
    world.rows[first] = world.rows[first]._replace(text=world.rows[first].text.rstrip(".") + " .")
    written = world.moved_on()
    assert {"1.1.a", "1.1.b"} <= written
    assert world.actions()["1.1.a"].pair.row.id == "1.1.y"  # type: ignore[union-attr]  # it has one
    # Of the other the note says the id of what it says.
    assert "1.3.a" not in written


def test_what_was_accepted_is_doubtful_when_its_id_says_something_else(world: World) -> None:
    accept_another_id(world)
    at = world.number("1.1.b")
    text = "Something will be done by somebody where ships are, once there is money for it."
    world.rows[at] = world.rows[at]._replace(text=text)
    assert "1.1.a" not in world.moved_on()
    assert world.verdict("1.1.a") == "doubtful"


def test_a_row_is_reworded_beyond_recognition(world: World) -> None:
    at = world.number("1.2.b")
    text = "Something will be done by somebody where ships are, once there is money for it."
    world.rows[at] = world.rows[at]._replace(text=text)
    # An id speaks for itself; without one nobody can know.
    assert world.moved_on() == (ALL if world.with_ids else ALL - {"1.2.b"})


@pytest.mark.parametrize("first", [0.5, 0.62])
def test_a_row_is_split_in_two(world: World, first: float) -> None:
    at = world.number("1.1.b")
    row = world.rows[at]
    words = row.text.split()
    end = round(len(words) * first)
    one, two = " ".join(words[:end]), " ".join(words[end:])
    world.rows[at : at + 1] = [row._replace(text=one), row._replace(id="1.1.z", text=two)]
    # The id says which half goes on; the words alone do not.
    assert world.moved_on() == (ALL if world.with_ids else ALL - {"1.1.b"})
    assert world.verdict("1.1.b") == ("certain" if world.with_ids else "doubtful")
    # The other half is not missing where it may be this one.
    assert run(["check", "--select", "T101"]) == (1 if world.with_ids else 0)


def test_two_rows_are_merged(world: World) -> None:
    first, second = world.number("1.1.a"), world.number("1.1.b")
    a, b = world.rows[first], world.rows[second]
    text = f"{a.text.rstrip('.')}, and {b.text}"
    world.rows[first] = a._replace(text=text, about=(*a.about, *b.about))
    del world.rows[second]
    written = world.moved_on()
    assert written >= ALL - {"1.1.a", "1.1.b"}
    assert "1.1.b" not in written
    if not world.with_ids:
        assert "1.1.a" not in written


def test_rows_are_dropped_and_others_are_added(world: World) -> None:
    area = LISTED["1.2.a"].published_area
    new = Published("1.2.z", "The harbour will paint its cranes in a colour of choice.", area, ())
    world.rows[world.number("1.2.a")] = new
    assert world.moved_on() == ALL - {"1.2.a"}
    assert world.verdict("1.2.a") == "none"


def test_notes_move_to_a_folder(world: World) -> None:
    (world.folder / "Actions").mkdir()
    for id_ in LISTED:
        world.note(id_).rename(world.folder / "Actions" / world.note(id_).name)
    assert world.moved_on() == ALL


def test_a_note_that_loses_its_label_is_known_by_what_it_says(world: World) -> None:
    if not world.with_ids:  # by its words alone it was likely, which is no identity to keep
        keys = {row.text: row.key for row in world.lock().snapshot.rows}
        assert run(["match", "--accept", f"1.1.b={keys[LISTED['1.1.b'].tracker]}"]) == 0
    new = world.folder / "What ships bring.md"
    world.note("1.1.b").rename(new)
    assert world.moved_on() == ALL - {"1.1.b"}
    # Nobody else bears its name, so what was written under it is still known to be ours.
    assert f"status: {AFTER}\n" in new.read_text()
    match = world.actions()["1.1.b"]
    assert match.home is not None
    assert match.home.path == new.name
    assert match.pair is not None
    assert match.pair.row.text == LISTED["1.1.b"].tracker
    assert run(["match", "What ships bring"]) == 0
    before = new.read_text()
    assert run(["sync", "--yes"]) == 0
    assert new.read_text() == before


def test_what_was_written_by_a_likely_pair_is_asked_about_when_its_label_is_lost(
    world: World,
) -> None:
    if world.with_ids:
        pytest.skip("a pair by its id is certain")
    new = world.folder / "What ships bring.md"
    world.note("1.1.b").rename(new)
    assert world.moved_on() == ALL - {"1.1.b"}
    assert f"status: {BEFORE}\n" in new.read_text()
    assert run(["sync", "--yes", "--overwrite-local"]) == 0
    assert f"status: {AFTER}\n" in new.read_text()


def test_a_note_without_a_label_is_not_called_what_another_note_is(world: World) -> None:
    new = world.folder / "What ships bring.md"
    world.note("1.1.b").rename(new)
    world.note("1.1.b").write_text("Something else that nobody has published anywhere.\n")
    assert world.moved_on() >= ALL - {"1.1.b"}
    assert f"status: {BEFORE}\n" in new.read_text()


def test_a_label_that_comes_back_is_the_action_again(world: World) -> None:
    new = world.folder / "What ships bring.md"
    world.note("1.1.b").rename(new)
    world.moved_on()
    new.rename(world.note("1.1.b"))
    world.pull("Behind")
    assert run(["sync", "--yes"]) == 0
    assert world.written("Behind") == ALL


def swap(world: World, one: Path, two: Path) -> None:
    aside = world.folder / "aside.md"
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def test_two_notes_change_names(world: World) -> None:
    swap(world, world.note("1.1.a"), world.note("1.1.b"))
    world.pull(AFTER)
    assert run(["sync", "--yes"]) in (0, 1)
    if world.with_ids:
        assert world.written(AFTER) == ALL - {"1.1.a", "1.1.b"}
        assert {world.verdict("1.1.a"), world.verdict("1.1.b")} == {"doubtful"}
        return
    # Without ids it is the words that count, and they are clear.
    found = {name: match.pair.row.text for name, match in world.actions().items() if match.pair}
    assert found["1.1.a"] == LISTED["1.1.b"].tracker
    assert found["1.1.b"] == LISTED["1.1.a"].tracker


def test_two_notes_whose_rows_were_accepted_change_names(world: World) -> None:
    for id_ in ("1.1.a", "1.1.b"):
        keys = {row.text: row.key for row in world.lock().snapshot.rows}
        assert run(["match", "--accept", f"{id_}={keys[LISTED[id_].tracker]}"]) == 0
    swap(world, world.note("1.1.a"), world.note("1.1.b"))
    # A decision is about a name: what the note says now is a matter of wording.
    assert {world.verdict("1.1.a"), world.verdict("1.1.b")} == {"certain"}
    assert run(["check", "--select", "T204"]) == 1


def test_a_note_is_copied_under_its_name(world: World) -> None:
    (world.folder / "Old").mkdir()
    copy = world.folder / "Old" / world.note("1.1.b").name
    copy.write_text(world.note("1.1.b").read_text())
    assert world.moved_on() == ALL - {"1.1.b"}
    assert len(world.actions()["1.1.b"].claimed_twice) == 2


def test_a_note_is_copied_under_another_name(world: World) -> None:
    copy = world.folder / "Mission 1.1.b copy.md"
    copy.write_text(world.note("1.1.b").read_text())
    before = copy.read_text()
    assert world.moved_on() == ALL
    assert copy.read_text() == before


def test_a_note_is_split(world: World) -> None:
    """The half that keeps the label says half of its row; the rest is a note without label."""
    note = world.note("1.1.b")
    head, _, text = note.read_text().rpartition("---\n")
    words = text.split()
    half = len(words) // 2
    note.write_text(f"{head}---\n{' '.join(words[:half])}.\n")
    rest = world.folder / "The rest.md"
    rest.write_text(" ".join(words[half:]) + "\n")
    before = rest.read_text()
    assert world.moved_on() >= ALL - {"1.1.b"}
    assert rest.read_text() == before


def test_what_a_user_rejected_stays_rejected_when_the_words_move(world: World) -> None:
    key = next(row.key for row in world.lock().snapshot.rows if row.text == LISTED["1.1.b"].tracker)
    assert run(["match", "--reject", f"1.1.b={key}"]) == 0
    at = world.number("1.1.b")
    world.rows[at] = world.rows[at]._replace(text=world.rows[at].text.rstrip(".") + " now.")
    assert world.moved_on() == ALL - {"1.1.b"}
