"""Where the cache of a vault lies, whether it is used, and how it is removed."""

from __future__ import annotations

import os

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vaultsync.locate import Found
    from vaultsync.obsidian.cache import Cache
    from vaultsync.workspace.recall import Memory


class Wish:
    """What the command line that is run now says of the cache."""

    anew = False
    """Every note is to be read anew, and nothing kept for the next run."""


def cache_of(root: str) -> Callable[[], Cache] | None:
    """Return what opens the cache of a vault; None where the command is to use none."""
    if Wish.anew:
        return None

    def opened() -> Cache:
        from vaultsync import fast
        from vaultsync.obsidian.cache import Cache

        return Cache(_indexes(root), repr(fast.Asked.program or fast.program()))

    return opened


def memory_of(found: Found, lock: bytes | None) -> Memory | None:
    """Return where an earlier run left what it found; None where the command is to use none.

    `lock` are the bytes of the lock, None where there is none.
    """
    from vaultsync import fast

    # Only commands whose whole answer is kept say when they began.
    if fast.Asked.question is None:
        return None
    from vaultsync.disk.cachefile import digest
    from vaultsync.workspace.recall import Memory

    known = lock and digest(lock)
    key = (fast.Asked.program, found.root, found.home, found.config, known)
    paths = [f"{path}.found" for path in _indexes(found.root)]
    return Memory(paths, key, fast.run())


def remove_cache(root: Path) -> bool:
    """Remove all that can be made again of a vault, and return whether there was any.

    The journal and all else in `.vaultsync/` stays. Raises `OSError`.
    """
    import contextlib
    from pathlib import Path

    from vaultsync.keeping import forget

    there = forget(os.path.join(root, "")) > 0
    for index in map(Path, _indexes(str(root))):
        folder = index.parent
        if folder.parent.is_symlink() or folder.is_symlink():
            continue
        for file in folder.glob(f"{index.name}*"):
            file.unlink()
            there = True
        if folder.parent.parent == root:
            with contextlib.suppress(OSError):  # it is not there, or holds what is not ours
                folder.rmdir()
    return there


def _indexes(root: str) -> list[str]:
    """Return the files that may hold the index, the better one first."""
    from zlib import crc32

    from vaultsync import fast

    paths = [os.path.join(root, ".vaultsync", "cache", "index")]
    if folder := fast.cache_folder():
        paths.append(os.path.join(folder, "indexes", f"{crc32(os.fsencode(root)):08x}"))
    return paths
