"""The entries of a lock: what each means, and its form in the file and back."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple, TypeVar, get_args
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lockfile import LOCK_NAME, REMEDY
from vaultsync.tracker.model import Problem, ProblemKind, Row, SourceRead
from vaultsync.tracker.vocabulary import FIELDS, Field, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.tracker.lockfile import Entry


class Identity(NamedTuple):
    """An action of the vault is, or is not, a row.

    `key` is the row's, `text` what it said on `date` (`2026-11-21`). `how`
    says whether the matcher was certain or somebody decided; `reason` is theirs.
    """

    action: str
    key: str
    text: str
    date: str
    how: Literal["certain", "accepted", "rejected"]
    reason: str = ""


class Base(NamedTuple):
    """What was last written, or last found equal, for a field of an action."""

    action: str
    field: Field
    token: str


class Kept(NamedTuple):
    """A local value that stays although the tracker says otherwise.

    `token` is the vault's value, `tracker` the tracker's token at the time: the
    decision holds as long as the tracker says that.
    """

    action: str
    field: Field
    token: str
    tracker: str
    date: str
    reason: str = ""


PROBLEM_KINDS: tuple[ProblemKind, ...] = get_args(ProblemKind)
_LARGEST = 10**12

_KEYS: Mapping[str, tuple[str, ...]] = {
    "sources": ("source",),
    "rows": ("key",),
    "problems": Problem._fields,
    "identities": ("action", "key"),
    "base": ("action", "field"),
    "kept": ("action", "field"),
}
"""The names whose values no two entries of a section share."""

_NAMES: Mapping[str, frozenset[str]] = {
    "sources": frozenset(SourceRead._fields),
    "rows": frozenset((*Row._fields, "key")) - {"id"},
    "problems": frozenset(Problem._fields),
    "identities": frozenset(Identity._fields),
    "base": frozenset(Base._fields),
    "kept": frozenset(Kept._fields),
}


def entry_key(section: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """Return what no two entries of a section may share."""
    return tuple(str(values.get(name, "")) for name in _KEYS[section])


def unknown_names(section: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return what an entry holds under names that this version does not know."""
    return {name: value for name, value in values.items() if name not in _NAMES[section]}


def check_distinct(section: str, entries: Sequence[Entry]) -> None:
    """Raise `LockError` where two entries of a section have the same key."""
    lines: dict[tuple[str, ...], int] = {}
    for entry in entries:
        key = entry_key(section, entry.values)
        if key in lines:
            name = " ".join(key)
            raise _wrong(entry, f"{name!r} only once in {section}; line {lines[key]} has it too")
        lines[key] = entry.line


def source_of(entry: Entry) -> SourceRead:
    """Return a source of the section `sources`. Raises `LockError`."""
    declared = None if entry.values.get("declared") is None else _number(entry, "declared")
    return SourceRead(
        source=_text(entry, "source", needed=True),
        sha256=_text(entry, "sha256"),
        read=_text(entry, "read"),
        declared=declared,
        rows=_number(entry, "rows"),
        etag=_text(entry, "etag"),
        modified=_text(entry, "modified"),
        way=_text(entry, "way"),
        pull=_text(entry, "pull"),
    )


def source_entry(source: SourceRead) -> dict[str, object]:
    """Return a source as it is written."""
    return {name: value for name, value in source._asdict().items() if value != ""}


def row_of_entry(entry: Entry, times: Mapping[str, str], vocabulary: Vocabulary) -> Row:
    """Return a row of the section `rows`; `times` gives each source's newest reading.

    Raises `LockError`, also where a row without id does not make its key.
    """
    key = _text(entry, "key", needed=True)
    source = _text(entry, "source", needed=True)
    if source not in times:
        raise _wrong(entry, f'a source that stands in "sources", not {source!r}')
    row = Row(
        id=None if key.startswith("~") else key,
        text=_text(entry, "text", needed=True),
        area=_text(entry, "area"),
        status=vocabulary.value("status", _text(entry, "status")),
        priority=vocabulary.value("priority", _text(entry, "priority")),
        lead=_text(entry, "lead"),
        mission=_text(entry, "mission"),
        url=_text(entry, "url"),
        period=_text(entry, "period"),
        source=source,
        line=_number(entry, "line"),
        read=_text(entry, "read") or times[source],
    )
    if row.key != key:
        raise _wrong(entry, f"the key {row.key}, which the row's text and area make, not {key}")
    return row


def row_entry(row: Row, times: Mapping[str, str]) -> dict[str, object]:
    """Return a row as it is written; its time only where it is not its source's newest."""
    entry: dict[str, object] = {
        "key": row.key,
        "status": row.status.published,
        "priority": row.priority.published,
        "text": row.text,
        "area": row.area,
        "mission": row.mission,
        "lead": row.lead,
        "period": row.period,
        "url": row.url,
        "source": row.source,
        "line": row.line,
        "read": "" if times.get(row.source) == row.read else row.read,
    }
    return {name: value for name, value in entry.items() if value != ""}


def identity_of(entry: Entry) -> Identity:
    """Return an entry of the section `identities`. Raises `LockError`."""
    return Identity(
        action=_text(entry, "action", needed=True),
        key=_text(entry, "key", needed=True),
        text=_text(entry, "text"),
        date=_text(entry, "date"),
        how=_one_of(entry, "how", ("certain", "accepted", "rejected")),
        reason=_text(entry, "reason"),
    )


def base_of(entry: Entry) -> Base:
    """Return an entry of the section `base`. Raises `LockError`."""
    return Base(
        action=_text(entry, "action", needed=True),
        field=_one_of(entry, "field", FIELDS),
        token=_text(entry, "token"),
    )


def kept_of(entry: Entry) -> Kept:
    """Return an entry of the section `kept`. Raises `LockError`."""
    return Kept(
        action=_text(entry, "action", needed=True),
        field=_one_of(entry, "field", FIELDS),
        token=_text(entry, "token"),
        tracker=_text(entry, "tracker"),
        date=_text(entry, "date"),
        reason=_text(entry, "reason"),
    )


def problem_of(entry: Entry) -> Problem:
    """Return an entry of the section `problems`. Raises `LockError`."""
    return Problem(
        kind=_one_of(entry, "kind", PROBLEM_KINDS),
        source=_text(entry, "source"),
        line=_number(entry, "line"),
        message=_text(entry, "message"),
        key=_text(entry, "key"),
        rival=_text(entry, "rival"),
    )


_Word = TypeVar("_Word", bound=str)


def _one_of(entry: Entry, name: str, words: Sequence[_Word]) -> _Word:
    found = _text(entry, name, needed=True)
    for word in words:
        if word == found:
            return word
    raise _wrong(entry, f'"{name}" as one of {", ".join(words)}')


def _text(entry: Entry, name: str, *, needed: bool = False) -> str:
    value = entry.values.get(name, "")
    if not isinstance(value, str):
        raise _wrong(entry, f'"{name}" in quotation marks')
    if needed and not value:
        raise _wrong(entry, f'an entry with "{name}"')
    return value


def _number(entry: Entry, name: str) -> int:
    value = entry.values.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise _wrong(entry, f'"{name}" as a number')
    return value


def _wrong(entry: Entry, expected: str) -> LockError:
    return LockError(f"{LOCK_NAME}:{entry.line}: expected {expected}", REMEDY, entry.line)
