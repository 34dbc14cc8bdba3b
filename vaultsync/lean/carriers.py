"""Modules that are there for nothing but their compiled form, which carries what is kept.

What is made of the program itself, such as what its patterns compile to, is kept as
modules are: in `__pycache__`, for one Python, under the rules that hold for all modules.
Nothing is written where Python is told to write none, or where it cannot, and what
uninstalls this package takes the file away.
"""

from __future__ import annotations

import os
from marshal import dumps
from zlib import crc32

TYPE_CHECKING = False  # each check imports this before all else
if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = 8  # bytes
_BINARY = getattr(os, "O_BINARY", 0)  # without it, Windows would change line ends

_keepers: list[Callable[[], None]] = []


def at_the_end(keep: Callable[[], None]) -> None:
    """Have this called once a process has done its work."""
    _keepers.append(keep)


def keep() -> None:
    """Keep whatever this process made that is worth keeping."""
    for each in _keepers:
        each()


def places(name: str) -> tuple[str, str | None]:
    """Return where a module lies, and its compiled form; None where modules have none."""
    cached = __spec__.cached
    if cached:
        folder, own = os.path.split(cached)
        cached = os.path.join(folder, own.replace("carriers", name))  # noqa: PTH118 - text
    return os.path.join(os.path.dirname(__file__), f"{name}.py"), cached or None  # noqa: PTH118, PTH120 - text


def read(path: str, magic: bytes) -> memoryview | None:
    """Return what the compiled form of a module carries; None where that is damaged, or another.

    `magic` says what it is. The file is read and not imported: what is damaged is not to be run.
    """
    try:
        file = os.open(path, os.O_RDONLY | _BINARY)
        with open(file, "rb", 0) as stream:  # noqa: PTH123 - it is open
            data = stream.read()
    except OSError:
        return None
    at = data.find(magic)
    start = at + len(magic) + _MARKS
    marks = data[start - _MARKS : start]
    payload = memoryview(data)[start : start + int.from_bytes(marks[:4], "big")]
    return payload if at >= 0 and _marks_of(payload) == marks else None


def write(source: str, path: str, magic: bytes, payload: bytes) -> bool:
    """Put something into the compiled form of a module, and return whether that could be done.

    It is what Python itself would write: whoever imports or compiles all modules finds
    nothing amiss. The module's own text is `KEPT = b""`.
    """
    carried = b"".join((magic, _marks_of(payload), payload))
    temporary = f"{path}.{os.getpid()}"
    try:
        made = _module(source, carried)
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
        try:
            with open(file, "wb") as stream:  # noqa: PTH123 - it is open
                stream.write(made)
            os.replace(temporary, path)  # noqa: PTH105 - text
        except BaseException:  # to be broken off as well
            os.unlink(temporary)  # noqa: PTH108 - text
            raise
    except OSError:
        return False
    return True


def _marks_of(payload: bytes | memoryview) -> bytes:
    """Return what tells whether it is all there: its size and its checksum."""
    return len(payload).to_bytes(4, "big") + crc32(payload).to_bytes(4, "big")


def _module(source: str, carried: bytes) -> bytes:
    """Return the compiled form of a module with something in the place of its `b""`.

    Raises `OSError`.
    """
    from importlib.util import MAGIC_NUMBER

    at = os.stat(source)  # noqa: PTH116 - text
    code = compile("KEPT = b''", source, "exec")
    consts = tuple(carried if each == b"" else each for each in code.co_consts)
    state = [int(each) & 0xFFFFFFFF for each in (0, at.st_mtime, at.st_size)]
    header: bytes = MAGIC_NUMBER + b"".join(each.to_bytes(4, "little") for each in state)
    return header + dumps(code.replace(co_consts=consts))
