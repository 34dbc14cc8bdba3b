"""`.vaultsync/` in the vault: the folder that holds state and ignores itself in git.

It holds the journal, the lock that keeps two syncs apart, the vault's identity
(random, so that a journal of another vault is known by it) and a `.gitignore`.
A folder that is a link is not used: it may lead anywhere.
"""

from __future__ import annotations

import os
import re
import stat

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.system import CREATE, System, read_if_there, remove_if_there, write_all

if TYPE_CHECKING:
    from pathlib import Path

STATE_NAME = ".vaultsync"
_IDENTITY = re.compile(rb"[0-9a-f]{32}\n")


class StateError(VaultsyncError):
    """The state folder cannot be used."""


def state_folder(root: Path) -> Path:
    """Return where a vault's state lies."""
    return root / STATE_NAME


def prepare_state(root: Path, system: System) -> Path:
    """Return the state folder, made where it is missing; raises `StateError` or `OSError`."""
    folder = state_folder(root)
    make_own_folder(folder, system)
    make_own_folder(folder / "journal", system)
    if not read_if_there(system, folder / ".gitignore"):
        _make_file(system, folder / ".gitignore", b"*\n")
    return folder


def make_own_folder(folder: Path, system: System) -> None:
    """Make a folder of ours where it is missing; one that is a link is refused."""
    try:
        system.make_folder(folder)
    except FileExistsError:
        mode = system.status(folder).st_mode
        if not stat.S_ISDIR(mode):
            raise StateError(
                f"{folder} is not a folder of this vault",
                "Move it away: vaultsync keeps its journal there, and follows no link.",
            ) from None


def vault_identity(root: Path, system: System) -> str | None:
    """Return the vault's identity, 32 hexadecimal digits, or None where it has none yet."""
    data = read_if_there(system, state_folder(root) / "vault")
    if data is None or not _IDENTITY.fullmatch(data):
        return None
    return data[:32].decode()


def ensure_identity(root: Path, system: System) -> str:
    """Return the vault's identity, drawn at random where it has none yet."""
    identity = vault_identity(root, system)
    if identity is None:
        identity = os.urandom(16).hex()
        # What stands there is torn or foreign: no journal of ours can name it.
        _make_file(system, state_folder(root) / "vault", f"{identity}\n".encode())
        # Without it the journal that is written next could not be told from a stranger's.
        system.flush_folder(state_folder(root))
    return identity


def own_identity(root: Path, system: System | None = None) -> str:
    """Return the vault's identity, with the state folder made where it is missing.

    Raises `VaultsyncError` where the disk refuses it.
    """
    system = system or System()
    try:
        prepare_state(root, system)
        return ensure_identity(root, system)
    except OSError as error:
        raise StateError(
            f"{root}: the state folder cannot be made: {error.strerror or error}",
            "A plan is bound to its vault by a file in .vaultsync/; make that possible.",
        ) from error


def _make_file(system: System, path: Path, data: bytes) -> None:
    remove_if_there(system, path)
    handle = system.open(path, CREATE)
    try:
        write_all(system, handle, data)
        system.flush(handle)
    finally:
        system.close(handle)
