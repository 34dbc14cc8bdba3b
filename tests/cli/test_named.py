"""Several trackers in one vault: every command is about all of them, or one by its name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.commands import Said
from tests.cli.test_quiet import Scripted
from tests.tracker.site import Asked, Reply, played
from vaultsync.cli import run, watch
from vaultsync.watching.events import Hints

PAGE = """Found 2 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
1.1.b - Open government
Action: PCO will train analysts in the statistics of small communities.
Area for action: Open data
Priority: Year 1
Status: Completed
"""
RISKS = """Nr,Risk,State
1,The old servers fail before they are replaced.,In Progress
2,Nobody is left who knows the register.,Not Started
3,Too few analysts can be trained in time.,Behind
"""
OWN_NAMES = """
[tracker.risks.names]
status-property = "risk-status"
priority-property = "risk-priority"
status-tag = "risk-status/"
priority-tag = "risk-priority/"
id-property = "risk"
"""
OF_RISKS = r"""
[tracker.risks]
sources = ["risks.csv"]
label = 'Risk (?P<action>\d+)'
mapping = { id = "Nr", text = "Risk", status = "State" }
"""
CONFIG = 'vault = "notes"\n[tracker]\nsources = ["page.txt"]\n' + OF_RISKS + OWN_NAMES
DEFAULT_LESS = 'vault = "notes"\n[tracker.plan]\nsources = ["page.txt"]\n' + OF_RISKS + OWN_NAMES
NOTES = {
    "Mission 1.1.md": "Open data\n",
    "Mission 1.1a.md": "TBS will publish a road map for open data.\n",
    "Mission 1.1b.md": "---\nrisk: 3\ntags: [team]\n---\n"
    "PCO will train analysts in the statistics of small communities.\n",
    "Risk 1.md": "The old servers fail before they are replaced.\n",
    "Risk 2.md": "Nobody is left who knows the register.\n",
}


class Home:
    """A folder with a configuration, two lists and the folder of the notes."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str], config: str) -> None:
        self.folder, self._capfd = folder, capfd
        self.write("vaultsync.toml", config)
        self.write("page.txt", PAGE)
        self.write("risks.csv", RISKS)
        for name, text in NOTES.items():
            self.write(f"notes/{name}", text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def note(self, name: str) -> str:
        return (self.folder / "notes" / f"{name}.md").read_text(encoding="utf-8")

    def notes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "notes").glob("*.md")}

    def run(self, *arguments: str) -> Said:
        self._capfd.readouterr()
        code = run([*arguments])
        return Said(*self._capfd.readouterr(), code)

    def found(self, *arguments: str) -> list[str]:
        """Path, code and tracker of what a check finds."""
        said = self.run("check", "--format", "json", *arguments)
        return [
            f"{each['path']} {each['code']} {each.get('tracker')}"
            for each in json.loads(said.out)["diagnostics"]
        ]


