"""What somebody writes while a large vault is read is not mended or quoted as what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultsync.cli import run
from vaultsync.obsidian.files import DiskFiles
from vaultsync.processes import forks
from vaultsync.workspace import workspace

FAULTY = "# Some words\n\nand a few more, then [[Target]] and the end of the line.\n"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "target.md").write_text("")
    (root / "a.md").write_text(FAULTY)
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(workspace, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: 0)
    monkeypatch.chdir(root)
    return root


def written_after(reads: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody write `a.md` once it was read so often."""
    real, count = DiskFiles.read, [0]

    def read(self: DiskFiles, path: str) -> bytes:
        data = real(self, path)
        if path == "a.md":
            count[0] += 1
            if count[0] == reads:
                Path(self.base, path).write_text(text)
        return data

    monkeypatch.setattr(DiskFiles, "read", read)


@pytest.mark.parametrize("reads", range(1, 6))
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# Other words\n\nwhere no link stands, and none did, whatever.\n", id="prose"
        ),
        pytest.param("short", id="shorter"),
        pytest.param(f"One line more.\n\n{FAULTY}", id="shifted"),
    ],
)
def test_only_what_was_judged_is_mended(
    text: str, reads: int, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_after(reads, text, monkeypatch)
    assert run(["check", "--fix"]) == 0
    mended = [each.replace("[[Target]]", "[[target|Target]]") for each in (FAULTY, text)]
    assert (vault / "a.md").read_text() in (FAULTY, text, *mended)


@pytest.mark.parametrize("reads", range(1, 6))
def test_a_line_that_is_gone_is_not_quoted(
    reads: int, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_after(reads, "", monkeypatch)
    assert run(["check", "--no-cache"]) == 0
