"""Writing a plan: the only way into a vault.

`apply_plan` checks that nothing changed since the plan was made, and hands what
is left to one transaction. `replace_lock` writes the lock file alone, as `pull`
does; that touches no note and is not journaled.
"""

from __future__ import annotations

import errno

from vaultsync.disk.bounded import remedy
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.changes import Left
from vaultsync.sync.check import unintended
from vaultsync.sync.entry import Need, sha256
from vaultsync.sync.journal import Journal
from vaultsync.sync.lock_changes import lock_after
from vaultsync.sync.paths import Places, UnsafePathError, check_note
from vaultsync.sync.recovery import recover_locked
from vaultsync.sync.replace import create_file, replace_file
from vaultsync.sync.settle import ChangedError
from vaultsync.sync.state import vault_identity
from vaultsync.sync.system import System, read_file, read_if_there
from vaultsync.sync.temporary import lone_name, remove_left
from vaultsync.sync.transaction import (
    CHANGED,
    Header,
    LeftOut,
    LockMovedError,
    LockWrite,
    Outcome,
    Write,
    write_together,
)
from vaultsync.sync.vaultlock import vault_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Literal

    from vaultsync.sync.changes import NoteChange, Plan

    Check = Callable[[NoteChange, bytes | None, bytes | None], str]

NOTHING = Outcome(None, (), (), False)


class StalePlanError(VaultsyncError):
    """The configuration or the vault is not what the plan was made from."""


def apply_plan(
    root: Path,
    lock_file: Path,
    plan: Plan,
    command: str,
    now: str,
    system: System | None = None,
    config: str | None = None,
    check: Check = unintended,
) -> Outcome:
    """Write a plan into the vault at `root`; notes that changed meanwhile are left and named.

    `command` and `now` (`2026-11-21T20:55:58Z`) are for the journal; `config`
    is the sha256 of the configuration as it is, checked where it is given.
    `check` says what of a change was not meant, given a note's bytes before
    and after, or nothing; such a change is left. A plan without changes
    touches nothing. Raises `StalePlanError`, `LockMovedError`, `VaultBusyError`,
    `UnfinishedError`, and `VaultsyncError` where the disk refuses the journal.
    """
    if not plan.changes and plan.lock is None:
        return NOTHING
    if config is not None and plan.config != config:
        raise StalePlanError(
            f"{root}: the configuration changed since the plan was made", "Make the plan again."
        )
    system = system or System()
    root = root.resolve()
    try:
        with vault_lock(root, system):
            recover_locked(root, lock_file, system)
            if plan.vault is not None and plan.vault != vault_identity(root, system):
                raise StalePlanError(
                    f"the plan was made for another vault than {root}", "Make the plan here."
                )
            lock = _lock_write(lock_file, plan, system)
            writes, left = _prepare(root, plan, system, check)
            outcome = write_together(
                root, writes, lock, Header(now, command), Journal(root, system), system
            )
    except OSError as error:
        raise cannot_write(root, error) from error
    return outcome._replace(left=(*left, *outcome.left))


def feasible(
    root: Path, plan: Plan, system: System | None = None, check: Check = unintended
) -> Plan:
    """Return a plan without the notes that would be left as things stand; it names them so.

    Reads only. What changes until the plan is applied is found out then.
    """
    system = system or System()
    _, unready = _prepare(root.resolve(), plan, system, check)
    why = {each.path: each.reason for each in unready}
    changes = list(plan.changes)
    while True:
        ready = {change.path for change in changes} - why.keys()
        for change in changes:
            if lacking := change.requires - ready:
                why.setdefault(change.path, f"{min(lacking)} is not written")
        if ready.isdisjoint(why):
            break
    left = [
        Left(change.reasons[0].action if change.reasons else "", change.path, why[change.path])
        for change in changes
        if change.path in why
    ]
    return plan.only(frozenset(ready))._replace(left=(*plan.left, *left))


