"""Settling doubt: by options, and in a review at a real terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

from tests.vaults import page
from vaultsync.cli import run
from vaultsync.tracker.lock import Identity, read_lock
from vaultsync.tracker.vocabulary import Vocabulary

AREA = "Open data"
ROAD = "TBS will publish a road map for open data with provinces and territories every spring."
TRAIN = "PCO will train all analysts of the public service in statistics and in plain language."
# Between these nobody can choose: the vault says what they have in common.
SPRING = "SSC will pilot cold storage for the archives of weather stations in the far north."
AUTUMN = "SSC will pilot warm storage for the archives of weather stations in the far south."
WINTER = "SSC will pilot great storage for the archives of weather stations in the far east."
TWINS = (SPRING, AUTUMN, WINTER)
EITHER = "SSC will pilot storage for the archives of weather stations in the far regions."


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795294558")
    notes = {
        "Mission 1.1.md": f"# Mission 1.1\n{AREA}\n",
        "Mission 1.1a.md": ROAD,
        "Mission 1.1b.md": EITHER,
    }
    for name, text in notes.items():
        (tmp_path / name).write_text(text)
    rows = [(text, AREA, "Completed", "Year 1") for text in (ROAD, TRAIN, *TWINS)]
    (tmp_path / "page.txt").write_text(page(*rows))
    (tmp_path / "vaultsync.toml").write_text("")
    assert run(["pull", "page.txt"]) == 0
    return tmp_path


def identities(vault: Path) -> tuple[Identity, ...]:
    return read_lock((vault / "vaultsync.lock").read_bytes(), Vocabulary()).identities


def keys(vault: Path) -> dict[str, str]:
    rows = read_lock((vault / "vaultsync.lock").read_bytes(), Vocabulary()).snapshot.rows
    return {row.text: row.key for row in rows}


def test_a_decision_stands_in_the_lock_with_the_rows_text(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = keys(vault)[SPRING]
    assert run(["match", "--accept", f"1.1b={key[:6]}", "--reason", "asked them"]) == 0
    assert f"Mission 1.1b is row {key}\nwrote " in capsys.readouterr().err
    assert identities(vault) == (
        Identity("Mission 1.1b", key, SPRING, "2026-11-21", "accepted", "asked them"),
    )
    assert run(["match", "1.1b"]) == 0
    shown = capsys.readouterr().out
    assert "certain (by your decision)" in shown
    assert "accepted on 2026-11-21: asked them" in shown


def test_what_was_rejected_is_never_proposed_again(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = keys(vault)
    options = [f"--reject=1.1b={known[text]}" for text in TWINS]
    assert run(["match", *options, "--reason", "asked"]) == 0
    assert {each.how for each in identities(vault)} == {"rejected"}
    capsys.readouterr()
    assert run(["match", "1.1b"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Mission 1.1b  –  not in this snapshot")
    assert said.count("\n  rejected row ~") == len(TWINS)
    assert f"\n  rejected row {known[SPRING]}, 2026-11-21: asked\n" in said
    assert run(["match", "--forget", "1.1b"]) == 0
    assert identities(vault) == ()


def test_decisions_are_written_all_or_none(vault: Path) -> None:
    before = (vault / "vaultsync.lock").read_bytes()
    known = keys(vault)
    good = f"--accept=1.1b={known[SPRING]}"
    for bad in (
        "--accept=1.1z=1",
        "--reject=1.1a=zz",
        "--forget=1.1a",
        f"--accept=1.1a={known[SPRING]}",
    ):
        assert run(["match", good, bad]) == 2
        assert (vault / "vaultsync.lock").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--accept", "1.1b"],
        ["--accept", "=~1"],
        ["--accept", "1.1b="],
        ["--reason", "why"],
        ["1.1a", "--forget", "1.1a"],
        ["--review", "--forget", "1.1a"],
        ["--tracker", "page.txt", "--accept", "1.1a=~1"],
        ["--tracker", "page.txt", "--review"],
    ],
)
def test_what_does_not_go_together(vault: Path, arguments: list[str]) -> None:
    assert run(["match", *arguments]) == 2


def test_without_a_lock_there_is_nothing_to_decide_in(vault: Path) -> None:
    (vault / "vaultsync.lock").unlink()
    assert run(["match", "--accept", "1.1a=~1"]) == 2


def test_a_review_without_a_terminal_says_what_to_do_instead(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["match", "--review"]) == 2
    assert "vaultsync match --accept ACTION=KEY" in capsys.readouterr().err


# What runs tests may ignore interrupts, and what it starts then does too.
_HEARS_INTERRUPTS = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "vaultsync"
runpy.run_module("vaultsync", run_name="__main__")
"""


