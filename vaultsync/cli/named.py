"""Notes that the user calls by their name, as a link would, instead of by their path."""

from __future__ import annotations

import os
from pathlib import Path

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import MissingPathError, NoVaultError, find_vault
from vaultsync.obsidian.files import DiskFiles
from vaultsync.obsidian.names import NOTE_SUFFIX, folded, is_note
from vaultsync.obsidian.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.locate import Found

_MOST = 5  # notes of one name that are shown


def find_by_names(
    vault: str | None, paths: Sequence[str], folder: str, config_folder: str | None = None
) -> Found:
    """Return the vault that paths name as `find_vault` does; some may be names of notes."""
    meant = with_paths(vault, paths, folder, config_folder)
    return find_vault(vault, meant, folder, config_folder)


def with_paths(
    vault: str | None, paths: Sequence[str], folder: str, config_folder: str | None = None
) -> tuple[str, ...]:
    """Return paths; instead of those that are not there, the notes that have these names.

    They are looked for as Obsidian looks for the note of a link: without case, by the end of the
    path. What ends in `.md` is a path and nothing else: where that note is gone, another must
    not be taken for it. Raises `MissingPathError` where there is no such note, and `NoVaultError`
    where there are several and none of them is at that place.
    """
    names = [path for path in paths if not os.path.lexists(Path(folder) / path)]
    for name in names:
        if not _may_be_name(name):  # before all notes are looked for
            raise MissingPathError(name)
    if not names:
        return tuple(paths)
    there = [path for path in paths if path not in names]
    root = find_vault(vault, there, folder, config_folder).root
    notes = Tree(DiskFiles(root)).note_paths
    meant = {name: str(Path(root) / _note(name, root, folder, notes)) for name in names}
    return tuple(meant.get(path, path) for path in paths)


def _may_be_name(name: str) -> bool:
    """Return whether a note may be called this, or this with some of its folders."""
    parts = name.replace(os.sep, "/").split("/")
    return not (Path(name).is_absolute() or {"", ".", ".."} & {*parts} or is_note(name))


def _note(name: str, root: str, folder: str, paths: Sequence[str]) -> str:
    """Return the note of a vault that a name means, asked for in a folder."""
    here = os.path.relpath(folder, root).replace(os.sep, "/")
    home = "" if here == "." or here.startswith("..") else f"{here}/"
    key = folded(name.replace(os.sep, "/")) + NOTE_SUFFIX
    known = {path: folded(path) for path in paths}
    ending = [path for path in paths if f"/{known[path]}".endswith(f"/{key}")]
    nearest = [path for path in ending if known[path] in (key, folded(home) + key)]
    for found in (nearest, ending):
        if len(found) == 1:
            return found[0]
    if not ending:
        raise MissingPathError(name)
    seen = [os.path.relpath(Path(root) / path, folder) for path in ending[:_MOST]]
    shown = ", ".join(seen) + (", …" if len(ending) > _MOST else "")
    raise NoVaultError(
        f"{name} is the name of {len(ending)} notes", f"Name one by its path: {shown}"
    )
