"""What `check --fix` and `check --diff` do: plan the fixes, show them, write them."""

from __future__ import annotations

import hashlib

from vaultsync.cli.common import naming, now
from vaultsync.cli.trackers import lock_bytes
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.cli.opening import Opened
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.sync.fixes import Fixes


def fixes_for(
    opened: Opened,
    texts: dict[str, bytes | None],
    select: Sequence[str],
    ignore: Sequence[str],
    unsafe: bool,
) -> Fixes:
    """Return the fixes of what the command was asked about.

    `texts` are those laid over the vault that was opened; they are empty again
    afterwards, and the workspace holds the vault as it is.
    """
    from vaultsync.sync.fixes import plan_fixes

    workspace = opened.workspace
    asked: set[Diagnostic] = set()

    def lay_over(others: Mapping[str, bytes]) -> None:
        changed = {path for path in texts.keys() | others if texts.get(path) != others.get(path)}
        texts.clear()
        texts.update(others)
        workspace.change(changed)

    def judge(others: Mapping[str, bytes]) -> Sequence[Diagnostic]:
        lay_over(others)
        named = workspace.diagnostics(select, ignore)
        asked.clear()
        asked.update(named)
        # A fix must do no harm that only rules speak of which were not asked for.
        every = workspace.diagnostics() if select or ignore else ()
        return sorted(asked.union(every), key=lambda each: each.order)

    def wanted(each: Diagnostic) -> bool:
        return (
            each in asked
            and opened.selected(each.place.path)
            and (opened.asked is None or each.tracker in ("", opened.asked))
        )

    lock = lock_bytes(opened.found)
    before = None if lock is None else hashlib.sha256(lock).hexdigest()
    fixes = plan_fixes(workspace.vault, judge, workspace.hidden_faults, wanted, before, unsafe)
    lay_over({})
    return fixes


def show_fixes(opened: Opened, fixes: Fixes) -> int:
    """Print what the fixes would write, and return the exit code of `--diff`."""
    from vaultsync.cli.sync import show_plan

    show_plan(opened, fixes.plan)
    if fixes.plan.is_empty:
        opened.console.say("there is nothing that a fix could mend")
    return int(not fixes.plan.is_empty)


def carry_out_fixes(opened: Opened, fixes: Fixes) -> None:
    """Write the fixes, say so, and let the workspace see the vault as it is then."""
    from vaultsync.report.terminal import escape
    from vaultsync.sync.apply import apply_plan
    from vaultsync.text import plural

    plan, screen, found = fixes.plan, opened.console, opened.found
    for each in plan.left:
        screen.say(escape(f"left as it is: {each.path}: {each.action}: {each.reason}"))
    outcome = apply_plan(found.root_path, found.lock_path, plan, "check --fix", now())
    for left in outcome.left:
        screen.say(escape(f"left as it is: {left.path}: {left.reason}"))
    written = frozenset(outcome.written)
    if outcome.entry:
        mended = sum(each.place.path in written for each in fixes.mended)
        screen.say(
            f"mended {mended} in {plural(len(written), 'note')}; "
            f"to take it back: vaultsync undo {outcome.entry}{naming(found)}"
        )
    else:
        screen.say("nothing was mended")
    opened.workspace.change([change.path for change in plan.changes])