class Review:
    """A real `vaultsync match --review` at a terminal of its own."""

    def __init__(self, vault: Path, *options: str) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HEARS_INTERRUPTS, "match", "--review", *options],
            cwd=vault,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": ""},
        )
        os.close(slave)
        self.shown = ""

    def wait_for(self, words: str) -> str:
        """Return what is shown up to these words, and forget it."""
        end = time.monotonic() + 20
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if not self._read():
                raise AssertionError(f"no {words!r} in:\n{self.shown}")
        before, _, self.shown = self.shown.partition(words)
        return before

    def _read(self) -> bool:
        if not select.select([self._master], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.shown += data.decode().replace("\r\n", "\n")
        return bool(data)

    def answer(self, text: str) -> None:
        os.write(self._master, text.encode() + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def interrupt(self) -> None:
        time.sleep(0.3)  # between the question and the reading nothing hears it
        self._process.send_signal(signal.SIGINT)

    def end(self, code: int = 0) -> str:
        end = time.monotonic() + 20
        while self._read():
            assert time.monotonic() < end, self.shown
        os.close(self._master)
        assert self._process.wait(20) == code
        return self.shown


def key_of(shown: str) -> str:
    """The key of the row that is asked about."""
    found = re.search(r"<->  row (~\w+)", shown)
    assert found
    return found[1]


def test_a_review_settles_one_by_one_and_goes_on_where_it_was_left(vault: Path) -> None:
    with Review(vault, "--reason", "looked") as review:
        shown = review.wait_for("[a/r/S/q")
        assert "1 doubtful pair to settle" in shown
        assert "\x1b[31m[" in shown  # what the vault alone says, in colour
        assert "other rows it may be:" in shown
        first = key_of(shown)
        review.answer("r")
        second = key_of(review.wait_for("[a/r/S/q"))
        assert second != first
        assert [(each.key, each.how) for each in identities(vault)] == [(first, "rejected")]
        review.answer("quit")
        assert "0 accepted, 1 rejected, 1 left in doubt: go on" in review.end()

    with Review(vault) as review:
        assert key_of(review.wait_for("[a/r/S/q")) == second
        review.answer("what")
        review.wait_for("[a/r/S/q")
        review.answer("1")  # looks at another row; nothing is decided by that
        assert key_of(review.wait_for("other rows")) != second
        review.wait_for("[a/r/S/q")
        review.answer("")
        assert "1 left in doubt" in review.end()
    assert len(identities(vault)) == 1

    with Review(vault) as review:
        review.wait_for("[a/r/S/q")
        review.answer("a")
        review.wait_for(f"Mission 1.1b is now row {second}, certain")
        assert "1 accepted, 0 rejected, 0 left in doubt" in review.end()


def test_another_candidate_is_looked_at_and_accepted(vault: Path) -> None:
    with Review(vault) as review:
        review.wait_for("other rows")
        number, key = next(
            (line.split()[0], line.split()[1])
            for line in review.wait_for("[a/r/S/q").splitlines()
            if "SSC will pilot" in line
        )
        review.answer(number)
        assert key_of(review.wait_for("[a/r/S/q")) == key
        review.answer("a")
        assert "1 accepted, 0 rejected, 0 left in doubt" in review.end()
    assert [(each.key, each.how) for each in identities(vault)] == [(key, "accepted")]


def test_the_end_of_input_leaves_a_review_as_quit_does(vault: Path) -> None:
    with Review(vault) as review:
        review.wait_for("[a/r/S/q")
        review.answer("\x04")
        assert "1 left in doubt" in review.end()


def test_an_interrupt_ends_a_review_and_keeps_what_was_decided(vault: Path) -> None:
    with Review(vault) as review:
        review.wait_for("]: ")
        review.answer("r")
        review.wait_for("]: ")
        review.interrupt()
        assert "0 accepted, 1 rejected, 1 left in doubt: go on" in review.end(code=130)
    assert [each.how for each in identities(vault)] == ["rejected"]
