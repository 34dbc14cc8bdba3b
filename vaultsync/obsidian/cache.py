"""What earlier runs found in notes, kept in one file beside them.

What `scan` and `sections` find in a note depends on nothing but its bytes. So
it is kept by these: by their digest, whatever the note is called and whatever
its times are, and no change can go unseen. The file is an index in the style of
git's: a table of fixed width, then one blob a note, mapped into memory and
read only where a note is asked for. Each part has a checksum.

A file that is damaged, torn, of another version or copied from elsewhere
counts as absent. It is replaced in one step, so any number of processes may
read it while others write it; the last one wins, and nothing is lost but time.
"""

from __future__ import annotations

import marshal
import os
import struct
from itertools import accumulate
from zlib import crc32

from vaultsync.disk.cachefile import BINARY, digest, newest_first, tidy, write_whole
from vaultsync.errors import ignoring
from vaultsync.lean.typed import TYPE_CHECKING, Any, TypeAlias
from vaultsync.obsidian.blobs import Blobs
from vaultsync.obsidian.files import read_file
from vaultsync.obsidian.note import Note
from vaultsync.text import UndecodableError

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from vaultsync.obsidian.sections import Section

Scanned: TypeAlias = "dict[str, tuple[bytes, bytes, bytes]]"

_MAGIC = b"vaultsync index 1\n"
# The program that wrote it; the file's own inode, which no copy shares; how many
# entries; the table's checksum.
_HEADER = struct.Struct("<18s16sQII")
# A note's digest; where its blob starts, its length and its checksum.
_ENTRY = struct.Struct("<16sQII")
_TOGETHER = 512  # blobs that are in memory at once
_FEW = 64  # entries: they are looked for one by one sooner than all are named


