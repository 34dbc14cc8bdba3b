"""What the real system is asked for: tests of writing have their own, or do not wait for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vaultsync.sync.system import System

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_files_and_folders_are_flushed_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_ino))
    file = tmp_path / "a.md"
    with file.open("wb") as opened:
        System().flush(opened.fileno())
    System().flush_folder(tmp_path)
    assert flushed == [file.stat().st_ino, tmp_path.stat().st_ino]