@pytest.fixture
def home(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Home:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795294558")
    return Home(tmp_path, capfd, CONFIG)


@pytest.fixture
def pulled(home: Home) -> Home:
    assert home.run("pull").code == 0
    return home


def test_pull_reads_all_of_them(home: Home) -> None:
    said = home.run("pull")
    assert said.code == 0
    assert said.out.index("tracker default\n\npage.txt: 2 rows of 2") < said.out.index(
        "tracker risks\n\nrisks.csv: 3 rows"
    )
    assert said.err.splitlines() == ["wrote vaultsync.lock"]
    assert home.run("pull").err.splitlines() == ["vaultsync.lock is up to date"]


def test_one_that_cannot_be_read_stops_no_other(pulled: Home) -> None:
    before = (pulled.folder / "vaultsync.lock").read_text().partition('"risks"')
    (pulled.folder / "page.txt").unlink()
    pulled.write("risks.csv", RISKS.replace("Behind", "Completed"))
    said = pulled.run("pull")
    assert said.code == 2
    assert "vaultsync: the tracker default was not read: page.txt cannot be read" in said.err
    assert "3  status: Behind -> Completed" in said.out
    after = (pulled.folder / "vaultsync.lock").read_text().partition('"risks"')
    assert before[0] == after[0]
    assert before[2] != after[2]


def test_pull_as_json_and_markdown(home: Home) -> None:
    (home.folder / "page.txt").unlink()
    said = home.run("pull", "--dry-run", "--format", "json")
    assert said.code == 2
    risks, default = json.loads(said.out)["trackers"]
    assert (risks["tracker"], len(risks["added"])) == ("risks", 3)
    reason = "page.txt cannot be read: No such file or directory"
    assert default == {"tracker": "default", "error": reason}
    home.write("page.txt", PAGE)
    said = home.run("pull", "--dry-run", "--format", "markdown")
    assert said.code == 1
    assert "# What changed in the tracker risks\n" in said.out


def test_check_holds_the_vault_against_each(pulled: Home) -> None:
    assert pulled.found() == [
        "../vaultsync.lock C901 risks",
        "Mission 1.1a.md T201 default",
        "Mission 1.1a.md T202 default",
        "Mission 1.1b.md T201 risks",
        "Mission 1.1b.md T201 default",
        "Mission 1.1b.md T202 default",
        "Mission 1.1b.md T204 risks",
        "Risk 1.md T201 risks",
        "Risk 2.md T201 risks",
    ]
    said = pulled.run("check")
    assert "Risk 1.md:1:1: T201 risks: status is missing; the tracker says In Progress" in said.out
    assert "default: 2 actions differ (2 of 2 rows, read 2026-11-21)." in said.out
    assert "risks: 3 actions differ (3 rows, read 2026-11-21)." in said.out
    assert "7 can be written: vaultsync sync --dry-run" in said.out


def test_check_is_about_one_by_its_name(pulled: Home) -> None:
    assert {each.rpartition(" ")[2] for each in pulled.found("--name", "risks")} == {"risks"}
    said = pulled.run("check", "--name", "risks")
    assert "3 actions differ from the tracker.\nThe snapshot: 3 rows, read" in said.out
    assert "3 can be written: vaultsync sync --name risks --dry-run" in said.out


def test_what_is_said_of_the_vault_alone_is_said_once(pulled: Home) -> None:
    pulled.write("notes/Home.md", "[[Nowhere]] [Risk 1](<Risk 2.md>)\n")
    assert [each for each in pulled.found() if each.startswith("Home.md")] == [
        "Home.md L401 None",
        "Home.md E308 None",
    ]


@pytest.mark.parametrize("command", ["check", "status", "match", "report", "sync", "pull"])
def test_an_unknown_name_is_refused_with_those_that_are_known(pulled: Home, command: str) -> None:
    said = pulled.run(command, "--name", "risk")
    assert said.code == 2
    assert "there is no tracker 'risk' in vaultsync.toml" in said.err
    assert "Its trackers: default, risks." in said.err


def test_one_that_was_never_read_is_said_once(home: Home) -> None:
    assert home.run("pull", "--name", "risks").code == 0
    said = home.run("check")
    assert said.code == 1
    assert said.err == (
        "vaultsync: the tracker default was never read, so nothing was held against it; "
        "read it: vaultsync pull --name default\n"
    )
    said = home.run("check", "--name", "default")
    assert said.code == 2
    assert f"{home.folder / 'vaultsync.lock'} does not hold the tracker default" in said.err


def test_none_that_was_read_is_an_error(home: Home) -> None:
    said = home.run("check")
    assert said.code == 2
    assert "vaultsync.lock is not there, although" in said.err


def test_a_suppression_for_any_of_them_is_used(pulled: Home) -> None:
    for name in ("Risk 1", "Mission 1.1a"):
        text = pulled.note(name)
        pulled.write(f"notes/{name}.md", f"%% vaultsync: ignore-note[T2] later %%\n\n{text}")
    found = pulled.found()
    assert not [each for each in found if "X001" in each or each.startswith("Risk 1")]
    assert not [each for each in pulled.found("--name", "risks") if "X001" in each]


def test_what_belongs_to_one_is_not_unlisted_for_another(pulled: Home) -> None:
    pulled.write("notes/Risk 2.md", "Nobody knows the register.\n")
    pulled.write("notes/Mission 1.1c.md", "DFO will count fish.\n")
    assert pulled.found("--select", "T1") == ["Mission 1.1c.md T102 default"]


def test_an_id_of_its_own_is_unlisted_whatever_else_a_note_is(pulled: Home) -> None:
    pulled.write("notes/Risk 2.md", "---\naction_id: 9.9\n---\nNobody knows the register.\n")
    assert pulled.found("--select", "T1") == ["Risk 2.md T102 default"]


def test_a_labelled_note_is_no_text_of_another_list(home: Home) -> None:
    home.write("page.txt", PAGE.replace("TBS will publish a road map for open data.", RISKS[16:62]))
    home.run("pull")
    found = [each for each in home.found("--select", "T") if each.startswith("Risk 1")]
    assert found == ["Risk 1.md T201 risks"]


def test_status_shows_each(pulled: Home) -> None:
    said = pulled.run("status").out
    assert said.startswith("tracker default\n\n")
    assert "\n\ntracker risks\n\n" in said
    assert "2 actions: 0 agree, 2 to write" in said
    assert "3 actions: 0 agree, 3 to write" in said
    assert "tracker risks" not in pulled.run("status", "--name", "risks").out
    found = json.loads(pulled.run("status", "--format", "json").out)
    assert [each["tracker_name"] for each in found["actions"]] == ["default"] * 2 + ["risks"] * 3
    assert found["snapshot"]["rows"] == 5
    assert found["snapshots"]["risks"]["rows"] == 3


def test_reports_show_each(pulled: Home) -> None:
    assert "tracker risks" in pulled.run("report").out
    assert "# Vault and tracker risks" in pulled.run("report", "--format", "markdown").out
    assert "<h1>Vault and tracker risks</h1>" in pulled.run("report", "--format", "html").out
    table = pulled.run("report", "--format", "csv").out.splitlines()
    assert table[0].endswith(",tracker_name")
    assert table[-1].endswith(",risks")
    found = json.loads(pulled.run("report", "--format", "json").out)
    assert {each["tracker_name"] for each in found["entries"]} == {"default", "risks"}
    assert {"status": "in-progress", "word": "In Progress", "rows": 2} in found["statuses"]
    assert "# Corrections to risks" in pulled.run("report", "--corrections").out


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "c.csv"], "kind,"),
        (["-o", "C.CSV"], "kind,"),
        (["-o", "c.md"], "# Corrections"),
        (["-o", "c"], "# Corrections"),
        (["--format", "markdown", "-o", "c.csv"], "# Corrections"),
        (["--format", "csv", "-o", "c.md"], "kind,"),
    ],
)
def test_corrections_are_written_as_their_file_ends(
    pulled: Home, options: list[str], begins: str
) -> None:
    assert pulled.run("report", "--corrections", *options).code == 0
    assert (pulled.folder / options[-1]).read_text().startswith(begins)


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "r.html"], "<!DOCTYPE html>"),
        (["-o", "r.md"], "# Vault and tracker"),
        (["-o", "r.json"], "{"),
        (["-o", "r"], "tracker default"),
        (["--format", "csv", "-o", "r.html"], "mission,"),
    ],
)
def test_a_report_is_written_as_its_file_ends(
    pulled: Home, options: list[str], begins: str
) -> None:
    assert pulled.run("report", *options).code == 0
    assert (pulled.folder / options[-1]).read_text().startswith(begins)


