"""A plan as data: what will be written where, made from what, and why."""

from __future__ import annotations

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.text import Edit, Text, apply_edits, decode, encode

if TYPE_CHECKING:
    from vaultsync.tracker.vocabulary import Field

Where = Literal["property", "tags", "body", "spans"]


class Intent(NamedTuple):
    """One value that a change is meant to change; everything else must stay.

    In `property` the property `name` comes to hold `value`. In `tags` (those
    of the frontmatter) and in `body` the tag `name` (without `#`) is added once,
    or taken away once where `value` is None.
    """

    where: Where
    name: str
    value: str | tuple[object, ...] | None


class Reason(NamedTuple):
    """Why a note changes: an action, the key of its row (may be empty), how sure, and what.

    `tracker` names the row's tracker, unless that is the default one.
    """

    action: str
    row: str
    verdict: str
    what: str
    tracker: str = ""

    @property
    def line(self) -> str:
        """Return the reason as one line, for the journal."""
        row = f" ({self.row_named}, {self.verdict})" if self.row else ""
        return f"{self.action}: {self.what}{row}"

    @property
    def row_named(self) -> str:
        """Return how the row is named for people."""
        return f"{self.tracker} row {self.row}".lstrip()


class NoteChange(NamedTuple):
    """What is to be done to one note.

    `before` is the sha256 of the bytes that it was made from; None makes the
    note, which then holds `text`. `edits` count in the note's decoded text. It
    is written only after the notes of `requires`, into which values move.
    """

    path: str
    before: str | None
    edits: tuple[Edit, ...]
    text: str
    reasons: tuple[Reason, ...]
    intents: tuple[Intent, ...]
    requires: frozenset[str] = frozenset()

    def new_bytes(self, old: bytes | None) -> bytes:
        """Return the note's bytes after the change.

        Raises `UndecodableError`, and `ValueError` where edits do not fit.
        """
        if old is None:
            return self.text.encode()
        before = decode(old)
        return encode(Text(apply_edits(before.text, self.edits), before.mark))


class BaseChange(NamedTuple):
    """A base entry of the lock that the plan moves from one token to another (None: no entry).

    It holds only if every note of `needs` is written: the base says what was
    written last, and of a note that was left it was not. `tracker` is the one
    in whose part of the lock it stands.
    """

    action: str
    field: Field
    before: str | None
    after: str | None
    needs: frozenset[str]
    tracker: str = DEFAULT_TRACKER


class Left(NamedTuple):
    """What the plan leaves as it is: an action, the note (may be empty), and the reason."""

    action: str
    path: str
    reason: str


class Plan(NamedTuple):
    """What to write, and what it was made from.

    `lock` are the lock file's new bytes when every change is written, None
    where it stays as it is; `base` says what of it depends on which note.
    `lock_before` and `config` are the sha256 of the lock and of the
    configuration that the plan was made from, None where there was no file.
    `vault` is the identity of the vault, for plans that are kept; else None.
    """

    changes: tuple[NoteChange, ...]
    lock_before: str | None
    lock: bytes | None
    base: tuple[BaseChange, ...]
    left: tuple[Left, ...]
    config: str | None = None
    vault: str | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to write."""
        return not self.changes and self.lock is None

    def only(self, paths: frozenset[str]) -> Plan:
        """Return the plan for some of its notes; the lock follows what they allow."""
        chosen = tuple(change for change in self.changes if change.path in paths)
        return self._replace(changes=chosen)
