"""Keeping finished answers for `vaultsync.fast`, and forgetting them.

The states of very many files lie beside an answer. After a small change they stay as
they are, and the answer says which are different.
"""

from __future__ import annotations

import os
from marshal import dumps

from vaultsync.disk.walk import differing
from vaultsync.fast import ASIDE, BINARY, MAGIC, Asked, answers_folder, name_of, read, run
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vaultsync.disk.walk import Table
    from vaultsync.fast import Said, State

_KEPT = 32  # answers; the oldest goes
_MANY = 2000  # files: fewer lie in the answer itself
_FEW = 32  # files that are different


def keep(
    base: str,
    folders: list[str],
    table: Table,
    links: list[tuple[str, State]],
    looks: list[tuple[str, str, State]],
    said: Said,
    code: int,
) -> None:
    """Keep the answer to what this process was asked.

    `table` is what `walk` found below `base` in each of `folders`, of which the
    first is "" for all that is not behind a symlink, `links` holds
    the symlinks that it met with their `link_state`, and `looks` paths, each with
    a kind and what `look` said of it. The caller sees to it that nothing of this
    is younger than the answer.
    """
    folder = answers_folder()
    if Asked.question is None or folder is None:
        return
    path = os.path.join(folder, name_of(Asked.question))
    kept = (Asked.question, Asked.program, base, folders)
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        _prune(folder)
        files = table.pressed if len(table) < _MANY else _beside(path, base, table)
        _write(path, (*kept, files, links, looks, run(), said, code))
    except OSError:
        return


def _beside(path: str, base: str, table: Table) -> State:
    """Return which run left states beside an answer, and those that are others by now.

    Where too many are, they are left there anew.
    """
    rows: list[int] | None = None
    if Asked.aside is not None:
        made, pressed, others = Asked.aside
        fresh = table.fresh
        rows = differing(table, pressed) if fresh is None else sorted({*others, *fresh})
    if rows is None or len(rows) > _FEW:
        made, rows = run(), []
        _write(path + ASIDE, (None, None, base, made, table.pressed))
    return made, {row: table.state(row) for row in rows}


def _write(path: str, kept: tuple[Any, ...]) -> None:
    """Put a file in place of one of ours. Raises `OSError`."""
    from zlib import crc32

    payload = dumps(kept)
    temporary = f"{path}.{os.getpid()}.new"
    try:
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
        with open(file, "wb") as stream:
            stream.write(MAGIC + crc32(payload).to_bytes(4, "big") + payload)
        os.replace(temporary, path)
    except BaseException:  # to be broken off as well
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def forget(base: str) -> int:
    """Remove the answers about the vault at `base`, and return how many there were."""
    folder = answers_folder()
    count = 0
    try:
        names = os.listdir(folder) if folder else []
    except OSError:
        return 0
    for name in names:
        path = os.path.join(folder or "", name)
        try:
            kept = read(path)
            if kept is None or kept[2] == base:
                os.unlink(path)
                count += kept is not None and not name.endswith(ASIDE)
        except Exception:  # noqa: BLE001, S112 - what is damaged is nobody's answer
            continue
    return count


def _prune(folder: str) -> None:
    """Remove what is oldest, so that answers do not pile up."""
    with os.scandir(folder) as entries:
        times = [(entry.path.removesuffix(ASIDE), entry.stat().st_mtime_ns) for entry in entries]
    newest = dict(sorted(times, key=lambda each: each[1]))
    aged = sorted(newest, key=lambda path: newest[path])
    for path in aged[: -_KEPT + 1]:
        for each in (path, path + ASIDE):
            if os.path.exists(each):
                os.unlink(each)
