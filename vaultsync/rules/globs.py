"""Globs of the configuration, over the paths of the vault."""

from __future__ import annotations

import re

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PART = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def glob_test(glob: str) -> Callable[[str], bool]:
    """Return the test whether a vault path is one that a glob means.

    `*` stands for any part of a name, `**` for any folders, `?` for one
    character. A glob that names a folder means all that lies in it.
    """
    plain = glob.strip("/")
    pattern = "".join(_MEANING.get(part) or re.escape(part) for part in _PART.findall(plain))
    compiled = re.compile(rf"{pattern}(?:/.*)?", re.DOTALL)
    return lambda path: compiled.fullmatch(path) is not None