@pytest.mark.parametrize("options", [["-o", "c.html"], ["-o", "c.json"], ["--format", "json"]])
def test_corrections_have_no_other_form(pulled: Home, options: list[str]) -> None:
    assert pulled.run("report", "--corrections", *options).code == 2
    assert not (pulled.folder / options[-1]).exists()


def test_sync_is_one_write_of_all(pulled: Home) -> None:
    before, lock = pulled.notes(), (pulled.folder / "vaultsync.lock").read_bytes()
    said = pulled.run("sync", "--yes")
    assert said.code == 0
    assert "risks row 1, certain (id)" in said.out
    assert pulled.note("Mission 1.1b") == (
        "---\nrisk: 3\ntags: [team, status/completed, priority/year-1, risk-status/behind]\n"
        "status: Completed\npriority: Year 1\nrisk-status: Behind\n---\n"
        "PCO will train analysts in the statistics of small communities.\n"
    )
    assert pulled.run("log").out.count("sync") == 1
    assert pulled.found("--select", "T2") == ["Mission 1.1b.md T204 risks"]
    assert "the vault and the tracker agree" in pulled.run("sync", "--yes").err
    assert pulled.run("undo", "--yes").code == 0
    assert pulled.notes() == before
    assert (pulled.folder / "vaultsync.lock").read_bytes() == lock


