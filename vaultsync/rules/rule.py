"""What a rule is, what it sees and what it says.

A rule is a module: the protocols below describe its names, and `self` is the module.
"""

from __future__ import annotations

from vaultsync.config import DEFAULT_TRACKER, Config
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.agreement import Agreement
    from vaultsync.diagnostic import Fix, Place, Severity
    from vaultsync.match.pairing.alignment import Alignment
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Source, Use, Vault
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.vocabulary import Vocabulary


class Published(NamedTuple):
    """The tracker's side of a run, and what came of holding the vault against it.

    `shown` is the path that messages give for it: the lock's, or that of the
    file named with `--tracker`; `row_lines` gives the line there of each row,
    by key. `name` is the tracker's, `config` the configuration as it is for it.
    `sought` are the texts that were looked for in every note.
    """

    shown: str
    lock: Lock
    row_lines: Mapping[str, int]
    vocabulary: Vocabulary
    alignment: Alignment
    agreements: tuple[Agreement, ...]
    name: str = DEFAULT_TRACKER
    config: Config = Config()
    sought: tuple[str, ...] = ()


class View(NamedTuple):
    """All that a rule may see; `published` is None where there is no tracker.

    Where a vault has several trackers, each has a view, with its own label
    pattern and names in `config`. The first of them holds the others, `beside`
    it; `tracker` is the name then, else empty. A view that is not `in_use` is
    there for its label pattern alone. `telling` are the notes that may state an
    action or hold a value of one, where that is known.
    """

    vault: Vault
    config: Config
    published: Published | None
    tracker: str = ""
    in_use: bool = True
    beside: tuple[View, ...] = ()
    telling: AbstractSet[str] | None = None

    @property
    def each(self) -> tuple[View, ...]:
        """Return the view of every tracker, this one first."""
        return (self, *self.beside)


class Finding(NamedTuple):
    """What a rule says at one place; the registry adds the code, the name and the severity.

    `severity` is given only where it departs from the rule's own.
    """

    place: Place
    message: str
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None


class Rule(Protocol):
    """What every rule has: a code, a name, a severity, and a manual page as its docstring."""

    CODE: str
    NAME: str
    SEVERITY: Severity
    __doc__: str | None


class NoteRule(Rule, Protocol):
    """A rule that judges one note: what it says depends on it and what it links to."""

    @property
    def NEEDS(self) -> Callable[[Sequence[Note], View], Sequence[Note]]:  # noqa: N802 - a constant
        """Return the function of `needs` that says about which notes to ask the rule."""

    def check_note(self, note: Note, view: View) -> Iterable[Finding]:
        """Return what is wrong in one note."""


class LinkRule(Rule, Protocol):
    """A rule for one fault of a link or embed.

    Which faults a use has, if any, is decided in `faults.faults`. Of each use one
    is said, so that nothing is said twice. The rule of that code words it and
    proposes what mends it.
    """

    def check_use(self, use: Use, note: Source, view: View) -> Finding:
        """Return what is wrong with a use that has the fault of this rule's code."""


class VaultRule(Rule, Protocol):
    """A rule that judges the vault as a whole, or holds it against the tracker."""

    def check_vault(self, view: View) -> Iterable[Finding]:
        """Return what is wrong in the vault."""
