"""What `sync --keep-local` keeps, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    published = opened.published
    words = published.vocabulary
    before = set(published.lock.kept)
    # What was kept before stays kept, in whichever of the two locks.
    now = before if plan.lock is None else {*read_lock(plan.lock, words).kept}
    new = sorted(now - before)
    for each in new:
        here, there = words.word(each.field, each.token), words.word(each.field, each.tracker)
        yield (
            f"kept from now on: {escape(each.action)}: {each.field} {escape(here)}, "
            f"while the tracker says {escape(there)}"
        )
    places: dict[str, set[str]] = {}
    for agreement in published.agreements:
        for claim in (agreement.match.home, *(claim for claim, _ in agreement.copies)):
            if claim is not None:
                places.setdefault(claim.path, set()).add(agreement.match.action)
    for path in sorted(asked):
        if not places.get(path, set()) & {each.action for each in now}:
            yield f"{escape(path)} holds no value of its own to keep"
