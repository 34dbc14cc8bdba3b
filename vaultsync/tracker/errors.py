"""What stops the reading of a tracker or a lock, said so that one knows what to do."""

from __future__ import annotations


class TrackerError(Exception):
    """A source that cannot be read as a list of actions.

    `message` is one line that names the source and says what is wrong; `hint`
    says what was looked for and what to do, in one line or more; `line` is the
    line in the source, counted from 1, or 0. Both may quote the source: escape
    them before they reach a terminal.
    """

    def __init__(self, message: str, hint: str, line: int = 0) -> None:
        super().__init__("\n  ".join((message, *hint.splitlines())))
        self.message = message
        self.hint = hint
        self.line = line


class LockError(TrackerError):
    """A `vaultsync.lock` that is not what `pull` wrote; `line` is the line in it."""
