r"""A place is an action of two trackers that keep values under one name.

## What it does
Reports notes and sections that two trackers have a row for, by label, id or
text, while both would write a property or tag of one name there. Nothing of
either is compared there and nothing is written. Of a tracker that was never
pulled, a place with its label or id counts.

## Why is this bad?
Each sync would write one list's status over the other's.

## Example
~~~toml title="vaultsync.toml"
[tracker.risks]
label = 'Risk (?P<mission>\d+)\.(?P<area>\d+)(?P<action>[a-z])'
names = { id-property = "risk" }
~~~
~~~md title="Mission 1.1a.md"
---
risk: 3.1.a
---
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~
~~~text title="tracker-risks.txt"
Found 1 actions
3.1.a - Risks
Action: Nobody finds the road map.
Area for action: Risks
Priority: Year 1
Status: Behind
~~~

Reported at `Mission 1.1a.md:1:1`.

## Use instead
~~~toml title="vaultsync.toml"
[tracker.risks]
label = 'Risk (?P<mission>\d+)\.(?P<area>\d+)(?P<action>[a-z])'

[tracker.risks.names]
id-property = "risk"
status-property = "risk-status"
priority-property = "risk-priority"
status-tag = "risk-status/"
priority-tag = "risk-priority/"
~~~
~~~md title="Mission 1.1a.md"
---
risk: 3.1.a
---
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~
~~~text title="tracker-risks.txt"
Found 1 actions
3.1.a - Risks
Action: Nobody finds the road map.
Area for action: Risks
Priority: Year 1
Status: Behind
~~~

## Fix safety
None.

## Options
`names` under `[tracker.NAME]` gives a tracker properties and tags of its own.
"""

from __future__ import annotations

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T107"
NAME = "two-trackers"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each place that is shared, once for the two trackers."""
    published = view.published
    if published is None:
        return
    for agreement in published.agreements:
        match, other = agreement.match, agreement.shared_with
        if not other or not match.home or not match.pair:
            continue
        if agreement.shared_unread:
            yield Finding(
                claim_place(match.home, view),
                f"{match.action} bears a label or id of the tracker {other}, which was never "
                "pulled, and both keep their values under the same names",
                f"vaultsync pull --name {other}, or give one of them names of its own in "
                "vaultsync.toml; nothing is written till then",
            )
        elif _order(published.name) < _order(other):
            yield Finding(
                claim_place(match.home, view),
                f"{match.action} is an action of the tracker {other} too, "
                "and both keep their values under the same names",
                "give one of them names of its own in vaultsync.toml; nothing is written till then",
            )


def _order(name: str) -> tuple[bool, str]:
    return name != DEFAULT_TRACKER, name
