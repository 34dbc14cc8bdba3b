"""What a rule says: a diagnostic with a code, a place, and perhaps a fix."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Enum, IntEnum, NamedTuple

if TYPE_CHECKING:
    from vaultsync.text import Edit


class Severity(IntEnum):
    """How much a diagnostic matters; `check` fails from `fail-on` upwards."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """Return the severity as it is written in output and configuration."""
        return self.name.lower()


class Safety(Enum):
    """Whether a fix may be made unasked: only one that cannot change what a note means."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class FileEdit(NamedTuple):
    """An edit of one file of the vault."""

    path: str
    edit: Edit


class Fix(NamedTuple):
    """What would mend a diagnostic: `message` says it in the imperative."""

    safety: Safety
    message: str
    edits: tuple[FileEdit, ...]


class Place(NamedTuple):
    """Where a diagnostic points: a path, and lines and columns counted from 1.

    The path is relative to the vault with `/` between its parts, as on disk;
    it may name the lock or a tracker file. The end is not included.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Diagnostic(NamedTuple):
    """One thing that is wrong, or worth knowing.

    `message` is one line that says what is wrong here; `help` says what to do,
    or is empty. Neither is safe to print before control characters are
    escaped: both may quote notes and trackers. `tracker` names the tracker that
    it is about, where the vault has several. `behind` is what is said of the same
    link where this is left unsaid.
    """

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    fix: Fix | None = None
    tracker: str = ""
    behind: Diagnostic | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str, str, int, int, str, str]:
        """Return the key by which diagnostics are sorted in every output; no two have one."""
        place, code, _, _, message, advice, fix, tracker, _ = self
        path, line, column, end_line, end_column = place
        mend = fix.message if fix else ""
        return path, line, column, code, message, tracker, end_line, end_column, advice, mend
