"""The rules for the vault as a whole, and judging it by them.

They are imported only where the whole is judged: most of what they stand on is
not needed to judge a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.rules import (
    area,
    bad_settings,
    case_collision,
    claimed_twice,
    conflict,
    conflict_copy,
    doubtful_match,
    doubtful_row,
    duplicate_name,
    duplicate_row,
    edited_here,
    embed_cycle,
    embed_depth,
    embed_order,
    foreign_value,
    missing_action,
    not_embedded,
    not_in_snapshot,
    orphaned_values,
    other_dialects,
    out_of_scope,
    partial_snapshot,
    priority,
    stale_copy,
    status,
    tag_against_property,
    tag_in_prose,
    two_trackers,
    undecodable_note,
    unknown_value,
    unlisted_action,
    unreadable_note,
    wording,
)
from vaultsync.rules.diagnosing import diagnostic_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import Rule, VaultRule, View

VAULT_RULES: tuple[VaultRule, ...] = (
    area,
    bad_settings,
    case_collision,
    claimed_twice,
    conflict,
    conflict_copy,
    doubtful_match,
    doubtful_row,
    duplicate_name,
    duplicate_row,
    edited_here,
    embed_cycle,
    embed_depth,
    embed_order,
    foreign_value,
    missing_action,
    not_embedded,
    not_in_snapshot,
    orphaned_values,
    other_dialects,
    out_of_scope,
    partial_snapshot,
    priority,
    stale_copy,
    status,
    tag_against_property,
    tag_in_prose,
    two_trackers,
    undecodable_note,
    unknown_value,
    unlisted_action,
    unreadable_note,
    wording,
)
# They go by the label pattern of a tracker, and so speak for each; so does `wrong_label`.
_BY_LABEL: tuple[VaultRule, ...] = (embed_order, not_embedded, stale_copy)


def judge_vault(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault as a whole, and where it differs from the tracker."""
    return judge_alone(view) + judge_stated(view)


def judge_alone(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault as a whole, whatever it states."""
    return tuple(_judged_alone(view))


def judge_stated(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong with what the vault states, and where it differs from the tracker."""
    return tuple(_judged_stated(view))


def _judged_alone(view: View) -> Iterator[Diagnostic]:
    for rule in VAULT_RULES:
        if not is_about_tracker(rule) and rule not in _BY_LABEL:
            for finding in rule.check_vault(view):
                yield diagnostic_of(rule, finding)


def _judged_stated(view: View) -> Iterator[Diagnostic]:
    for each in view.each:
        for rule in VAULT_RULES:
            if is_about_tracker(rule) or rule in _BY_LABEL:
                tracker = each.tracker if is_about_tracker(rule) else ""
                for finding in rule.check_vault(each):
                    yield diagnostic_of(rule, finding, tracker)


def is_about_tracker(rule: Rule) -> bool:
    """Return whether a rule speaks of what was published, or of how the vault stands to it."""
    return rule.CODE.startswith(("T", "C"))
