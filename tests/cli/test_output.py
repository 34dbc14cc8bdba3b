"""Where output goes, and what happens when it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vaultsync.cli import run
from vaultsync.fast import write_all

VAULT = Path(__file__).parent.parent.parent / "vault"
COMMAND = f'"{sys.executable}" -m vaultsync'


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    shutil.copytree(VAULT, tmp_path / "vault")
    return tmp_path / "vault"


def test_a_reader_that_leaves_is_no_fault(vault: Path) -> None:
    done = shell(f'{COMMAND} status "{vault}" | true; echo ${{PIPESTATUS[0]}}')
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_clearly(vault: Path) -> None:
    done = shell(f'{COMMAND} status "{vault}" > /dev/full')
    assert done.returncode == 2
    assert done.stderr.startswith("vaultsync: the output cannot be written: No space left")


def test_a_disk_that_is_full_halfway_is_said_where_nothing_is_held_back(vault: Path) -> None:
    line = f'trap "" XFSZ; ulimit -f 1; {COMMAND} report --format json "{vault}" > "{vault}.json"'
    done = shell(line, PYTHONUNBUFFERED="1", PYTHONDONTWRITEBYTECODE="1")
    assert 0 < Path(f"{vault}.json").stat().st_size <= 1024
    assert done.returncode == 2
    assert done.stderr.startswith("vaultsync: the output cannot be written: File too large")


def test_all_is_written_where_a_part_is_taken_at_a_time() -> None:
    class Raw:
        def __init__(self, *room: int | None) -> None:
            self.room, self.taken = [*room], b""

        def write(self, data: memoryview) -> int | None:
            room = self.room.pop(0)
            self.taken += bytes(data[:room]) if room else b""
            return room and min(room, len(data))

        def flush(self) -> None:
            pass

    raw = Raw(3, 2, 9)
    write_all(raw, b"a long text")
    assert raw.taken == b"a long text"
    with pytest.raises(BlockingIOError):
        write_all(Raw(3, None), b"a long text")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_clearly_of_what_is_printed_at_once() -> None:
    done = shell(f"{COMMAND} --version > /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("vaultsync: the output cannot be written: No space left")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", ["--help", "-V", "check --help", "sync -h", "rule --help"])
def test_a_full_disk_is_said_clearly_of_help(arguments: str) -> None:
    done = shell(f"{COMMAND} {arguments} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("vaultsync: the output cannot be written: No space left")
    assert "fault" not in done.stderr
    assert "Exception" not in done.stderr


def test_help_that_nobody_reads_is_no_fault() -> None:
    done = shell(f"{COMMAND} check --help | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_closed_input_is_nobodys_concern(vault: Path) -> None:
    done = shell(f'{COMMAND} check --no-cache --format concise "{vault}" <&-')
    assert done.returncode == 1
    assert "fault of vaultsync" not in done.stderr
    assert shell(f"cd '{vault}'; {COMMAND} --version <&- >&- 2>&-").returncode == 0


def test_a_closed_output_is_nobodys_concern(vault: Path) -> None:
    done = shell(f'{COMMAND} status "{vault}" >&-')
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("option", ["--select Z9", "--ignore T999"])
def test_a_code_that_no_rule_has_is_refused(vault: Path, option: str) -> None:
    done = shell(f'{COMMAND} check "{vault}" {option}')
    assert done.returncode == 2
    assert "no rule has the code" in done.stderr


def test_a_code_in_the_configuration_that_no_rule_has_is_refused(vault: Path) -> None:
    (vault / "vaultsync.toml").write_text('# T999\n[severity]\nT999 = "error"\n')
    done = shell(f'{COMMAND} check "{vault}"')
    assert done.returncode == 2
    assert "vaultsync.toml:3: no rule has the code T999" in done.stderr


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('note-name = "T999 {action}"\nignore = [\n  "L4", # not T999\n  "T999",\n]\n', 4),
        ('[[paths]]\nmatch = "T999/*"\nignore = [\n"L4",\n"T999"]\n', 5),
        ('label = "T999 (?P<action>.)"\nselect = ["T999"]', 2),
        ('severity.T999 = "error"\n', 1),
        ('vault = "."\nseverity = { T204 = "info", T999 = "error" }\n', 2),
        ('ignore = ["\\u0054999"]\n', 0),
    ],
)
def test_the_line_of_a_code_is_that_of_the_setting(vault: Path, text: str, line: int) -> None:
    """Other lines may hold the same letters, in a comment, a name or a folder."""
    (vault / "vaultsync.toml").write_text(text)
    done = shell(f'{COMMAND} check "{vault}"')
    where = f"vaultsync.toml:{line}" if line else "vaultsync.toml"
    assert f"{where}: no rule has the code T999" in done.stderr


def test_a_narrowed_check_counts_what_it_was_asked_about(vault: Path) -> None:
    done = shell(f'{COMMAND} check "{vault}/Mission 3.1b.md"')
    assert "1 action differs from the tracker." in done.stdout
    assert "2 can be written" in done.stdout


def test_where_no_action_is_stated_none_is_said_to_agree(vault: Path) -> None:
    (vault / "Diary.md").write_text("Rain again.\n")
    done = shell(f'{COMMAND} check "{vault}/Diary.md"')
    assert "No action is stated here.\n" in done.stdout
    assert "differ" not in done.stdout
    done = shell(f'{COMMAND} sync "{vault}/Diary.md"')
    assert done.stderr == "nothing to write: no action has its home here\n"


def test_nothing_to_write_does_not_claim_agreement(vault: Path) -> None:
    done = shell(f'{COMMAND} sync "{vault}/Mission 3.1a.md"')
    assert done.stderr == "nothing to write: 0 agree, 1 not in this snapshot\n"
    note = vault / "Mission 3.1b.md"
    shell(f'{COMMAND} sync "{vault}" --yes')
    text = note.read_text()
    note.write_text(text.replace("Not Started", "Completed").replace("not-started", "completed"))
    done = shell(f'{COMMAND} sync "{note}"')
    assert done.stderr == "nothing to write: 0 agree, 1 changed here\n"


def test_colour_is_a_choice(vault: Path) -> None:
    line = f'{COMMAND} status "{vault}"'
    assert "\x1b[" not in shell(line).stdout
    assert "\x1b[" in shell(line, FORCE_COLOR="1").stdout
    assert "\x1b[" not in shell(line, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" in shell(f"{line} --color always", NO_COLOR="1").stdout


def test_the_log_mends_what_a_crash_left_before_it_lists(vault: Path) -> None:
    shell(f'{COMMAND} sync "{vault}" --yes')
    (entry,) = (vault / ".vaultsync/journal").glob("*.done")
    entry.rename(entry.with_suffix(".prepared"))
    done = shell(f'{COMMAND} log --vault "{vault}"')
    assert "was cut short" in done.stderr
    assert "prepared" not in done.stdout


@pytest.mark.parametrize("arguments", [(), ("--corrections",)])
def test_a_report_in_a_file_is_said(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    file = tmp_path / "for others.md"
    assert run(["report", "--vault", str(vault), *arguments, "-o", str(file)]) == 0
    assert capsys.readouterr() == ("", f"wrote {file}\n")
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_rules_that_have_to_be_selected_are_listed_as_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rule"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "L418  off      portable-link" in listed
    assert "L417  info     duplicate-heading" in listed


def test_a_reason_is_for_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sync", "--reason", "why", "--dry-run"]) == 2
    assert "it goes with --keep-local" in capsys.readouterr().err