def test_undo_of_one_of_two_syncs_leaves_the_other(pulled: Home) -> None:
    assert pulled.run("sync", "--yes", "--name", "default").code == 0
    assert "risk-status" not in pulled.note("Mission 1.1b")
    assert pulled.run("sync", "--yes", "--name", "risks").code == 0
    first = pulled.run("log").out.splitlines()[-1].split()[0]
    said = pulled.run("undo", "--yes", first)
    assert said.code == 1
    assert "left as it is: Mission 1.1b.md" in said.err
    assert pulled.note("Mission 1.1a") == NOTES["Mission 1.1a.md"]
    # What was written last is known for the note that is left, and for the other tracker.
    assert pulled.found("--select", "T2") == [
        "Mission 1.1a.md T201 default",
        "Mission 1.1a.md T202 default",
        "Mission 1.1b.md T204 risks",
    ]


def test_a_part_of_a_plan(pulled: Home) -> None:
    assert pulled.run("sync", "-o", "plan.json").code == 0
    pulled.write("notes/Mission 1.1b.md", pulled.note("Mission 1.1b") + "More.\n")
    said = pulled.run("apply", "plan.json", "--yes")
    assert said.code == 1
    lock = json.loads((pulled.folder / "vaultsync.lock").read_text())["trackers"]
    assert [each["action"] for each in lock["default"]["base"]] == ["Mission 1.1a"] * 2
    assert [each["action"] for each in lock["risks"]["base"]] == ["Risk 1", "Risk 2"]


@pytest.mark.parametrize("note", ["notes/Risk 1.md", "risk 1"])
def test_keep_local_of_one(pulled: Home, note: str) -> None:
    assert pulled.run("sync", "--yes").code == 0
    risk = pulled.note("Risk 1").replace("In Progress", "Behind").replace("in-progress", "behind")
    pulled.write("notes/Risk 1.md", risk)
    assert pulled.found("--select", "T2")[-1] == "Risk 1.md T206 risks"
    said = pulled.run("sync", "--yes", "--keep-local", note, "--reason", "we know")
    assert "kept from now on: Risk 1: status Behind, while the tracker says In Progress" in said.err
    assert pulled.found("--select", "T2") == ["Mission 1.1b.md T204 risks"]


def test_new_notes_have_names_of_their_tracker(home: Home) -> None:
    config = CONFIG.replace("[tracker.risks]\n", '[tracker.risks]\nnote-name = "Risk {action}"\n')
    home.write("vaultsync.toml", config)
    home.write("risks.csv", RISKS + "4,The harbour silts up.,Behind\n")
    home.run("pull")
    assert home.found("--select", "T101") == ["../vaultsync.lock T101 risks"]
    assert home.run("sync", "--yes", "--create-notes").code == 0
    assert "risk-status: Behind\n" in home.note("Risk 4")


@pytest.fixture
def shared(home: Home) -> Home:
    """Two trackers that keep their values under one name, and a note that is of both."""
    config = CONFIG.partition("[tracker.risks.names]")[0]
    home.write("vaultsync.toml", config + '[tracker.risks.names]\nid-property = "risk"\n')
    home.run("pull")
    return home


def test_a_note_of_two_trackers_under_one_name_is_left(shared: Home) -> None:
    found = shared.found("--select", "T")
    assert [each for each in found if each.startswith("Mission 1.1b")] == [
        "Mission 1.1b.md T107 default",
        "Mission 1.1b.md T204 risks",
    ]
    said = shared.run("sync", "--yes")
    assert said.code == 1
    assert "the tracker risks keeps its values there, under the same names" in said.out
    assert shared.note("Mission 1.1b") == NOTES["Mission 1.1b.md"]
    assert "status: In Progress" in shared.note("Risk 1")
    assert "status: In Progress" in shared.note("Mission 1.1a")
    status = shared.run("status").out
    assert "an action of risks too, under the same names" in status


def test_match_finds_an_action_in_whichever_list(pulled: Home) -> None:
    assert pulled.run("match").out.count("tracker ") == 2
    assert pulled.run("match", "Risk 2").out.startswith("tracker risks\nRisk 2  <->  row 2")
    both = pulled.run("match", "Mission 1.1b").out
    assert "tracker default" in both
    assert "tracker risks" in both
    said = pulled.run("match", "Risk 9")
    assert (said.code, "no action 'Risk 9'" in said.err) == (2, True)


