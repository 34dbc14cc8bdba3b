"""Links that are written as their file is named, found without an index of all names.

Whoever goes on from an earlier run asks for a dozen links, and which names several
files share is known from that run. A file whose name no other shares is meant by
every link that names it as it is spelled.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import NOTE_SUFFIX, basename, stem

if TYPE_CHECKING:
    from collections.abc import Collection

    from vaultsync.obsidian.leads.bearers import Bearers


class AtSight:
    """The files that bear names, but for those that are `left_out`.

    Of those with a `shared` stem nothing is certain.
    """

    def __init__(
        self, bearers: Bearers, shared: Collection[str], left_out: Collection[str]
    ) -> None:
        self.bearers = bearers
        self.left_out = left_out
        self.shared = shared

    def find(self, path: str) -> tuple[str, bool] | None:
        """Return the file that a link's path means, and whether the path is all of its own.

        None where that is not certain, as for paths that begin with `/` or `./`.
        """
        found = None if path[:1] in ("", ".", "/") else self._only(path)
        if found is not None:
            for ending in (path + NOTE_SUFFIX, path):
                if found == ending or found.endswith(f"/{ending}"):
                    return found, found == ending
        return None

    def at(self, path: str) -> str | None:
        """Return the file at a path from the root, its `.md` perhaps left out, if that is sure."""
        found = self._only(path)
        return found if found in (path, path + NOTE_SUFFIX) else None

    def _only(self, path: str) -> str | None:
        """Return the one file that a path may mean, None where there is none, or are several."""
        name = stem(path)
        if not basename(path) or name in self.shared:
            return None
        found = [each for each in self.bearers.of(name) if each not in self.left_out]
        return found[0] if len(found) == 1 else None
