"""Small vaults in the manner of real ones: all that is said of them, and nothing else.

Each folder of `tests/data/vaults` is full of what Obsidian allows; the text file
of its name lists what is wrong in it, each line read and found right by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultsync.config import Config
from vaultsync.obsidian.files import DiskFiles
from vaultsync.report.check_concise import check_concise
from vaultsync.workspace.workspace import Workspace

VAULTS = Path(__file__).parents[1] / "data" / "vaults"


@pytest.mark.parametrize(
    "vault", ["cjk", "enveloppe", "frontmatter", "manual", "tasks", "zettelkasten"]
)
def test_what_is_found(vault: str) -> None:
    workspace = Workspace(Config(), DiskFiles(VAULTS / vault))
    found = "".join(line + "\n" for line in check_concise(workspace.diagnostics()))
    expected = (VAULTS / f"{vault}.txt").read_text(encoding="utf-8")
    assert found == expected
    assert len(workspace.vault.note_paths) >= 3  # the folder is there
