"""The lock as a file: JSON with one entry a line, and the line of each entry.

This module knows trackers, sections and entries; what an entry means is
`vaultsync.tracker.lock`'s. Everything that can be wrong with the bytes is a
`LockError` with its line. Reading takes linear time and bounded memory.
"""

from __future__ import annotations

from vaultsync.lean.regex import MULTILINE, late
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, NoReturn
from vaultsync.text import Lines, UndecodableError, decode
from vaultsync.tracker import LARGEST_LOCK
from vaultsync.tracker.errors import LockError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOCK_NAME = "vaultsync.lock"
VERSION = 1
SECTIONS = ("sources", "rows", "problems", "identities", "base", "kept")

REMEDY = "Take the file as it was from version control, or delete it and run: vaultsync pull"

_MARKER = late(r"^(?:<{7}|>{7}|\|{7}|={7})(?=[ \r\n]|\Z)", MULTILINE)
# Characters that a terminal, a diff or an editor would act on, or not show.
_UNSAFE = late(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


class Entry(NamedTuple):
    """One entry of a section: its names and values, and its line, counted from 1."""

    values: dict[str, object]
    line: int = 0


class TrackerPart(NamedTuple):
    """The part of a lock that belongs to one tracker, with names that are not known here."""

    sections: Mapping[str, tuple[Entry, ...]]
    extras: Mapping[str, object]


class Document(NamedTuple):
    """A lock's content: its trackers by name, and names that are not known here."""

    trackers: Mapping[str, TrackerPart]
    extras: Mapping[str, object]


EMPTY_DOCUMENT = Document({}, {})


def lock_text(data: bytes) -> str:
    """Return the text of a lock's bytes. Raises `LockError` for no text, or too much."""
    if len(data) > LARGEST_LOCK:
        raise LockError(f"{LOCK_NAME} is too large: {len(data)} bytes", REMEDY)
    try:
        text = decode(data).text
    except UndecodableError as error:
        message = f"{LOCK_NAME}:{error.line}: byte {error.offset} is not UTF-8"
        raise LockError(message, REMEDY, error.line) from None
    if not text.strip():
        raise LockError(f"{LOCK_NAME} is empty", REMEDY)
    return text


def has_merge_markers(text: str) -> bool:
    """Return whether a lock's text holds the lines with which git marks a conflict."""
    return _MARKER.search(text) is not None


def parsed(text: str) -> Document:
    """Return what a lock's text says.

    Raises `LockError` for merge markers, for a version that is not known, and
    for whatever is not the JSON that a lock is made of.
    """
    marker = _MARKER.search(text)
    if marker:
        line = text.count("\n", 0, marker.start()) + 1
        raise LockError(
            f"{LOCK_NAME}:{line}: two branches changed it, and the merge left its markers",
            "Put both sides together, and hear what differs: vaultsync pull",
            line,
        )
    return _Walker(text).document()


def written(document: Document) -> bytes:
    """Return the bytes of a lock: always the same for the same content."""
    lines = ["{", f'  "version": {VERSION},']
    lines += [
        f"  {safe_json(name)}: {safe_json(value)}," for name, value in document.extras.items()
    ]
    lines.append('  "trackers": {')
    trackers = sorted(document.trackers.items())
    for at, (name, part) in enumerate(trackers, 1):
        lines.append(f"    {safe_json(name)}: {{")
        members = [_section(section, part.sections.get(section, ())) for section in SECTIONS]
        members += [
            f"      {safe_json(key)}: {safe_json(value)}" for key, value in part.extras.items()
        ]
        lines.append(",\n".join(members))
        lines.append("    }" if at == len(trackers) else "    },")
    lines += ["  }", "}", ""]
    return "\n".join(lines).encode("utf-8")


def _section(name: str, entries: tuple[Entry, ...]) -> str:
    # Brackets stand on their own lines, so that the first entry adds one line.
    body = ",\n".join(f"        {safe_json(entry.values)}" for entry in entries)
    return f'      "{name}": [\n{body}\n      ]' if body else f'      "{name}": [\n      ]'


def safe_json(value: object) -> str:
    """Return a value as JSON on one line, without what a terminal or editor would act on."""
    import json

    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: json.dumps(found.group())[1:-1], text)


class _Walker:
    """Reads the outer structure step by step, so that each entry's line is known."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines = Lines(text)
        from vaultsync.lean.plain_json import Decoder  # not where there is no lock

        self._decoder = Decoder(object_pairs_hook=_distinct, parse_constant=_no_constant)

    def document(self) -> Document:
        trackers: dict[str, TrackerPart] = {}
        extras: dict[str, object] = {}
        version: object = None
        for name in self._members():
            if name == "version":
                version = self._value()
                self._check_version(version)
            elif name == "trackers":
                for tracker in self._members():
                    trackers[tracker] = self._tracker()
            else:
                extras[name] = self._value()
        self._space()
        if self._at != len(self._text):
            self._fail("the end of the file")
        if version is None:
            self._at = 0
            self._fail(f'"version": {VERSION}')
        return Document(trackers, extras)

    def _check_version(self, version: object) -> None:
        if version == VERSION and version is not True:
            return
        line = self._line()
        if isinstance(version, int) and version > VERSION:
            raise LockError(
                f"{LOCK_NAME} was written by a newer vaultsync (lock version {version})",
                f"This one reads version {VERSION}. Upgrade it: pip install -U vaultsync",
                line,
            )
        raise LockError(f"{LOCK_NAME}:{line}: the version is not {VERSION}", REMEDY, line)

    def _tracker(self) -> TrackerPart:
        sections: dict[str, tuple[Entry, ...]] = {}
        extras: dict[str, object] = {}
        for name in self._members():
            if name in SECTIONS:
                sections[name] = tuple(self._entries())
            else:
                extras[name] = self._value()
        return TrackerPart(sections, extras)

    def _entries(self) -> Iterator[Entry]:
        self._take("[")
        if self._skip("]"):
            return
        while True:
            self._space()
            line = self._line()
            values = self._value()
            if not isinstance(values, dict):
                self._fail("an entry {…}", line)
            yield Entry(values, line)
            if self._skip("]"):
                return
            self._take(",")

    def _members(self) -> Iterator[str]:
        """Yield the names of an object; who asks for the next has read the value."""
        self._take("{")
        if self._skip("}"):
            return
        seen = set()
        while True:
            self._space()
            line = self._line()
            name = self._value()
            if not isinstance(name, str):
                self._fail("a name in quotation marks", line)
            if name in seen:
                self._fail(f"{name!r} only once", line)
            seen.add(name)
            self._take(":")
            yield name
            if self._skip("}"):
                return
            self._take(",")

    def _value(self) -> object:
        self._space()
        value: object
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except (ValueError, RecursionError) as error:
            from json import JSONDecodeError

            if isinstance(error, JSONDecodeError):
                self._at = error.pos
                self._fail("JSON")
            self._fail("JSON of names and short values")
        return value

    def _space(self) -> None:
        at, text = self._at, self._text
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        self._at = at

    def _skip(self, char: str) -> bool:
        self._space()
        if self._text.startswith(char, self._at):
            self._at += 1
            return True
        return False

    def _take(self, char: str) -> None:
        if not self._skip(char):
            self._fail(f'"{char}"')

    def _line(self) -> int:
        return self._lines.position(self._at).line

    def _fail(self, expected: str, line: int = 0) -> NoReturn:
        line = line or self._line()
        raise LockError(f"{LOCK_NAME}:{line}: expected {expected}", REMEDY, line)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name stands twice")
    return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
