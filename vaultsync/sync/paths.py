"""Which files may be written: a note's path, checked against the disk.

Plans and journals hold paths, and both may have been written by anybody. A path
is used only when each of its parts names, letter by letter, something in the
folder before it, and no folder on the way is a link. So neither `..` nor a drive
letter nor a link leads out of the vault, and a file system that ignores case
gives no second name to a note. What this cannot exclude is somebody who changes
the vault's folders into links while it is written; see SECURITY.md.
"""

from __future__ import annotations

import stat
import unicodedata

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import is_note

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.sync.system import System

# SPEC A8, and what Windows makes of a name: `:` opens a drive or a stream.
_FORBIDDEN = frozenset('\\:*?"<>|')
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))
_DEVICES = frozenset(("con", "prn", "aux", "nul", *_PORTS))


class UnsafePathError(VaultsyncError):
    """A path that is never written, whatever asks for it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}", "Nothing was written there.")
        self.reason = reason


class Places:
    """Finds the files of one vault for one transaction; remembers folders' names."""

    def __init__(self, root: Path, system: System) -> None:
        self.root = root.resolve()
        self._system = system
        self._names: dict[Path, frozenset[str]] = {}
        self._new: dict[str, str] = {}

    def existing(self, path: str) -> Path:
        """Return the file that a note's path names.

        That of a note which is a link is the file it leads to, if it lies in
        the vault. Raises `UnsafePathError`, or `FileNotFoundError` where the
        note has gone.
        """
        parts = _parts(path)
        folder = self.root
        for part in parts[:-1]:
            self._check_named(path, folder, part)
            folder /= part
            self._check_folder(path, folder)
        self._check_named(path, folder, parts[-1])
        file = folder / parts[-1]
        mode = self._system.status(file).st_mode
        if stat.S_ISLNK(mode):
            file = self._linked(path, file)
            mode = self._system.status(file).st_mode
        if not stat.S_ISREG(mode):
            raise UnsafePathError(path, "is not a file")
        return file

    def new(self, path: str) -> tuple[Path, tuple[Path, ...]]:
        """Return the file that a new note would be, and the folders to make for it first.

        Raises `UnsafePathError` where a name cannot be used everywhere, and
        `FileExistsError` where something has the name, or one that differs
        from it only in case or normal form.
        """
        parts = _parts(path)
        for part in parts:
            if reason := unusable_name(part):
                raise UnsafePathError(path, reason)
        folder = self.root
        missing: list[Path] = []
        for part in parts[:-1]:
            folder /= part
            if missing or part not in self._names_in(folder.parent):
                if not missing:
                    self._check_free(path, folder)
                missing.append(folder)
            else:
                self._check_folder(path, folder)
        file = folder / parts[-1]
        if not missing:
            self._check_free(path, file)
        self._check_apart(path)
        return file, tuple(missing)

    def folder(self, path: str) -> Path | None:
        """Return the folder of the vault that a path names; None where there is none."""
        folder = self.root
        for part in _parts(path):
            if part not in self._names_in(folder):
                return None
            folder /= part
            self._check_folder(path, folder)
        return folder

    def expected(self, path: str) -> Path | None:
        """Return the file that a note's path names or would name; None without its folder."""
        try:
            return self.existing(path)
        except FileNotFoundError:
            parts = _parts(path)
        folder = self.root
        for part in parts[:-1]:
            if part not in self._names_in(folder):
                return None
            folder /= part
            self._check_folder(path, folder)
        return folder / parts[-1]

    def _linked(self, path: str, file: Path) -> Path:
        real = file.resolve()
        if not real.is_relative_to(self.root):
            raise UnsafePathError(path, "is a link that leads out of the vault")
        if any(part.startswith(".") for part in real.relative_to(self.root).parts):
            raise UnsafePathError(path, "is a link to a hidden file")
        return real

    def _check_named(self, path: str, folder: Path, name: str) -> None:
        if name not in self._names_in(folder):
            raise FileNotFoundError(f"{path}: there is no such note")

    def _check_folder(self, path: str, folder: Path) -> None:
        mode = self._system.status(folder).st_mode
        if stat.S_ISLNK(mode):
            raise UnsafePathError(path, f"is reached through a link, {folder.name}")
        if not stat.S_ISDIR(mode):
            raise UnsafePathError(path, f"{folder.name} is not a folder")

    def _check_free(self, path: str, file: Path) -> None:
        wanted = comparable(file.name)
        for name in self._names_in(file.parent):
            if comparable(name) == wanted:
                raise FileExistsError(f"{path}: there is {name} already")

    def _check_apart(self, path: str) -> None:
        """Check a new note's path against those of the other new notes."""
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts))]
        for each in above:
            if self._new.setdefault(comparable(each), each) != each:
                raise FileExistsError(f"{path}: there will be {self._new[comparable(each)]}")
        if comparable(path) in self._new:
            raise FileExistsError(f"{path}: there will be {self._new[comparable(path)]}")
        self._new[comparable(path)] = path

    def _names_in(self, folder: Path) -> frozenset[str]:
        if folder not in self._names:
            self._names[folder] = frozenset(self._system.names(folder))
        return self._names[folder]


def check_note_path(path: str) -> str:
    """Return a path that may be a note's, by its letters alone; raises `UnsafePathError`."""
    _parts(path)
    if not is_note(path):
        raise UnsafePathError(path, "is no note")
    return path


def check_note(path: str, file: Path) -> None:
    """Refuse what is no note, by its name or by that of the file it leads to."""
    if not is_note(path) or not is_note(file.name):
        raise UnsafePathError(path, "is no note")


def comparable(name: str) -> str:
    """Return a name as file systems compare it that ignore case and normal form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unusable_name(name: str) -> str:
    """Return why a new file must not be called so on some system, or an empty string."""
    if _FORBIDDEN & set(name) or any(unicodedata.category(char) == "Cc" for char in name):
        return "a file's name may not hold " + " ".join(sorted(_FORBIDDEN)) + " or control marks"
    if name.endswith((" ", ".")) or name.startswith(" "):
        return "a file's name may not begin or end in a space, or end in a point"
    if name.split(".")[0].casefold() in _DEVICES:
        return "the name is a device's on Windows"
    if len(name.encode("utf-8", "surrogatepass")) > 255:
        return "the name is longer than 255 bytes"
    return ""


def _parts(path: str) -> list[str]:
    parts = path.split("/")
    if "\0" in path:
        raise UnsafePathError(path, "holds a NUL")
    if not path or path.startswith("/"):
        raise UnsafePathError(path, "is not a path inside the vault")
    if "\\" in path or (len(parts[0]) > 1 and parts[0][1] == ":"):
        raise UnsafePathError(path, "is not a path inside the vault")
    for part in parts:
        if part in ("", ".", ".."):
            raise UnsafePathError(path, "is not a path inside the vault")
        if part.startswith("."):
            raise UnsafePathError(path, "is hidden: names that start with a dot are not notes")
    return parts
