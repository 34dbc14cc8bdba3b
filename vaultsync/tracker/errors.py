"""What stops the reading of a tracker or a lock, said so that one knows what to do."""

from __future__ import annotations

from vaultsync.errors import VaultsyncError


class TrackerError(VaultsyncError):
    """A source that cannot be read as a list of actions.

    `message` is one line that names the source and says what is wrong;
    `detail` says what was looked for, `remedy` what to do; `line` is the line
    in the source, counted from 1, or 0.
    """

    def __init__(self, message: str, remedy: str, line: int = 0, detail: str = "") -> None:
        super().__init__(message, remedy, detail)
        self.line = line


class LockError(TrackerError):
    """A `vaultsync.lock` that is not what `pull` wrote; `line` is the line in it."""