def cannot_write(root: Path, error: OSError) -> VaultsyncError:
    """Return the error for a disk that refuses the vault's state; no note was changed."""
    return VaultsyncError(
        f"{root}: nothing was written: {error.strerror or error}"
        + (f" ({error.filename})" if error.filename else ""),
        "vaultsync keeps its journal in .vaultsync/ in the vault; make that possible.",
    )


def replace_lock(
    lock_file: Path,
    data: bytes,
    system: System | None = None,
    expected: bytes | Literal["anything"] | None = "anything",
) -> bool:
    """Write the lock file, wholly or not at all; raises `VaultsyncError`.

    Return False, with nothing written, where it does not hold what is `expected`, or
    not any more.
    """
    system = system or System()
    temporary = lone_name(lock_file)
    try:
        old = read_if_there(system, lock_file)
        if expected not in ("anything", old):
            return False
        remove_left(system, lock_file)
        if old is None:
            create_file(system, lock_file, data, temporary, lambda _: None)
        elif old != data:
            replace_file(system, lock_file, old, data, temporary, lambda _: None)
    except ChangedError:
        if expected != "anything":
            return False
        raise VaultsyncError(f"{lock_file}: {CHANGED}", "Run the command again.") from None
    except OSError as error:
        if isinstance(error, FileNotFoundError) and expected not in (None, "anything"):
            return False  # it has gone meanwhile
        raise _cannot_write_lock(lock_file, error) from error
    return True


def _cannot_write_lock(lock_file: Path, error: OSError) -> VaultsyncError:
    if error.errno == errno.ELOOP:
        return VaultsyncError(
            f"{lock_file} is a symbolic link, and vaultsync writes it through none",
            "Put the file itself in the link's place.",
        )
    return VaultsyncError(
        f"{lock_file} cannot be written: {error.strerror or error}",
        remedy(error, "Move it away.", "Make the file and its folder writable."),
    )


def _lock_write(lock_file: Path, plan: Plan, system: System) -> LockWrite:
    try:
        old = read_if_there(system, lock_file)
    except OSError as error:
        raise _cannot_write_lock(lock_file, error) from error
    if (None if old is None else sha256(old)) != plan.lock_before:
        raise LockMovedError(f"{lock_file} changed since the plan was made", "Make the plan again.")
    needs = tuple(Need(base.action, base.field, base.needs) for base in plan.base if base.needs)
    return LockWrite(lock_file, old, lambda written: lock_after(plan, written, old), needs)


def _prepare(
    root: Path, plan: Plan, system: System, check: Check
) -> tuple[list[Write], list[LeftOut]]:
    places = Places(root, system)
    writes: list[Write] = []
    left: list[LeftOut] = []
    files: set[tuple[int, int]] = set()
    for change in plan.changes:
        try:
            write = _write(change, places, system, files)
        except (UnsafePathError, OSError, ValueError) as error:
            left.append(LeftOut(change.path, _reason(error, change.path)))
            continue
        except ChangedError:
            left.append(LeftOut(change.path, CHANGED))
            continue
        reason = check(change, write.old, write.new)
        if reason:
            left.append(LeftOut(change.path, reason))
        elif write.old != write.new:
            writes.append(write)
    return writes, left


def _write(
    change: NoteChange, places: Places, system: System, files: set[tuple[int, int]]
) -> Write:
    why = tuple(reason.line for reason in change.reasons)
    if change.before is None:
        file, folders = places.new(change.path)
        check_note(change.path, file)
        return Write(change.path, file, None, change.new_bytes(None), folders, why, change.requires)
    file = places.existing(change.path)
    check_note(change.path, file)
    status = system.status(file)
    if (status.st_dev, status.st_ino) in files:
        raise UnsafePathError(change.path, "is another name of a note that is written too")
    files.add((status.st_dev, status.st_ino))
    old = read_file(system, file)
    if sha256(old) != change.before:
        raise ChangedError
    return Write(change.path, file, old, change.new_bytes(old), (), why, change.requires)


def _reason(error: Exception, path: str) -> str:
    if isinstance(error, UnsafePathError):
        return error.reason
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).removeprefix(f"{path}: ")
