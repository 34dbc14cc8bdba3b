"""The rules for the vault as a whole, and judging it by them."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.diagnosing import diagnostic_of
from vaultsync.rules.loading import vault_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import View

_NAMED = (
    "bad_settings",
    "case_collision",
    "conflict_copy",
)
_LINKED = (
    "duplicate_name",
    "embed_cycle",
    "embed_depth",
    "other_dialects",
    "undecodable_note",
    "unreadable_note",
)
# They go by the label pattern of a tracker, and so speak for each; so does `wrong_label`.
_BY_LABEL = ("embed_order", "not_embedded", "stale_copy")
ABOUT_TRACKER = (
    "area",
    "claimed_twice",
    "conflict",
    "doubtful_match",
    "doubtful_row",
    "duplicate_row",
    "edited_here",
    "foreign_value",
    "missing_action",
    "not_in_snapshot",
    "orphaned_values",
    "out_of_scope",
    "partial_snapshot",
    "priority",
    "status",
    "tag_against_property",
    "tag_in_prose",
    "two_trackers",
    "unknown_value",
    "unlisted_action",
    "wording",
)
"""They speak of what was published, or of how the vault stands to it."""

VAULT_RULES = (*_NAMED, *_LINKED, *_BY_LABEL, *ABOUT_TRACKER)
"""The names of the rules' modules."""


def get_ready() -> None:
    """Import what judges the vault against a tracker, and its names."""
    for name in (*_NAMED, *_BY_LABEL, *ABOUT_TRACKER):
        vault_rule(name)


def judge_vault(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault as a whole, and where it differs from the tracker."""
    return judge_alone(view) + judge_stated(view)


def judge_alone(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault as a whole, whatever it states."""
    return judge_named(view) + judge_linked(view)


def judge_named(view: View) -> tuple[Diagnostic, ...]:
    """Return of `judge_alone` what is wrong wherever links lead: with names, for example."""
    return tuple(_judged(_NAMED, view))


def judge_linked(view: View) -> tuple[Diagnostic, ...]:
    """Return of `judge_alone` what depends on where links lead, or on what can be read."""
    return tuple(_judged(_LINKED, view))


def judge_stated(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong with what the vault states, and where it differs from the tracker."""
    found: list[Diagnostic] = []
    for each in view.each:
        found += _judged(_BY_LABEL, each)
        if each.published is not None:
            found += _judged(ABOUT_TRACKER, each, each.tracker)
    return tuple(found)


def _judged(names: tuple[str, ...], view: View, tracker: str = "") -> Iterator[Diagnostic]:
    for name in names:
        rule = vault_rule(name)
        for finding in rule.check_vault(view):
            yield diagnostic_of(rule, finding, tracker)
