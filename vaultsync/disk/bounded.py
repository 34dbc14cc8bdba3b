"""Reading a file that somebody else may have put there: a plain one, and no more of it than asked.

A link can lead to a device that never ends, a pipe lets its reader wait for
ever, and a file of no blocks can claim any size. So a file is opened without
waiting, looked at before it is read, and read up to a limit.
"""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False  # typing's own would cost more than all of this
if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20

# A buffer of 128 KiB or more is mapped afresh for each read, which costs more
# than the read.
_BUFFER = 64 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_bounded(path: Path | str, most: int) -> bytes:
    """Return the bytes of a plain file that has at most `most` of them; links are followed.

    Raises `OSError`: as the system does, and for what is no plain file, or larger.
    Its `strerror` goes on from "… cannot be read: ".
    """
    try:
        file = os.open(path, _FLAGS)
    except ValueError as error:  # a null character, which no file's name holds
        raise FileNotFoundError(errno.ENOENT, str(error), str(path)) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(
                errno.ELOOP, "it is a symbolic link that leads in circles", str(path)
            ) from None
        raise
    try:
        status = os.fstat(file)
        size = status.st_size
        if stat.S_IFMT(status.st_mode) != stat.S_IFREG or size > most:
            check_plain(status, most, str(path))  # says what is wrong with it
        if size < _BUFFER:
            data = os.read(file, size + 1)
            if len(data) == size:
                return data
            parts, left = [data], most + 1 - len(data)
        else:
            parts, left = [], most + 1
        while left > 0 and (data := os.read(file, min(left, MIB))):
            parts.append(data)
            left -= len(data)
    finally:
        os.close(file)
    if left <= 0:
        raise too_large(most, str(path))
    return b"".join(parts)


def check_plain(status: os.stat_result, most: int, shown: str) -> None:
    """Raise `OSError` for the status of what is no plain file, or has more than `most` bytes."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", shown)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENODEV, "it is no plain file, but a pipe or a device", shown)
    if status.st_size > most:
        raise too_large(most, shown)


def too_large(most: int, shown: str) -> OSError:
    """Return the error for a file of more than `most` bytes."""
    limit = f"{most // MIB} MiB" if most >= MIB else f"{most // 1024} KiB"
    return OSError(errno.EFBIG, f"it has more than {limit}", shown)


def remedy(error: OSError, otherwise: str, permitted: str = "Make it readable for you.") -> str:
    """Return what to do about a file that could not be read.

    `otherwise` is for one that has to go, since it is no plain file or too
    large; `permitted` for all else.
    """
    wrong = (errno.ELOOP, errno.EISDIR, errno.ENODEV, errno.EFBIG)
    return otherwise if error.errno in wrong else permitted
