"""The README shows what the program really prints, and names every command and setting."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.sessions.test_sessions import folder, play
from vaultsync.cli.app import COMMANDS
from vaultsync.config import Config
from vaultsync.config_file import read_config

__all__ = ["folder"]  # the fixture

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHOWN = [text for language, text in BLOCKS if not language and text.startswith("$ ")]


def test_what_is_shown_is_what_is_printed(folder: Path) -> None:
    play('cp -r "$VAULT" vault', folder)
    assert len(SHOWN) >= 3
    for block in SHOWN:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            # Where the README asks before it writes, the test answers yes.
            printed = play(command + (" --yes" if " sync " in command else ""), folder)
            at = 0
            for piece in shown.split("⋮\n"):
                found = printed.find(piece.strip("\n"), at)
                assert found >= 0, f"{command} does not print:\n{piece}\nbut:\n{printed}"
                at = found + len(piece.strip("\n"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named(name: str) -> None:
    assert f"`{name}`" in README


def test_the_configuration_shown_is_the_default() -> None:
    (shown,) = [text for language, text in BLOCKS if language == "toml"]
    tables = tomllib.loads(shown)
    assert tables.pop("label") == "…"
    config = read_config(re.sub(r"^label = .*$", "", shown, flags=re.MULTILINE).encode(), "x")
    assert config == Config()
    tables_of = {
        "severities": "[severity]",
        "statuses": "[vocabulary.status]",
        "trackers": "[tracker.NAME]",
    }
    for key in Config._fields:
        if key != "priorities":  # written like the statuses
            assert tables_of.get(key, key.replace("_", "-")) in shown, key


def test_the_links_lead_to_files() -> None:
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        assert (PROJECT / target).exists(), target


def test_the_two_commands_stand_where_ci_looks_for_them() -> None:
    for name in ("main job", "tests"):
        block = README.partition(f"<!-- command: {name} -->\n```\n")[2].partition("\n```")[0]
        assert block.startswith("python3 -m venv .venv && ")
        assert "\n" not in block
