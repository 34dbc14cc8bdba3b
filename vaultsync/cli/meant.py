"""Which vault a watch is about: it is asked once, and the configuration may name another later."""

from __future__ import annotations

import os
from pathlib import Path

from vaultsync.config import CONFIG_NAME
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.locate import above, find_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.locate import Found


class Asked(NamedTuple):
    """How the vault was named that is watched, and from which folder."""

    vault: str | None
    paths: tuple[str, ...]
    folder: Path

    @property
    def are_there(self) -> bool:
        """Return whether all paths that were named are there."""
        return all(os.path.lexists(self.folder / path) for path in self.paths)

    def find(self, before: Found) -> Found:
        """Return the vault that is meant by that now, and was found `before`.

        A note that was named and is gone names none.
        """
        if self.are_there:
            found = find_vault(self.vault, self.paths, self.folder)
            if found.root == before.root or found.config_file is not None:
                return found
        return find_vault(before.root, (), before.root)

    def configurations(self, found: Found) -> Iterator[str]:
        """Yield where a configuration counts, whether or not one is there."""
        named = self.paths if self.vault is None else (self.vault,)
        for start in (found.root_path, *(self.folder / each for each in named or (".",))):
            for folder in above(os.path.abspath(start)):  # noqa: PTH100 - links are not followed
                yield str(Path(folder) / CONFIG_NAME)


class ElsewhereError(VaultsyncError):
    """The configuration names another vault now, or another folder of settings in it."""

    def __init__(self, message: str, found: Found) -> None:
        super().__init__(message, "")
        self.found = found
