"""What Python's `os` lacks: files that swap names, and attributes on macOS.

A plain rename loses whatever was saved to the note between the last look at it
and the rename. After an exchange that text is still there, under the other
name, and can be put back. Linux has renameat2 (since 3.15, in the C library
since glibc 2.28), macOS renamex_np (since 10.12, on APFS).
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys

from vaultsync.lean.cached import cache
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HERE = -100  # AT_FDCWD: relative paths start in the working folder
_LINUX_EXCHANGE = 2  # RENAME_EXCHANGE
_MACOS_SWAP = 2  # RENAME_SWAP
_MACOS_ACCESS_LISTS_AND_ATTRIBUTES = 1 | 4  # COPYFILE_ACL | COPYFILE_XATTR

# Old kernels, and file systems that cannot, answer with one of these.
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Swap two files' names; False where the system cannot, `OSError` where it failed."""
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if function is None:
            return None
        function.argtypes = (
            ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint,
        )  # fmt: skip
        return lambda one, other: int(function(_HERE, one, _HERE, other, _LINUX_EXCHANGE))
    elif sys.platform == "darwin":  # noqa: RET505 - mypy follows platforms by `elif` only
        function = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        if function is None:
            return None
        function.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(function(one, other, _MACOS_SWAP))
    else:
        return None


def carry_attributes(source: Path, handle: int) -> None:
    """Give an open file the extended attributes and access lists of another file.

    What the file has of itself and the source lacks (an access list that it
    inherited from its folder) is taken away. Raises `OSError` where that cannot
    be done; a file system without attributes has none to carry.
    """
    if sys.platform == "linux":
        wanted, present = _attributes(source), _attributes(handle)
        for name in present.keys() - wanted.keys():
            os.removexattr(handle, name)
        for name, value in wanted.items():
            if present.get(name) != value:
                os.setxattr(handle, name, value)
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        original = os.open(source, os.O_RDONLY)
        try:
            flags = _MACOS_ACCESS_LISTS_AND_ATTRIBUTES
            if library.fcopyfile(original, handle, None, flags) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(source))
        finally:
            os.close(original)


def _attributes(file: Path | int) -> dict[str, bytes]:
    if sys.platform != "linux":
        return {}
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError as error:
        if error.errno in _CANNOT:
            return {}
        raise
