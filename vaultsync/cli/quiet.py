"""When a write that nobody asked for may be made: not while somebody is at work."""

from __future__ import annotations

import time

from vaultsync.disk.bounded import read_bounded
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUIET_BEFORE_WRITING = 5.0  # seconds for which a note was left alone before it is written


def was_just_saved(file: Path, now: float | None = None) -> bool:
    """Return whether a file was written in the last seconds, by the time that it bears.

    `now` is a time in seconds since the epoch. A time that lies ahead, as a
    clock that was put back leaves it, tells nothing.
    """
    try:
        age = (time.time() if now is None else now) - file.stat().st_mtime
    except OSError:
        return False
    return 0 <= age < QUIET_BEFORE_WRITING


def git_is_busy(root: Path) -> bool:
    """Return whether git is at work in the repository around a vault: its index is locked."""
    for folder in (root, *root.parents):
        marked = folder / ".git"
        try:
            if marked.is_dir():
                return (marked / "index.lock").exists()
            if marked.is_file():
                return _of_worktree(folder, marked)
        except OSError:  # it may not be looked into, so it is nobody's at work here
            return False
    return False


def _of_worktree(folder: Path, file: Path) -> bool:
    """Return it for a worktree or a submodule, whose `.git` is a file that names a folder."""
    try:
        words = read_bounded(file, 4096).decode("utf-8", "replace").partition("gitdir:")[2]
        return bool(words.strip()) and (folder / words.strip() / "index.lock").exists()
    except (OSError, ValueError):
        return False
