"""A lock that a merge left with markers: both sides are read, and what they agree on stays.

Nothing is guessed. Of two readings of a row the newer one stays; of two
decisions about an action the later one; what was last written or agreed is
forgotten where the sides differ, which makes the next sync ask.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from vaultsync.tracker.entries import (
    base_of,
    entry_key,
    identity_of,
    kept_of,
    problem_of,
    row_of_entry,
    source_of,
)
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lock import DEFAULT_TRACKER, Lock, lock_of
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
)
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Values = dict[str, object]
    Sections = dict[str, list[Values]]

_MARKER = re.compile(r"(<{7}|>{7}|\|{7}|={7})(?: |$)")
_OPENING = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*([\[{])')
_VERSION_LINE = re.compile(r'"version"\s*:\s*(\d{1,9}),?')


def repair_lock(data: bytes, vocabulary: Vocabulary, name: str = DEFAULT_TRACKER) -> Lock:
    """Return what can be saved of a lock with merge markers, or with a line that broke.

    Raises `LockError` where nothing of a lock is found in it, and for a lock
    that a newer version wrote.
    """
    return lock_of(repaired(lock_text(data)), vocabulary, name)


def repaired(text: str) -> Document:
    """Return the union of both sides of a lock's text. Raises as `repair_lock` does."""
    ours, theirs = (_side(side) for side in _sides(text))
    trackers = {}
    for name in {**ours.trackers, **theirs.trackers}:
        parts = [side.trackers[name] for side in (ours, theirs) if name in side.trackers]
        trackers[name] = _union(parts)
    if not trackers:
        raise LockError(f"{LOCK_NAME} is broken, and no entry of a lock is found in it", REMEDY)
    return Document(trackers, {**theirs.extras, **ours.extras})


def _sides(text: str) -> tuple[str, str]:
    """Return the text as either branch had it; what both came from is left out."""
    ours: list[str] = []
    theirs: list[str] = []
    both = (ours, theirs)
    into: tuple[list[str], ...] = both
    for line in text.splitlines():
        marker = _MARKER.match(line)
        if not marker:
            for side in into:
                side.append(line)
            continue
        into = {"<": (ours,), "|": (), "=": (theirs,), ">": both}[marker[1][0]]
    return "\n".join(ours), "\n".join(theirs)


def _side(text: str) -> Document:
    try:
        return parsed(text)
    except LockError:
        return _lines_read(text)


def _lines_read(text: str) -> Document:
    """Return the entries of a lock by its lines alone, whatever stands between them."""
    trackers: dict[str, dict[str, list[Entry]]] = {}
    tracker: dict[str, list[Entry]] | None = None
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
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


def _union(parts: Sequence[TrackerPart]) -> TrackerPart:
    """Return what the sides of a tracker's part hold together, as sound entries."""
    sides = [_with_times(part) for part in parts]
    sections: Sections = {}
    for section in SECTIONS:
        listed = [entry for side in sides for entry in side[section]]
        sections[section] = _merged(section, listed)
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


def _with_times(part: TrackerPart) -> Sections:
    """Return the sound entries of one side, each row with the time of its reading."""
    sections: Sections = {
        section: [
            dict(entry.values) for entry in part.sections.get(section, ()) if _sound(section, entry)
        ]
        for section in SECTIONS
    }
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


def _merged(section: str, listed: Iterable[Values]) -> list[Values]:
    groups: dict[tuple[str, ...], list[Values]] = {}
    for values in listed:
        entries = groups.setdefault(entry_key(section, values), [])
        if values not in entries:
            entries.append(values)
    merged = (_one(section, entries) for entries in groups.values())
    return [values for values in merged if values is not None]


def _one(section: str, entries: Sequence[Values]) -> Values | None:
    """Return the entry that stands for several with one key, or None where none may."""
    if len(entries) == 1:
        return entries[0]
    if section == "base":
        return None
    newest = _newest(entries, "read" if section in ("sources", "rows") else "date")
    first = newest[0]
    if section == "rows":
        differing = {
            name
            for name in ("status", "priority")
            if any(other.get(name) != first.get(name) for other in newest)
        }
        return {name: value for name, value in first.items() if name not in differing}
    if section in ("identities", "kept") and len(newest) > 1:
        return None
    return first


def _newest(entries: Sequence[Values], name: str) -> list[Values]:
    newest = max(str(values.get(name, "")) for values in entries)
    return [values for values in entries if str(values.get(name, "")) == newest]
