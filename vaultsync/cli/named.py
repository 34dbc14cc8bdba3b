"""Notes that the user calls by their name, as a link would, instead of by their path."""

from __future__ import annotations

import os
from pathlib import Path

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import MissingPathError, NoVaultError, find_vault
from vaultsync.obsidian.files import DiskFiles
from vaultsync.obsidian.names import NOTE_SUFFIX, folded
from vaultsync.obsidian.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.locate import Found

_MOST = 5  # notes of one name that are shown


def find_by_names(
    vault: str | None,
    paths: Sequence[str],
    folder: str,
    config_folder: str | None,
) -> Found:
    """Return the vault that is meant where not all paths are there: some may be names of notes.

    They are looked for as Obsidian looks for the note of a link: without case, by the end of the
    path. What ends in `.md` is a path and nothing else: where that note is gone, another must
    not be taken for it. Raises `MissingPathError` where there is no such note, and `NoVaultError`
    where there are several and none of them is at that place.
    """
    names = [path for path in paths if not os.path.lexists(Path(folder) / path)]
    there = [path for path in paths if path not in names]
    found = find_vault(vault, there, folder, config_folder)
    tree = Tree(DiskFiles(found.root))
    here = os.path.relpath(folder, found.root).replace(os.sep, "/")
    home = "" if here == "." or here.startswith("..") else f"{here}/"
    notes = [_note(name, home, tree.note_paths) for name in names]
    whole = bool(there) and not found.selection
    return found if whole else found._replace(selection=(*found.selection, *notes))


def _note(name: str, home: str, paths: Sequence[str]) -> str:
    """Return the note that a name means, asked for in a folder of the vault."""
    key = folded(name.replace(os.sep, "/"))
    if key.endswith(NOTE_SUFFIX):
        raise MissingPathError(name)
    key += NOTE_SUFFIX
    known = {path: folded(path) for path in paths}
    ending = [path for path in paths if f"/{known[path]}".endswith(f"/{key}")]
    nearest = [path for path in ending if known[path] in (key, folded(home) + key)]
    for found in (nearest, ending):
        if len(found) == 1:
            return found[0]
    if not ending:
        raise MissingPathError(name)
    shown = ", ".join(ending[:_MOST]) + (", …" if len(ending) > _MOST else "")
    raise NoVaultError(
        f"{name} is the name of {len(ending)} notes", f"Name one by its path: {shown}"
    )