def test_decisions_go_to_the_list_that_is_meant(pulled: Home) -> None:
    said = pulled.run("match", "--accept", "Risk 2=3", "--accept", "Mission 1.1a=1.1.b")
    assert said.code == 0
    assert "Risk 2 is row 3, of the tracker risks" in said.err
    assert "Mission 1.1a is row 1.1.b, of the tracker default" in said.err
    lock = json.loads((pulled.folder / "vaultsync.lock").read_text())["trackers"]
    assert [each["key"] for each in lock["risks"]["identities"]] == ["3"]
    assert [each["key"] for each in lock["default"]["identities"]] == ["1.1.b"]
    said = pulled.run("match", "--forget", "Risk 2")
    assert "Risk 2: what was settled is forgotten, of the tracker risks" in said.err
    said = pulled.run("match", "--accept", "Risk 2=1.1.a")
    assert (said.code, "no row of the tracker has the key '1.1.a'" in said.err) == (2, True)


def test_history_tells_of_each(pulled: Home) -> None:
    said = pulled.run("history").out
    assert said.index("tracker default\n") < said.index("tracker risks\n")
    assert pulled.run("history", "Risk 2").out.startswith("tracker risks\n\n2\n")
    assert "tracker" not in pulled.run("history", "--name", "risks").out
    found = json.loads(pulled.run("history", "--format", "json").out)
    assert found["tracker"] is None
    assert {each["tracker"] for each in found["events"]} == {"default", "risks"}


def test_a_run_may_bring_the_list_of_one(pulled: Home) -> None:
    pulled.write("new.csv", RISKS.replace("In Progress", "Completed"))
    said = pulled.run("check", "--tracker", "new.csv", "--name", "risks", "--format", "concise")
    assert "Risk 1.md:1:1: T201 risks: status is missing; the tracker says Completed" in said.out
    assert "T201 default" not in said.out
    said = pulled.run("sync", "--yes", "--tracker", "new.csv", "--name", "risks")
    assert said.code == 0
    assert "risk-status: Completed" in pulled.note("Risk 1")
    assert pulled.note("Mission 1.1a") == NOTES["Mission 1.1a.md"]


def test_trackers_without_a_default(home: Home) -> None:
    home.write("vaultsync.toml", DEFAULT_LESS)
    assert home.run("pull").code == 0
    assert "Mission 1.1a.md T201 plan" in home.found()
    assert home.run("sync", "--yes").code == 0
    assert home.found("--select", "T2") == ["Mission 1.1b.md T204 risks"]
    said = home.run("pull", "page.txt")
    assert said.code == 2
    assert "it is not clear which tracker the source belongs to" in said.err
    assert "--name plan, --name risks" in said.err
    home.write("notes/Home.md", "[Mission 1.1](<Mission 1.1a.md>)\n")
    assert "Home.md E308 None" in home.found()
    assert home.run("undo", "--yes").code == 0


def test_one_named_tracker_is_meant_where_none_is_named(home: Home) -> None:
    home.write("vaultsync.toml", 'vault = "notes"\n' + OF_RISKS)
    assert home.run("pull").code == 0
    said = home.run("check", "--format", "concise")
    assert "T201 status is missing" in said.out
    assert home.run("pull", "risks.csv").code == 0
    assert "tracker" not in json.loads(home.run("check", "--format", "json").out)["diagnostics"][0]


def test_a_tracker_that_the_configuration_drops_is_left_alone(pulled: Home) -> None:
    pulled.write("vaultsync.toml", 'vault = "notes"\n[tracker]\nsources = ["page.txt"]\n')
    assert {each.rpartition(" ")[2] for each in pulled.found()} == {"None"}
    assert pulled.run("pull").code == 0
    assert '"risks": {' in (pulled.folder / "vaultsync.lock").read_text()


def watched(
    home: Home, monkeypatch: pytest.MonkeyPatch, *steps: object, name: str = "", sync: bool = False
) -> str:
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    monkeypatch.setattr(watch, "was_just_saved", lambda file: False)
    monkeypatch.setattr(watch, "QUIET_BEFORE_WRITING", 0)
    monkeypatch.setattr(Scripted, "steps", [*steps])
    words = [*(["--name", name] if name else []), *(["--sync"] if sync else [])]
    said = home.run("watch", *words)
    assert said.code == 0
    return said.out + said.err


