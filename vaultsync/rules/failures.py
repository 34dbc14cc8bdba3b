"""The notes and canvases that could not be read, all of them tried."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.vault import Failure
    from vaultsync.rules.rule import View


def failures(view: View) -> Iterator[tuple[str, Failure]]:
    """Yield path and cause of each file that could not be read, in the order of the paths."""
    vault = view.vault
    for path in vault.counting((*vault.note_paths, *vault.canvas_paths)):
        if not vault.is_read(path) and path in vault.failures:
            yield path, vault.failures[path]
