from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_pull import DAYS, changed
from tests.tracker.published import as_csv, data_set_rows
from vaultsync.cli import run


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault that pulled a list, and the next day another edition of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vaultsync.toml").write_text("[tracker]\nsources = ['list.csv']\n")
    for day, rows in ((1, data_set_rows()), (2, changed())):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", DAYS[day])
        (tmp_path / "list.csv").write_bytes(as_csv(rows))
        assert run(["pull"]) == 0
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["history", *arguments]) == 0
    return capsys.readouterr().out


def test_the_story_of_an_action(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "Mission 1.1a")
    assert out.startswith("1.1.a\n  TBS will ")
    assert out.endswith(
        "  2026-11-21  added: In Progress, Year 2 priority\n"
        "  2026-11-22  status: In Progress -> Completed\n"
    )
    assert told(capsys, "1.1.a") == told(capsys, "1.1a") == out


def test_a_story_goes_on_under_another_number(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "9.9.z").endswith(
        "  2026-11-21  added: In Progress, Year 2 priority\n"
        "  2026-11-22  renumbered: 1.1.c -> 9.9.z\n"
    )
    assert "renumbered: 1.1.c -> 9.9.z" in told(capsys, "1.1.c")


def test_since(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(told(capsys).splitlines()) == 2 + 43 + 5
    lines = told(capsys, "--since", "2026-11-22").splitlines()
    assert lines[0] == "2026-11-22 20:55:58 UTC"
    assert len(lines) == 6
    assert told(capsys, "--since", "2027") == ""
    for word in ("yesterday", "2026-13", "2026-02-30", "\u0662026", "0000"):
        assert run(["history", "--since", word]) == 2


def test_json(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(capsys, "1.1.b", "--format", "json"))
    assert (found["version"], found["tracker"]) == (1, "default")
    assert [event["event"] for event in found["events"]] == ["added", "reworded"]
    assert found["events"][1]["field"] == "text"
    assert found["events"][1]["was"] is None


def test_a_pull_that_changes_no_row_adds_nothing(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (vault / "vaultsync.history.jsonl").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAYS[2]) + 60))
    (vault / "list.csv").write_bytes(as_csv(changed()) + b"\n")
    assert run(["pull"]) == 0
    assert run(["pull", "--dry-run"]) == 0
    assert (vault / "vaultsync.history.jsonl").read_bytes() == before


def test_a_history_that_git_merged(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = vault / "vaultsync.history.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    plain = told(capsys)
    first, second = lines[:43], lines[43:]
    merged = ["<<<<<<< ours\n", *second, "=======\n", *first, ">>>>>>> theirs\n", *first, "{oops\n"]
    path.write_text("".join(merged))
    run(["history"])
    said = capsys.readouterr()
    assert said.out == plain
    assert said.err == "1 line of vaultsync.history.jsonl is not understood, and left out\n"
    path.write_text("".join(lines) + "{oops\n" * 2)
    run(["history"])
    assert (
        "2 lines of vaultsync.history.jsonl are not understood, and left out"
        in capsys.readouterr().err
    )
    path.write_text("".join(lines)[:-1])  # an editor took the last line end
    (vault / "list.csv").write_bytes(as_csv(data_set_rows()))
    assert run(["pull"]) == 0
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vaultsync.toml").write_text("")
    assert run(["history"]) == 0
    assert run(["history", "1.1.a"]) == 2
