"""What of a kept plan may be written: what a sync would write now, and nothing else.

A plan's file may come from anybody. It is bound to a vault, a lock and a
configuration, and names how it was made; so the plan is made again from what
lies here, and each of its changes must come out letter by letter the same. What
is written, the lock included, is what was made here. The file only selects.
"""

from __future__ import annotations

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.apply import StalePlanError
from vaultsync.sync.changes import Left, NoteChange, Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.sync.plan_file import KeptPlan

AGAIN = "Make the plan again: vaultsync sync -o PLAN"
NEWER = "it changed since the plan was made"
_GONE = "no such note can be read here"
_OTHERWISE = "a sync would write something else there by now"


class ForeignPlanError(VaultsyncError):
    """A plan that says what no sync here would write."""


def check_bound(
    kept: KeptPlan, vault: str | None, config: str | None, lock: str | None, shown: str
) -> None:
    """Raise `StalePlanError` where a plan was made in another vault, or from another state.

    `vault` is the identity of the vault as it is, `config` and `lock` the sha256
    of its configuration and lock; `shown` is the plan's name in messages.
    """
    if kept.vault != vault:
        raise StalePlanError(f"{shown} was made in another vault", "Make the plan here.")
    if kept.config != config:
        raise StalePlanError(f"{shown}: the configuration changed since it was made", AGAIN)
    if kept.lock_before != lock:
        raise StalePlanError(f"{shown}: the lock changed since it was made", AGAIN)


def selected(
    kept: KeptPlan, remade: Plan, digest_of: Callable[[str], str | None], shown: str
) -> Plan:
    """Return what a kept plan selects of the plan as it was made again.

    `digest_of` returns the sha256 of a note as it is, None where it cannot be
    read. A note that changed since, or has gone, is left and named; so is what
    depended on it. Raises `ForeignPlanError` for what no sync would ever write,
    and where no note changed, and yet a sync would not write what the file says.
    """
    made = {change.path: change for change in remade.changes}
    elsewhere = {_substance(change, "") for change in remade.changes}
    chosen: list[str] = []
    newer: list[Left] = []
    otherwise: list[Left] = []
    never: list[Left] = []
    for change in kept.changes:
        digest = digest_of(change.path)
        if _substance(change) == _substance(made.get(change.path)):
            chosen.append(change.path)
        elif change.before is None and (change.edits or not kept.recipe.create_notes):
            never.append(_left(change, _OTHERWISE))
        elif digest is None and change.before is not None:
            # What a sync would write all the same, but into another note, was moved here.
            moved = _substance(change, "") in elsewhere
            (never if moved else newer).append(_left(change, _GONE))
        elif digest != change.before:
            newer.append(_left(change, NEWER))
        else:
            otherwise.append(_left(change, _OTHERWISE))
    nowhere = bool(newer) and not chosen and all(each.reason == _GONE for each in newer)
    if never or nowhere or (otherwise and not newer):
        raise ForeignPlanError(
            f"{shown} says what a sync would not write: "
            + _named([*never, *otherwise, *(newer if nowhere else ())]),
            f"Nothing was written. {AGAIN}\n"
            "If it came from somebody else, ask how it was made: it was changed by hand, "
            "or this vault is not as it was there.",
        )
    plan = remade.only(frozenset(chosen))
    return plan._replace(vault=kept.vault, left=(*plan.left, *newer, *otherwise))


def _substance(change: NoteChange | None, path: str | None = None) -> tuple[object, ...] | None:
    """Return what counts of a change, with another path where one is given."""
    shown = change and (change.path if path is None else path)
    return change and (shown, change.before, change.edits, change.text)


def _left(change: NoteChange, reason: str) -> Left:
    return Left(change.reasons[0].action if change.reasons else change.path, change.path, reason)


def _named(left: list[Left]) -> str:
    paths = sorted({each.path for each in left})
    more = f" and {len(paths) - 5} more" if len(paths) > 5 else ""
    return ", ".join(paths[:5]) + more
