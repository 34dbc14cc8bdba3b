"""What an earlier run found, taken over by the next one as far as it still holds.

A run leaves behind what it found in each note and in the vault as a whole,
with the state of each file. If the settings, the configuration and the trackers
are still the same, the next run begins as if it had lived on since: only notes that
changed are read, and those with links that may mean a file that came or is gone. What was
said of the vault as a whole still holds if the notes that changed have the part in it that
they had (`bystanders`); else it is said anew of the notes that have one.
"""

from __future__ import annotations

import os
import sys
from marshal import dumps, loads

from vaultsync.disk.cachefile import Late, digest, newest_first, read_parts, write_parts
from vaultsync.disk.other_names import NOTHING_RENAMED, Renamed, compared
from vaultsync.disk.shelved import ShelfLostError
from vaultsync.disk.walk import amended, differing, found_by, unsettled
from vaultsync.errors import ignoring
from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.obsidian.leads.bearers import Bearers, names_to_keep
from vaultsync.workspace.recalled import Recalled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.disk.cachefile import Bytes
    from vaultsync.disk.walk import Table
    from vaultsync.obsidian.settings import Settings

__all__ = ["Memory", "Recalled"]

_MAGIC = f"vaultsync recall 20 {sys.byteorder}\n".encode()
_SINCE = b"vaultsync since 12\n"
_FEW = 64
_SHARE = 16
"""Where more than a few files, and more than one of so many, changed, all are looked at."""
_ROW = 32  # bytes for the state of a file, about
_WORTH = 6  # how many times larger a file is at least than what is different from it


class _File(NamedTuple):
    """What a run kept, where it lies at a `path`.

    The run was `told` something, `key` is what answers depend on beside that, `run` tells it from
    any other. There were so many `files`; `young` are those, by number, that may change without
    another state. What is `late` is not read.
    """

    path: str
    told: Any
    key: bytes
    run: object
    young: list[int]
    files: int
    parts: dict[str, bytes]
    late: dict[str, Late]

    @property
    def size(self) -> int:
        """Return how many bytes all parts have."""
        return sum(map(len, self.parts.values())) + sum([part.size for part in self.late.values()])


class _Known(NamedTuple):
    """A file with all that was found in a run, and what is different since.

    `rows` are the states of files that are others than in it, by their number. `table` is the
    present state of all files, None if they have other names by now.
    """

    file: _File
    rows: dict[int, list[int]]
    table: Table | None


class Remembered(NamedTuple):
    """What was found, and what is different since: the files that are others, came or are gone.

    `bearers` knows the files of now.
    """

    recalled: Recalled
    changed: frozenset[str]
    renamed: Renamed
    bearers: Bearers


class Memory:
    """The file that holds what the last run found, and one beside it with what is different since.

    A run after a small change writes the second one alone. `paths` are where the
    first may lie, the better place first; `key` is all that is
    not in the notes and that answers depend on; `run` says when this run
    began, and which it is: what is younger is not trusted.
    """

    def __init__(self, paths: Iterable[str], key: object, run: tuple[int, int]) -> None:
        self._paths = tuple(paths)
        self._key = _digest(key)
        self._run = run
        self._about: object = None
        self._told: Any = None
        self._known: _Known | None = None
        # The tables of the names of some files, once they were asked for.
        self._names: tuple[Table | None, Mapping[str, bytes]] = (None, {})

    @kept
    def _file(self) -> _File | None:
        """Return what the last run with the same key kept."""
        for path in newest_first(self._paths):
            found = read_parts(path, _MAGIC)
            if found is not None and found[0][0] == self._key:
                (_, *told), parts, late = found
                return _File._make((path, *told, parts, late))
        return None

    @property
    def told(self) -> Any:
        """Return what an earlier run with the same key was told, None if that is not known."""
        return self._file and self._file.told

    def tell(self, about: object, told: Any) -> None:
        """Keep what was told for the next run; `about` is more that answers depend on."""
        self._about, self._told = about, told

    def _inner_key(self, settings: Settings) -> bytes:
        return _digest((self._about, settings))

    def recall(self, now: Table, settings: Settings) -> Remembered | None:
        """Return what was found, and which files changed since; None if too much did.

        `now` is the present state of every file of the vault.
        """
        file = self._file
        if file is None or file.key != self._inner_key(settings):
            return None
        run, young = file.run, file.young
        rows: dict[int, list[int]] = {}
        since: dict[str, bytes] = {}
        beside = read_parts(_beside(file.path), _SINCE)
        if beside is not None and beside[0][0] == file.run:
            (_, run, young, rows), since, _ = beside
        before = found_by(run)
        different = now.fresh if before and file.files == len(now) else None
        if different is None:  # unknown, or without files that symbolic links lead to
            states = file.late["table"].read()
            if states is None:
                return None
            before = amended(loads(states), rows)  # noqa: S302 - ours, and whole
            different = differing(now, before)
        if different is not None:
            names, table, renamed = now.paths, now, NOTHING_RENAMED
            rows = {row: now.state(row) for row in {*rows, *different, *young}}
            changed = frozenset([names[row] for row in {*different, *young}])
        else:
            found = before and compared(now, before)
            if not found:
                return None
            (names, changed, renamed), table = found, None
            changed |= {names[row] for row in young if names[row] not in renamed.gone}
        if len(changed) + len(renamed.all) > max(_FEW, len(now) // _SHARE) or not renamed.is_plain:
            return None
        self._known = _Known(file, rows, table)
        bearers = Bearers(names, lambda name: file.late[name].read(), renamed.came, renamed.gone)
        recalled = Recalled.of_file({**file.parts, **since}, file.late)
        return Remembered(recalled, changed, renamed, bearers)

    def get_ready(self, table: Table) -> None:
        """Find out what `keep` takes of the names and states of the files alone."""
        _ = table.pressed
        self._names = table, names_to_keep(table.paths)

    def keep(self, table: Table, settings: Settings, recalled: Recalled) -> None:
        """Leave for the next run what this one found; where nothing can be written, do without."""
        key, young = self._inner_key(settings), unsettled(table, self._run[0])
        parts, known = recalled.to_keep(), self._known
        if (
            known is not None
            and known.file.key == key
            and known.table is table
            and recalled.goes_on
            and self._keep_beside(known, young, parts)
        ):
            return
        try:
            late = recalled.to_keep_late()
        except ShelfLostError:
            return
        late |= self._names[1] if self._names[0] is table else names_to_keep(table.paths)
        late["table"] = dumps(table.pressed)
        head = (self._key, self._told, key, self._run, young, len(table))
        for path in self._paths:
            with ignoring(OSError):
                write_parts(path, _MAGIC, head, parts, late)
                with ignoring(FileNotFoundError):
                    os.unlink(_beside(path))
                return

    def _keep_beside(self, known: _Known, young: list[int], parts: dict[str, Bytes]) -> bool:
        """Keep what is different from the file beside it, if that is little; return whether."""
        file = known.file
        more = {name: part for name, part in parts.items() if part is not file.parts[name]}
        size = sum(map(len, more.values())) + len(known.rows) * _ROW
        if size * _WORTH >= file.size:
            return False
        with ignoring(OSError):
            write_parts(_beside(file.path), _SINCE, (file.run, self._run, young, known.rows), more)
        return True


def _digest(key: object) -> bytes:
    return digest(repr(key).encode("utf-8", "backslashreplace"))


def _beside(path: str) -> str:
    """Return where it lies what is different from a file."""
    return f"{path}.since"