def test_a_watch_judges_by_all_of_them(pulled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def mend() -> Hints:
        text = "---\nrisk-status: In Progress\ntags: [risk-status/in-progress]\n---\n"
        pulled.write("notes/Risk 1.md", text + NOTES["Risk 1.md"])
        return Hints(frozenset({"Risk 1.md"}), False)

    said = watched(pulled, monkeypatch, mend)
    assert "watching 5 notes, trackers default of 2026-11-21, risks of 2026-11-21;" in said
    assert "mended  T201  risks: status is missing; the tracker says In Progress" in said
    pulled.write("notes/Risk 1.md", NOTES["Risk 1.md"])
    said = watched(pulled, monkeypatch, mend, name="default")
    assert "watching 5 notes, tracker of 2026-11-21;" in said
    assert "mended" not in said


def test_a_watch_writes_for_all_of_them(pulled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    said = watched(pulled, monkeypatch, lambda: None, lambda: None, sync=True)
    assert "wrote 4 notes" in said
    assert "risk-status: Behind" in pulled.note("Mission 1.1b")

    def pull() -> Hints:
        pulled.write("risks.csv", RISKS.replace("Behind", "Completed"))
        pulled.run("pull", "--name", "risks")
        return Hints(frozenset(), True)

    said = watched(pulled, monkeypatch, pull, lambda: None, sync=True)
    assert "risk-status: Completed" in pulled.note("Mission 1.1b")


def history(home: Home) -> list[str]:
    path = home.folder / "vaultsync.history.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [
        f"{event['tracker']} {event['event']} {event['key']}" for event in map(json.loads, lines)
    ]


def test_a_sync_that_reads_a_list_tells_the_history(pulled: Home) -> None:
    before = history(pulled)
    pulled.write("new.csv", RISKS.replace("Behind", "Completed"))
    said = pulled.run("sync", "--dry-run", "--tracker", "new.csv", "--name", "risks")
    assert (said.code, history(pulled)) == (1, before)
    assert pulled.run("sync", "--yes", "--tracker", "new.csv", "--name", "risks").code == 0
    assert history(pulled) == [*before, "risks moved 3"]
    # Its own time tells it from what was read before.
    assert pulled.run("undo", "--yes").code == 0


def test_an_undo_takes_the_history_back(pulled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (pulled.folder / "vaultsync.history.jsonl").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795380958")
    pulled.write("new.csv", RISKS.replace("Behind", "Completed"))
    assert pulled.run("sync", "--yes", "--tracker", "new.csv", "--name", "risks").code == 0
    assert history(pulled)[-1] == "risks moved 3"
    assert pulled.run("undo", "--yes").code == 0
    assert (pulled.folder / "vaultsync.history.jsonl").read_bytes() == before


def test_nothing_is_left_of_a_sync_that_began_it_all(home: Home) -> None:
    before = home.notes()
    assert home.run("sync", "--yes", "--tracker", "page.txt").code == 0
    assert history(home) == ["default added 1.1.a", "default added 1.1.b"]
    assert home.run("undo", "--yes").code == 0
    assert home.notes() == before
    assert sorted(path.name for path in home.folder.iterdir()) == [
        "notes", "page.txt", "risks.csv", "vaultsync.toml"
    ]  # fmt: skip


def test_a_plan_that_reads_a_list_tells_the_history_when_it_is_applied(pulled: Home) -> None:
    before = history(pulled)
    pulled.write("new.csv", RISKS.replace("Behind", "Completed"))
    words = ["--tracker", "new.csv", "--name", "risks", "-o", "plan.json"]
    assert pulled.run("sync", *words).code == 0
    assert history(pulled) == before
    (pulled.folder / "new.csv").unlink()
    said = pulled.run("apply", "plan.json", "--yes")
    assert said.code == 0
    assert "a new reading of the tracker: 3 rows, from new.csv" in said.err
    assert history(pulled) == [*before, "risks moved 3"]


def test_sync_pulls_an_address(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    home.write("notes/Risk 3.md", "Too few analysts can be trained in time.\n")
    with played(lambda asked: Reply(body=RISKS.encode())) as site:
        address = f"{site.address}/risks.csv"
        assert home.run("sync", "--yes", "--tracker", address, "--name", "risks").code == 0
        lock = json.loads((home.folder / "vaultsync.lock").read_text())["trackers"]
        assert [each["source"] for each in lock["risks"]["sources"]] == [address]
        assert "risk-status: Not Started" in home.note("Risk 2")
        assert history(home) == ["risks added 1", "risks added 2", "risks added 3"]


def marked(asked: Asked) -> Reply:
    """A list that its server marks."""
    if asked.headers.get("If-None-Match") == '"one"':
        return Reply(status=304)
    return Reply(body=RISKS.encode(), headers={"ETag": '"one"'})


def test_sync_does_not_read_what_is_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with played(marked) as site:
        words = ["sync", "--yes", "--tracker", f"{site.address}/risks.csv", "--name", "risks"]
        assert home.run(*words).code == 0
        lock = (home.folder / "vaultsync.lock").read_bytes()
        assert b'"etag": "\\"one\\""' in lock
        asked = len(site.asked)
        note = home.note("Risk 2")
        home.write("notes/Risk 2.md", note.replace("Not Started", "").replace("risk-status: ", ""))
        home.run(*words, "--overwrite-local")
        assert [each.headers.get("If-None-Match") for each in site.asked[asked:]] == ['"one"']
        assert (home.folder / "vaultsync.lock").read_bytes() == lock
        assert home.run("pull", f"{site.address}/risks.csv", "--name", "risks").code == 0
        assert len(site.asked) == asked + 2
        assert (home.folder / "vaultsync.lock").read_bytes() == lock


def test_what_is_decided_while_a_server_is_asked_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def deciding(asked: Asked) -> Reply:
        reply = marked(asked)
        if reply.status == 304:
            assert home.run("match", "--name", "risks", "--reject", "Risk 2=2").code == 0
        return reply

    with played(deciding) as site:
        words = ["sync", "--yes", "--tracker", f"{site.address}/risks.csv", "--name", "risks"]
        assert home.run(*words).code == 0
        note = home.note("Risk 1")
        home.write("notes/Risk 1.md", re.sub("(?m)^risk-status: .*\n", "", note))
        home.run(*words, "--overwrite-local")
        assert '"rejected"' in (home.folder / "vaultsync.lock").read_text()


def test_a_plan_in_a_file_brings_no_marks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside bytes of somebody else's they would hide the list itself from every pull."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with played(marked) as site:
        address = f"{site.address}/risks.csv"
        words = ["--tracker", address, "--name", "risks", "-o", "plan.json"]
        assert home.run("sync", *words).code == 0
        assert "states" not in json.loads((home.folder / "plan.json").read_text())["recipe"]
        assert home.run("apply", "--yes", "plan.json").code == 0
        assert b"etag" not in (home.folder / "vaultsync.lock").read_bytes()
        assert home.run("pull", address, "--name", "risks").code == 0
        assert "If-None-Match" not in site.asked[-1].headers


@pytest.mark.parametrize("command", ["check", "status", "match", "report", "watch"])
def test_other_commands_read_no_address(pulled: Home, command: str) -> None:
    said = pulled.run(command, "--tracker", "https://example.org/list")
    assert said.code == 2
    assert "https://example.org/list is an address, and only pull and sync read those" in said.err
    assert "vaultsync pull https://example.org/list" in said.err


def test_a_merge_of_a_tracker_that_was_dropped(pulled: Home) -> None:
    assert pulled.run("sync", "--yes").code == 0
    lock = pulled.folder / "vaultsync.lock"
    base = '{"action": "Risk 1", "field": "status", "token": "in-progress"}'
    text = lock.read_text()
    assert base in text
    other = base.replace("in-progress", "behind")
    merged = f"<<<<<<< ours\n        {base},\n=======\n        {other},\n>>>>>>> theirs\n"
    lock.write_text(text.replace(f"        {base},\n", merged))
    pulled.write("vaultsync.toml", 'vault = "notes"\n[tracker]\nsources = ["page.txt"]\n')
    assert pulled.run("check").code == 2
    assert pulled.run("pull").code == 0
    assert pulled.run("check", "--select", "T").code == 0
    assert '"risks": {' in lock.read_text()


def test_what_is_written_while_a_list_is_read_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull takes as long as its server does; others write into the lock meanwhile."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert home.run("pull").code == 0

    def slow(asked: Asked) -> Reply:
        # What a sync of the other list, and of this one, writes while the server thinks.
        assert home.run("sync", "--yes").code == 0
        return Reply(body=RISKS.replace("Behind", "Completed").encode())

    with played(slow) as site:
        assert home.run("pull", f"{site.address}/risks.csv", "--name", "risks").code == 0
    lock = json.loads((home.folder / "vaultsync.lock").read_text())["trackers"]
    assert lock["default"]["base"]
    assert lock["risks"]["base"]
    assert [each["source"] for each in lock["risks"]["sources"]] == [f"{site.address}/risks.csv"]
    assert home.run("undo", "--yes").code == 0
