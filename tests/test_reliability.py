"""The page on reliability names tests that are there, and limits that are so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from fuzz.targets import TARGETS
from vaultsync.config_file import LARGEST_CONFIG
from vaultsync.sync.journal import KEEP_BYTES, KEEP_ENTRIES

PROJECT = Path(__file__).parent.parent
PAGE = (PROJECT / "docs" / "reliability.md").read_text(encoding="utf-8")
SECURITY = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`(pytest [^`]*)`", PAGE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_names_tests_that_are_there(command: str) -> None:
    words = shlex.split(command)
    files = [word for word in words if word.endswith(".py")]
    assert files
    text = "".join((PROJECT / file).read_text(encoding="utf-8") for file in files)
    if "-k" in words:
        for word in re.findall(r"\w+", words[words.index("-k") + 1]):
            parameters = {"or", "and", "on", "0", "off", "torn", "late", "full", "error"}
            assert word in parameters or word in text, word


def test_the_limits_are_those_of_the_code() -> None:
    assert f"newest **{KEEP_ENTRIES}**" in PAGE
    assert f"**{KEEP_BYTES >> 20} MiB**" in PAGE
    assert f"{LARGEST_CONFIG >> 10} KiB" in SECURITY


def test_every_fuzzing_target_has_its_runs() -> None:
    for name in TARGETS:
        assert f"| `{name}`: " in PAGE


def test_every_file_named_as_a_boundary_is_there() -> None:
    table = SECURITY.partition("## What is trusted")[2]
    for name in re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", table):
        if not name.startswith(("docs", "sync/") if name == "sync/" else "docs"):
            assert (PROJECT / "vaultsync" / name).exists(), name
