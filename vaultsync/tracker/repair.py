"""A lock that a merge left with markers, or with a line that broke: both sides are read.

What stands on one side or on both stays; `merged.py` says what becomes of
entries that differ. What cannot be read is left out, and said.
"""

from __future__ import annotations

import json
import re

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.entries import (
    base_of,
    identity_of,
    kept_of,
    problem_of,
    row_of_entry,
    source_of,
)
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lock import DEFAULT_TRACKER, Lock, lock_of, write_lock
from vaultsync.tracker.lockfile import (
    LOCK_NAME,
    REMEDY,
    SECTIONS,
    VERSION,
    Document,
    Entry,
    TrackerPart,
    lock_text,
    parsed,
    safe_json,
    written,
)
from vaultsync.tracker.merged import Merging
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.tracker.merged import Sections, Values

    Held = Callable[[str, str, str], AbstractSet[str]]

_SHOWN = 80
_MARKER = re.compile(r"(<{7}|>{7}|\|{7}|={7})(?: |$)")
_OPENING = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*([\[{])')
_VERSION_LINE = re.compile(r'"version"\s*:\s*(\d{1,9}),?')


class Repaired(NamedTuple):
    """A sound lock, and what was decided where the sides differ or a line broke, a line each."""

    data: bytes
    said: tuple[str, ...]


def repair(data: bytes, held: Held | None = None) -> Repaired:
    """Return a lock's bytes without merge markers and broken lines, and what became of them.

    `held` gives the tokens that the vault holds now for a field of an action of
    a tracker; it is asked only where two sides wrote different values last.
    Raises as `repair_lock` does.
    """
    said: list[str] = []
    document = _document(lock_text(data), held or _nothing, said)
    sound = written(document)
    for name in document.trackers:
        # In the order that a lock has.
        sound = write_lock(lock_of(document, Vocabulary(), name), sound, name)
    return Repaired(sound, tuple(said))


def repair_lock(data: bytes, vocabulary: Vocabulary, name: str = DEFAULT_TRACKER) -> Lock:
    """Return what can be saved of a lock with merge markers, or with a line that broke.

    Raises `LockError` where nothing of a lock is found in it, and for a lock
    that a newer version wrote.
    """
    return lock_of(repaired(lock_text(data)), vocabulary, name)


def repaired(text: str) -> Document:
    """Return the union of both sides of a lock's text. Raises as `repair_lock` does."""
    return _document(text, _nothing, [])


def _nothing(tracker: str, action: str, field: str) -> AbstractSet[str]:
    return frozenset()


def _document(text: str, held: Held, said: list[str]) -> Document:
    ours, theirs = (_side(side, said) for side in _sides(text))
    trackers = {}
    for name in {**ours.trackers, **theirs.trackers}:
        parts = [side.trackers[name] for side in (ours, theirs) if name in side.trackers]
        merging = Merging(lambda action, field, name=name: held(name, action, field))  # type: ignore[misc]  # bound now
        trackers[name] = _union(parts, merging, said)
        where = "" if name == DEFAULT_TRACKER else f"{name}: "
        said += (f"{where}{line}" for line in merging.said)
    if not trackers:
        raise LockError(f"{LOCK_NAME} is broken, and no entry of a lock is found in it", REMEDY)
    said[:] = dict.fromkeys(said)
    return Document(trackers, {**theirs.extras, **ours.extras})


class _Side(NamedTuple):
    """A lock's text as one branch had it, and where each of its lines stands in the file."""

    text: str
    lines: list[int]


def _sides(text: str) -> tuple[_Side, _Side]:
    """Return the text as either branch had it; what both came from is left out."""
    ours: list[tuple[int, str]] = []
    theirs: list[tuple[int, str]] = []
    both = (ours, theirs)
    into: tuple[list[tuple[int, str]], ...] = both
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.match(line.rstrip("\r"))
        if not marker:
            for side in into:
                side.append((number, line))
            continue
        into = {"<": (ours,), "|": (), "=": (theirs,), ">": both}[marker[1][0]]
    return _joined(ours), _joined(theirs)


def _joined(lines: Sequence[tuple[int, str]]) -> _Side:
    return _Side("\n".join(line for _, line in lines), [number for number, _ in lines])


def _side(side: _Side, said: list[str]) -> Document:
    try:
        return parsed(side.text)
    except LockError:
        return _lines_read(side, said)


def _lines_read(side: _Side, said: list[str]) -> Document:
    """Return the entries of a lock by its lines alone, whatever stands between them."""
    trackers: dict[str, dict[str, list[Entry]]] = {}
    tracker: dict[str, list[Entry]] | None = None
    section = ""
    for number, line in zip(side.lines, side.text.split("\n"), strict=True):
        plain = line.strip()
        version = _VERSION_LINE.fullmatch(plain)
        if version and int(version[1]) > VERSION:
            raise LockError(
                f"{LOCK_NAME} was written by a newer vaultsync (lock version {version[1]})",
                f"This one reads version {VERSION}. Upgrade it: pip install -U vaultsync",
                number,
            )
        opening = _OPENING.fullmatch(plain)
        if opening:
            name = _loaded(opening[1])
            if opening[2] == "[":
                section = name if isinstance(name, str) else ""
            elif isinstance(name, str) and name != "trackers":
                tracker = trackers.setdefault(name, {})
        elif tracker is not None and section in SECTIONS and plain.startswith("{"):
            values = _loaded(plain.removesuffix(","))
            if isinstance(values, dict):
                tracker.setdefault(section, []).append(Entry(values, number))
            else:
                said.append(f"line {number} is no entry of {section} and was left out")
    return Document(
        {
            name: TrackerPart({key: tuple(entries) for key, entries in sections.items()}, {})
            for name, sections in trackers.items()
        },
        {},
    )


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _union(parts: Sequence[TrackerPart], merging: Merging, said: list[str]) -> TrackerPart:
    """Return what the sides of a tracker's part hold together, as sound entries."""
    sides = [_with_times(part, said) for part in parts]
    sections = {
        section: merging.section(section, [side[section] for side in sides]) for section in SECTIONS
    }
    times = {str(source["source"]): str(source.get("read", "")) for source in sections["sources"]}
    for row in sections["rows"]:
        # A source whose own line was lost is named, so that its rows can stay.
        source = str(row["source"])
        if source not in times:
            times[source] = str(row.get("read", ""))
            sections["sources"].append({"source": source, "read": times[source]})
        if row.get("read") == times[source]:
            del row["read"]
    extras: Values = {}
    for part in reversed(parts):
        extras.update(part.extras)
    return TrackerPart(
        {name: tuple(map(Entry, entries)) for name, entries in sections.items()}, extras
    )


def _with_times(part: TrackerPart, said: list[str]) -> Sections:
    """Return the sound entries of one side, each row with the time of its reading."""
    sections: Sections = {section: [] for section in SECTIONS}
    for section in SECTIONS:
        for entry in part.sections.get(section, ()):
            if _sound(section, entry):
                sections[section].append(dict(entry.values))
            else:
                said.append(
                    f"an entry of {section} makes no sense and was left out: {_shown(entry.values)}"
                )
    times = {source["source"]: source.get("read", "") for source in sections["sources"]}
    for row in sections["rows"]:
        row.setdefault("read", times.get(row["source"], ""))
    return sections


def _sound(section: str, entry: Entry) -> bool:
    try:
        if section == "rows":
            row_of_entry(entry, {str(entry.values.get("source")): ""}, Vocabulary())
        else:
            _DECODERS[section](entry)
    except LockError:
        return False
    return True


_DECODERS = {
    "sources": source_of,
    "problems": problem_of,
    "identities": identity_of,
    "base": base_of,
    "kept": kept_of,
}


def _shown(values: Values) -> str:
    text = safe_json(values)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
