"""Paths as they are seen from the folder of a note, and as they are seen from the root."""

from __future__ import annotations

from vaultsync.obsidian.names import NOTE_SUFFIX, folder, is_note, suffix


def from_root(path: str, home: str) -> str | None:
    """Return a relative path seen from the root; None above the root and for a folder."""
    rest, base = path, home
    while base and rest.startswith("../"):
        base, rest = folder(base[:-1]), rest[3:]
    if rest.endswith(NOTE_SUFFIX) and "./" not in rest:  # as most are
        return base + rest
    parts = home.split("/")[:-1]
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "" if steps[-1] in (".", "..", "") else "/".join(parts)


def above_vault(path: str, source: str) -> bool:
    """Return whether a relative path climbs above the root of the vault."""
    return path.startswith(("./", "../")) and from_root(path, folder(source)) is None


def is_straight(path: str, source: str, target: str) -> bool:
    """Return whether a path leads from the folder of a note up to a file's, and down to it."""
    home = folder(source)
    while path.startswith("../") and home:
        home, path = folder(home[:-1]), path[3:]
    return home + path == target


def leads_by_path(path: str, source: str, target: str) -> bool:
    """Return whether a path, taken from the folder of a note, is that of a file."""
    if is_straight(path, source, target):  # as nearly always
        return True
    parts = source.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return False
            parts.pop()
        elif part != ".":
            parts.append(part)
    joined = "/".join(parts) + NOTE_SUFFIX
    return joined == target + NOTE_SUFFIX or (
        joined == target and not is_note(path) and suffix(path) == ""
    )


def relative_path(target: str, source: str) -> str:
    """Return a file's path as seen from the folder of a note."""
    import posixpath

    return posixpath.relpath(target, folder(source) or ".")
