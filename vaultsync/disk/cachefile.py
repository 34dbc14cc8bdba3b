"""Files that can be made again: written in one step, for the user alone, and never through a link.

They lie in `.vaultsync/cache` of a vault, which ignores itself in git, or in
the user's cache folder. Any number of processes may read one while others
replace it.
"""

from __future__ import annotations

import os
from marshal import dumps, loads
from stat import S_ISREG
from zlib import crc32

from vaultsync.disk.bounded import check_plain
from vaultsync.errors import ignoring
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple

try:
    from _blake2 import blake2b  # hashlib's own, without the megabytes of OpenSSL beside it
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Bytes: TypeAlias = bytes | memoryview

BINARY = getattr(os, "O_BINARY", 0)
"""The flag without which Windows would change line ends."""


# Whatever somebody put there, to open it is not to wait for anything.
_TO_READ = os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0)
# Nor is it to lead anywhere.
_AS_IT_IS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_LARGEST = 1 << 30
_AT_ONCE = 1 << 18  # bytes written by one call of the system


def digest(data: bytes) -> bytes:
    """Return 16 bytes that tell these bytes from any others."""
    return blake2b(data, digest_size=16).digest()


def write_whole(path: Path | str, parts: Callable[[int], Iterable[bytes]]) -> None:
    """Put a new file in place of the one at a path, if there is one. Raises `OSError`.

    `parts` gives the new file's bytes when told its inode, which no copy shares.
    """
    _make_folder(os.path.dirname(path))
    temporary = _temporary(path, os.getpid())
    # One that is there may be a link, planted to lead elsewhere.
    with ignoring(FileNotFoundError):
        os.unlink(temporary)
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    try:
        with open(file, "wb", _AT_ONCE) as stream:
            stream.writelines(parts(os.fstat(file).st_ino))
        os.replace(temporary, path)
    except BaseException:  # to be broken off as well
        with ignoring(OSError):
            os.unlink(temporary)
        raise


def newest_first(paths: Iterable[Path | str]) -> list[Path | str]:
    """Return those of some files that are there, beginning with the one that was written last."""
    times: list[tuple[int, Path | str]] = []
    for path in paths:
        with ignoring(OSError):
            times.append((os.stat(path).st_mtime_ns, path))
    times.sort(key=lambda each: each[0], reverse=True)
    return [path for _, path in times]


def tidy(path: Path | str, process: int) -> None:
    """Remove what a process may have left that was ended while it put a file in place of this."""
    with ignoring(OSError):
        os.unlink(_temporary(path, process))


def _temporary(path: Path | str, process: int) -> str:
    return f"{path}.{process}.new"


def unnamed(folders: Iterable[str]) -> int:
    """Return a new file that has no name, to be read and written; it is gone once it is closed.

    It lies in the first of the folders where one can be made. Raises `OSError` if there is none.
    """
    for folder in folders:
        try:
            _make_folder(folder)
            path = os.path.join(folder, f"{os.getpid()}.open")
            with ignoring(FileNotFoundError):
                os.unlink(path)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
        except OSError:
            continue
        os.unlink(path)
        return file
    raise FileNotFoundError


class Late(NamedTuple):
    """Where a part lies that is read only when it is asked for."""

    path: str
    inode: int
    start: int
    size: int
    checksum: int

    def read(self) -> bytes | None:
        """Return the part; None if it is damaged, or another file lies there by now."""
        try:
            file = os.open(self.path, _TO_READ)
            with open(file, "rb", 0) as stream:
                stream.seek(self.start)
                data = stream.read(self.size)
                same = os.fstat(file).st_ino == self.inode
        except OSError:
            return None
        return data if same and crc32(data) == self.checksum else None


def write_parts(
    path: Path | str,
    magic: bytes,
    head: Any,
    parts: Mapping[str, Bytes],
    late: Mapping[str, Bytes] | None = None,
) -> None:
    """Put a new file of named parts in place of the one at a path. Raises `OSError`.

    `magic` says what the file is and in which version, `head` is anything that
    marshal takes, `late` are parts that are rarely asked for.
    """
    late = late or {}
    sizes = {name: len(data) for name, data in parts.items()}
    later = {name: (len(data), crc32(data)) for name, data in late.items()}
    checksum = 0
    for part in parts.values():
        checksum = crc32(part, checksum)
    told = dumps((head, sizes, checksum, later))
    start = len(told).to_bytes(8, "big") + crc32(told).to_bytes(4, "big")
    # Not joined: it may be much.
    payload: tuple[Any, ...] = (told, *parts.values(), *late.values())
    write_whole(path, lambda inode: (magic, inode.to_bytes(8, "big"), start, *payload))


def read_parts(
    path: Path | str, magic: bytes
) -> tuple[Any, dict[str, bytes], dict[str, Late]] | None:
    """Return the head and the parts that `write_parts` put into a file.

    None for a file that is absent, damaged, copied from elsewhere, or another one.
    """
    start = len(magic) + 20
    parts: dict[str, bytes] = {}
    try:
        file = os.open(path, _TO_READ)
        with open(file, "rb", 0) as stream:
            status = os.fstat(file)
            check_plain(status, _LARGEST, str(path))
            begin = stream.read(start)
            size = int.from_bytes(begin[-12:-4], "big")
            told = stream.read(size) if size <= status.st_size else b""
            marks = status.st_ino.to_bytes(8, "big") + len(told).to_bytes(8, "big")
            if begin != magic + marks + crc32(told).to_bytes(4, "big"):
                return None
            head, sizes, checksum, later = loads(told)  # noqa: S302 - ours, and whole
            found = 0
            for name, size in sizes.items():  # each by itself: what is read is not copied again
                parts[name] = stream.read(size)
                found = crc32(parts[name], found)
    except OSError:
        return None
    if found != checksum:
        return None
    at = start + len(told) + sum(sizes.values())
    late: dict[str, Late] = {}
    for name, (size, its) in later.items():
        late[name] = Late(str(path), status.st_ino, at, size, its)
        at += size
    return head, parts, late


def _make_folder(folder: str) -> None:
    """Make a folder for what can be made again, in one that git does not look into.

    Neither may be a symbolic link, which leads anywhere. Raises `OSError`.
    """
    own = os.path.dirname(folder)
    for each, make in ((own, os.makedirs), (folder, os.mkdir)):
        with ignoring(FileExistsError):
            make(each, 0o755)
        if os.path.islink(each):
            raise NotADirectoryError(each)
    ignored = os.path.join(own, ".gitignore")
    if _is_to_be_written(ignored):
        file = os.open(ignored, os.O_WRONLY | os.O_CREAT | _AS_IT_IS | BINARY, 0o644)
        with open(file, "wb") as stream:
            stream.write(b"*\n")


def _is_to_be_written(path: str) -> bool:
    """Return whether nothing is there, or what a process left that was ended, or had no room."""
    try:
        at = os.lstat(path)
    except FileNotFoundError:
        return True
    return S_ISREG(at.st_mode) and at.st_size == 0
