"""What `sync --keep-local` keeps, in words."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.cli.opening import Opened
    from vaultsync.sync.changes import Plan


def kept_lines(opened: Opened, plan: Plan, asked: frozenset[str]) -> Iterator[str]:
    """Yield which values a plan keeps from now on, and which of the notes asked for have none."""
    from vaultsync.tracker.lock import read_lock

    if not asked:
        return
    holding: set[str] = set()
    for side in opened.sides:
        words = side.vocabulary
        before = set(side.lock.kept)
        # What was kept before stays kept, in whichever of the two locks.
        now = before if plan.lock is None else {*read_lock(plan.lock, words, side.name).kept}
        for each in sorted(now - before):
            here, there = words.word(each.field, each.token), words.word(each.field, each.tracker)
            yield (
                f"kept from now on: {escape(each.action)}: {each.field} {escape(here)}, "
                f"while the tracker says {escape(there)}"
            )
        kept = {each.action for each in now}
        for agreement in side.agreements:
            if agreement.match.action in kept:
                claims = (agreement.match.home, *(claim for claim, _ in agreement.copies))
                holding |= {claim.path for claim in claims if claim is not None}
    # Why a value is left is said with the plan.
    told = {each.path for each in plan.left}
    for path in sorted(asked - holding - told):
        yield f"{escape(path)} holds no value of its own to keep"
