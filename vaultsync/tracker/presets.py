"""Lists that are read without saying what their columns are called."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.mapping import ListMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEEDED = frozenset({"id", "text", "status"})
_STATUS = ("status", "action_status", "status_code")

_AI_STRATEGY = ListMapping(
    columns={
        "id": ("ref_number",),
        "text": ("activity",),
        "group": ("priority_area", "key_action", "sub_action"),
        "status": (*_STATUS, "activity_status"),
        "period": ("reporting_period",),
        "lead": ("lead",),
    },
    needed=_NEEDED,
    values={"status": {"NS": "not-started", "IP": "in-progress", "CO": "completed"}},
)

_OPEN_GOVERNMENT = ListMapping(
    columns={
        "id": ("indicators",),
        "text": ("indicator_en",),
        "group": ("commitments", "milestones"),
        "status": (*_STATUS, "indicator_status"),
        "period": ("reporting_period",),
        "lead": ("owner_org",),
    },
    needed=_NEEDED,
    values={
        "status": {
            "NS": "not-started",
            "LP": "limited-progress",
            "SP": "substantial-progress",
            "C": "completed",
        }
    },
)

_ACCESS_TO_INFORMATION = ListMapping(
    columns={
        "id": ("actions_number", "owner_org"),
        "text": ("actions_text_en",),
        "group": ("categories", "subcategories"),
        "status": (*_STATUS, "actions_status"),
        "period": ("reporting_period",),
        "lead": ("owner_org",),
    },
    needed=_NEEDED,
    values={
        "status": {
            "NS_NC": "not-started",
            "IP_EC": "in-progress",
            "ON_CO": "ongoing",
            "CP_RL": "completed",
        }
    },
)

_DEFENCE_CAPABILITY = ListMapping(
    columns={
        "id": ("cip_serial",),
        "text": ("short_desc_en",),
        "group": ("report",),
        "status": _STATUS,
        "period": ("reporting_period",),
    },
    needed=_NEEDED,
    values={
        "status": {
            "not_started": "not-started",
            "in_progress": "in-progress",
            "completed": "completed",
            "implemented": "implemented",
            "mitigated": "mitigated",
        }
    },
)

# gh issue list --json number,title,state,stateReason,milestone,url,assignees
_GITHUB_ISSUES = ListMapping(
    columns={
        "id": ("number",),
        "text": ("title",),
        "group": ("milestone.title",),
        "status": ("stateReason", "state"),
        "lead": ("assignees.login",),
        "url": ("url",),
    },
    needed=_NEEDED,
    values={
        "status": {
            "OPEN": "open",
            "REOPENED": "open",
            "COMPLETED": "completed",
            "CLOSED": "completed",
            "NOT_PLANNED": "not-planned",
        }
    },
)

_JIRA = ListMapping(
    columns={
        "id": ("Issue key",),
        "text": ("Summary",),
        "group": ("Epic", "Custom field (Epic Name)", "Parent summary"),
        "status": ("Status",),
        "priority": ("Priority",),
        "lead": ("Assignee",),
    },
    needed=_NEEDED,
    values={
        "status": {
            "Backlog": "not-started",
            "Open": "not-started",
            "Reopened": "not-started",
            "Selected for Development": "not-started",
            "To Do": "not-started",
            "In Progress": "in-progress",
            "In Review": "in-progress",
            "Blocked": "paused",
            "On Hold": "paused",
            "Closed": "completed",
            "Done": "completed",
            "Resolved": "completed",
        },
        "priority": {
            "Highest": "highest",
            "High": "high",
            "Medium": "medium",
            "Low": "low",
            "Lowest": "lowest",
        },
    },
)

PRESETS: Mapping[str, ListMapping] = {
    "access-to-information": _ACCESS_TO_INFORMATION,
    "ai-strategy": _AI_STRATEGY,
    "defence-capability": _DEFENCE_CAPABILITY,
    "github-issues": _GITHUB_ISSUES,
    "jira": _JIRA,
    "open-government": _OPEN_GOVERNMENT,
}
"""By the name that `preset = …` under `[tracker]` gives them."""