class Cache:
    """What is known of notes by their bytes.

    `program` is anything that differs between versions which may find something
    else in the same bytes. `paths` are the files to read and write, the better
    one first: the second serves where the first cannot be written.
    """

    def __init__(self, paths: Iterable[Path | str], program: str) -> None:
        self._paths = self._places = tuple(paths)
        self._program = digest(program.encode("utf-8", "backslashreplace"))
        self._table = b""
        self._entries: dict[bytes, tuple[int, int, int]] | None = None
        self._asked = 0
        self._data: mmap.mmap | None = None
        # Each note that was asked for, its digest, and how much is held of it; what is
        # held of some in no file yet.
        self._known: dict[str, tuple[Note, bytes, int]] = {}
        self._blobs = Blobs(map(os.path.dirname, self._paths))
        # The digest of each note that was asked for and let go.
        self._gone: dict[str, bytes] = {}
        for path in newest_first(self._paths):
            if self._open(path):
                break

    @property
    def size(self) -> int:
        """Return of how many notes something is kept in the file."""
        return len(self._table) // _ENTRY.size

    def told(self, path: str, scanned: tuple[bytes, bytes, bytes]) -> Note:
        """Return the note of a path of which another process told what `scanned_in` found."""
        data, key, blob = scanned
        note = Note(path, data, marshal.loads(blob)[0])  # noqa: S302 - ours
        self._known[path] = (note, key, 1)
        self._blobs.put(key, blob)
        return note

    def has(self, path: str) -> bool:
        """Return whether a note was asked for here, and is held."""
        return path in self._known

    def let_go(self, path: str) -> tuple[bytes, bytes | None]:
        """Let go of a note; return its digest, and its blob if no file has it."""
        note, key, worth = self._known.pop(path)
        return key, None if worth else kept_of(note)

    def take(
        self, paths: Sequence[str], keys: Sequence[bytes], blobs: Iterable[bytes | None]
    ) -> None:
        """Take over what `let_go` returned of some notes, here or elsewhere."""
        for path in paths:
            self._known.pop(path, None)
        self._gone.update(zip(paths, keys, strict=True))
        for key, blob in zip(keys, blobs, strict=True):
            if blob is not None:
                self._blobs.put(key, blob)

    def note(self, path: str, data: bytes) -> Note:
        """Return the note of a path and bytes, with what is known of these."""
        key = digest(data)
        blob = self._blobs.get(key) or self._blob(key)
        facts, said = (None, None) if blob is None else marshal.loads(blob)  # noqa: S302 - ours
        note = Note(path, data, facts)
        if said is not None:
            note.sections = _named(said)
        self._known[path] = (note, key, _worth(note))
        return note

    def save(self, notes: int) -> None:
        """Keep what this run found, if it is enough to be worth a new file.

        `notes` is how many the vault has: a run that looked at few of them keeps
        nothing. Where no file can be written, nothing is kept either. A cache
        is saved once.
        """
        seen = len(self._gone) + sum(path not in self._gone for path in self._known)
        if not self._paths or seen < notes // 2:
            return
        for name, (note, key, worth) in self._known.items():
            now = _worth(note)
            if now > worth:
                self._known[name] = (note, key, now)
                if now > 1 or key not in self._blobs:  # two notes may have the same bytes
                    self._blobs.put(key, kept_of(note))
        # What differs in one note of a thousand is found anew before all is written anew.
        if not len(self._blobs) or (self._table and len(self._blobs) <= seen // 1000):
            return
        known = [key for _, key, worth in self._known.values() if worth]
        names = list(dict.fromkeys([*self._gone.values(), *known]))
        paths, self._paths = self._paths, ()
        if os.name == "nt":  # Windows replaces no file that is mapped
            for key in names:
                if key not in self._blobs and (blob := self._blob(key)):
                    self._blobs.put(key, blob)
            self._close()
        for path in paths:
            with ignoring(OSError):
                self._write(path, names)
                self._close()
                if self._open(path):  # what is held there need not be held here
                    self._blobs.clear()
                return

    @property
    def learned(self) -> bool:
        """Return whether more is known now of some notes than when they were first asked for.

        That of one note in 500 is found anew before all is written anew.
        """
        many = [note for note, _, worth in self._known.values() if _worth(note) > worth > 0]
        return len(many) > len(self._gone) // 500

    def leave(self) -> None:
        """Save nothing: another process does, which found the same."""
        self._paths = ()

    def tidy(self, process: int) -> None:
        """Remove what another process left that was ended while it saved."""
        for path in self._places:
            tidy(path, process)

    def _open(self, path: Path | str) -> bool:
        """Map a file and read its table; return whether it is a whole one of ours."""
        try:
            file = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
        except OSError:
            return False
        import mmap  # not where there is no such file

        try:
            status = os.fstat(file)
            if status.st_size < _HEADER.size:
                return False
            data = mmap.mmap(file, 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return False
        finally:
            os.close(file)
        magic, program, inode, count, checksum = _HEADER.unpack_from(data)
        end = _HEADER.size + count * _ENTRY.size
        if (
            magic != _MAGIC
            or program != self._program
            or inode != status.st_ino
            or end > len(data)
            or crc32(table := data[_HEADER.size : end]) != checksum
        ):
            data.close()
            return False
        self._data, self._table = data, table
        return True

    def _close(self) -> None:
        if self._data is not None:
            self._data.close()
        self._data, self._table, self._entries = None, b"", None

    def _place(self, key: bytes) -> tuple[int, int, int] | None:
        """Return where the blob of a note's bytes starts, its length and its checksum."""
        if self._entries is None:
            self._asked += 1
            if self._asked <= _FEW:
                at = self._table.find(key)
                while at > 0 and at % _ENTRY.size:  # in the midst of an entry
                    at = self._table.find(key, at + 1)
                return _ENTRY.unpack_from(self._table, at)[1:] if at >= 0 else None
            self._entries = {
                name: (at, size, check) for name, at, size, check in _ENTRY.iter_unpack(self._table)
            }
        return self._entries.get(key)

    def _blob(self, key: bytes) -> bytes | None:
        """Return the blob of a note's bytes, if there is one and it is whole."""
        place = self._place(key)
        if place is None or self._data is None:
            return None
        start, length, checksum = place
        blob = self._data[start : start + length]
        return blob if crc32(blob) == checksum else None

    def _several(self, keys: Sequence[bytes]) -> Iterator[list[bytes]]:
        """Yield the blobs of these, so many at once; an empty one where it cannot be had."""
        for at in range(0, len(keys), _TOGETHER):
            yield [
                blob or self._blob(key) or b""
                for key, blob in self._blobs.several(keys[at : at + _TOGETHER])
            ]

    def _write(self, path: Path | str, names: Sequence[bytes]) -> None:
        """Put a new file in place of the old one; raises `OSError`.

        The blobs are gone through twice, since there may be more than should be in memory.
        """
        told = [(len(blob) << 32) + crc32(blob) for blobs in self._several(names) for blob in blobs]
        if not all(told):
            names = [key for key, known in zip(names, told, strict=True) if known]
            told = [known for known in told if known]
        sizes = [known >> 32 for known in told]
        starts = accumulate(sizes[:-1], initial=_HEADER.size + len(names) * _ENTRY.size)
        checksums = [known & 0xFFFFFFFF for known in told]
        whole = b"".join(map(_ENTRY.pack, names, starts, sizes, checksums))

        def parts(inode: int) -> Iterable[bytes]:
            yield _HEADER.pack(_MAGIC, self._program, inode, len(names), crc32(whole))
            yield whole
            for blobs in self._several(names):
                yield from blobs

        write_whole(path, parts)


def scanned_in(base: str, paths: Iterable[str]) -> Scanned:
    """Read and scan notes; return for each path the bytes, their digest and what `kept_of` gives.

    `base` is the vault's folder, with a separator at its end. What cannot be read is left out.
    """
    found: Scanned = {}
    for path in paths:
        with ignoring(OSError, UndecodableError):
            data = read_file(base + path)
            found[path] = (data, digest(data), kept_of(Note(path, data)))
    return found


def kept_of(note: Note) -> bytes:
    """Return what is kept of a note; it is scanned for it."""
    return marshal.dumps(_plain(note))


def _worth(note: Note) -> int:
    """Return how much of what can be kept is known of a note."""
    return ("facts" in note.__dict__) + ("sections" in note.__dict__)


def _plain(note: Note) -> tuple[Any, Any]:
    """Return what is known of a note as plain tuples, which is all that marshal takes."""
    sections: tuple[Section, ...] | None = note.__dict__.get("sections")
    said = None
    if sections is not None:
        said = tuple(
            (each.heading, each.title, tuple(tuple(part) for part in each.paragraphs))
            for each in sections
        )
    return note.facts, said


def _named(said: tuple[Any, ...]) -> tuple[Section, ...]:
    from vaultsync.obsidian.sections import Paragraph, Section

    return tuple(
        Section(heading, title, tuple(map(Paragraph._make, paragraphs)))
        for heading, title, paragraphs in said
    )
