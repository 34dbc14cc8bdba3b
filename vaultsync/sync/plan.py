"""The plan: what a sync will write, from what the agreement says. Pure.

Each note gets one change, made from the bytes that were judged; the lock's new
bytes say what was written last, who is who, and which local values are kept.
"""

from __future__ import annotations

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.after_others import composed
from vaultsync.sync.changes import (
    BaseChange,
    Intent,
    Left,
    NoteChange,
    Plan,
    Reason,
)
from vaultsync.sync.decide import Order, SyncOptions, decide
from vaultsync.sync.entry import sha256
from vaultsync.sync.new_notes import new_notes
from vaultsync.sync.note_changes import Notes, in_turn
from vaultsync.sync.plan_lock import base_changes, planned_lock
from vaultsync.sync.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.config import Names
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.entries import Kept
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Vocabulary

__all__ = [
    "BaseChange",
    "Intent",
    "Left",
    "NoteChange",
    "Plan",
    "Reason",
    "SyncOptions",
    "make_plan",
]


def make_plan(
    vault: Vault,
    lock: Lock,
    lock_bytes: bytes | None,
    agreements: Sequence[Agreement],
    missing: Sequence[Row],
    names: Names,
    vocabulary: Vocabulary,
    options: SyncOptions,
    config: str | None = None,
    name: str = DEFAULT_TRACKER,
    others: Plan | None = None,
) -> Plan:
    """Return what to write so that vault and tracker agree, where nobody contradicts.

    `lock` is the tracker's side, `lock_bytes` the lock file as it is (None:
    there is none); they differ where a pull is part of the plan. `missing` are
    rows that get a note with `create_notes`. `config` is the configuration's
    sha256, kept in the plan. `name` is the tracker's. `others` is the plan of
    other trackers, which the one that is returned goes on from and contains.
    """
    how = Writing(names, vocabulary, vault.settings.types, options.modified_property, options.time)
    before = {change.path: change for change in others.changes} if others else {}
    shared = [agreement for agreement in agreements if agreement.shared_with]
    agreements = [agreement for agreement in agreements if not agreement.shared_with]
    made = new_notes(vault, agreements, missing, how, options, before)
    left = list(made.left)
    left += map(_shared, shared)
    orders = list(made.cleared)
    kept: list[Kept] = []
    for agreement in agreements:
        decision = decide(agreement, options, vocabulary, vault)
        left += decision.left
        kept += decision.kept
        moved = agreement.match.home if agreement.match.action in made.homes else None
        orders += (order for order in decision.orders if order.claim != moved)
    changes = [_of(name, change) for change in made.changes]
    done: list[Order] = []
    for path, edited in Notes(vault, agreements, made, how, before).edited(orders).items():
        left += edited.left
        done += edited.done
        change = edited.change
        if change is not None:
            change = _of(name, change)
            other = before.get(path)
            changes.append(change if other is None else _joined(other, change))
    base = tuple(each._replace(tracker=name) for each in base_changes(agreements, done, made))
    planned = others.lock if others and others.lock is not None else lock_bytes
    plan = Plan(
        tuple(changes),
        None if lock_bytes is None else sha256(lock_bytes),
        planned_lock(lock, planned, agreements, base, done, kept, made, options.date, name),
        base,
        tuple(dict.fromkeys(left)),
        config,
    )
    whole = plan if others is None else _together(others, plan)
    return whole._replace(changes=in_turn(whole.changes))


def _together(others: Plan, plan: Plan) -> Plan:
    """Return the plans of several trackers as one; what `plan` changes again is in it."""
    here = {change.path for change in plan.changes}
    changes = (*(change for change in others.changes if change.path not in here), *plan.changes)
    return plan._replace(
        changes=tuple(sorted(changes, key=lambda change: (change.before is not None, change.path))),
        lock=others.lock if plan.lock is None else plan.lock,
        base=(*others.base, *plan.base),
        left=(*others.left, *plan.left),
    )


def _of(name: str, change: NoteChange) -> NoteChange:
    """Return a change whose reasons name the tracker, unless it is the default one."""
    if name == DEFAULT_TRACKER:
        return change
    return change._replace(reasons=tuple(each._replace(tracker=name) for each in change.reasons))


def _joined(first: NoteChange, second: NoteChange) -> NoteChange:
    """Return the changes of two trackers to one note as one; the second counts after the first."""
    return first._replace(
        edits=composed(first.edits, second.edits),
        reasons=(*first.reasons, *second.reasons),
        intents=(*first.intents, *second.intents),
        requires=first.requires | second.requires,
    )


def _shared(agreement: Agreement) -> Left:
    home = agreement.match.home
    return Left(
        agreement.match.action,
        home.path if home else "",
        f"the tracker {agreement.shared_with} keeps its values there, under the same names"
        + (", and was never pulled" if agreement.shared_unread else ""),
    )
