"""The files that a tracker is read from, and the names under which the lock keeps them."""

from __future__ import annotations

import os

from vaultsync.cli.common import seen_from_here
from vaultsync.disk.bounded import read_bounded
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vaultsync.locate import Found


def named_sources(given: Sequence[str], folder: Path, found: Found) -> list[tuple[str, bytes]]:
    """Return tracker files with the names under which the lock keeps them."""
    datas = (data for _, data in read_sources(given, folder))
    return list(zip(source_names(given, folder, found), datas, strict=True))


def source_names(given: Sequence[str], folder: Path, found: Found) -> list[str]:
    """Return the names under which the lock keeps tracker files.

    A file below the lock's folder is named from there, so that it is the same
    source from whichever folder it is pulled; any other by its own name, so that
    no path of one machine gets into a shared file.
    """
    from pathlib import Path

    names = []
    for name in given:
        path = Path(os.path.abspath(folder / name))  # noqa: PTH100 - Path.resolve follows symlinks
        inside = found.home_path in path.parents
        names.append(path.relative_to(found.home_path).as_posix() if inside else path.name)
    return names


def read_sources(names: Sequence[str], folder: Path) -> list[tuple[str, bytes]]:
    """Return the bytes of tracker files, each with the name it was given by."""
    from vaultsync.tracker.readers.reading import LARGEST_SOURCE

    sources = []
    for name in names:
        try:
            sources.append((name, read_bounded(folder / name, LARGEST_SOURCE)))
        except OSError as error:
            raise VaultsyncError(
                f"{seen_from_here(str(folder / name))} cannot be read: {error.strerror}",
                "Name a copied page of the tracker, or its CSV.",
            ) from None
    return sources
