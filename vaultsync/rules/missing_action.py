"""The tracker has an action that no place of the vault states.

## What it does
Reports rows of the tracker, in the areas that the vault describes, to which no
note and no section belongs. Its place is the row's line in the lock. Any
snapshot can show it, also one that holds a part of the list only.

## Why is this bad?
The vault is meant to describe the published list, and does not.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: In Progress
priority: Year 2
tags: [status/in-progress, priority/year-2]
---
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 2 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
Action: PCO will train every analyst in statistics.
Area for action: Open data
Priority: Year 1
Status: Completed
~~~

Reported at `tracker.txt:6:1`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: In Progress
priority: Year 2
tags: [status/in-progress, priority/year-2]
---
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~md title="Mission 1.1b.md"
---
status: Completed
priority: Year 1
tags: [status/completed, priority/year-1]
---
# Mission 1.1b
PCO will train every analyst in statistics.
~~~
~~~text title="tracker.txt"
Found 2 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
Action: PCO will train every analyst in statistics.
Area for action: Open data
Priority: Year 1
Status: Completed
~~~


## Fix safety
None. `vaultsync sync --create-notes` makes the notes of rows that have an id.

## Options
`scope` says which rows are looked at: those of areas that are `described`, or
`all`.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import row_place, row_reference, shortened
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T101"
NAME = "missing-action"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each row in scope that no place states."""
    published = view.published
    if published is None:
        return
    for row in published.alignment.missing:
        if row.key in published.lock.doubted:
            continue  # It may be the newer wording of a row that some place states.
        area = f"; area: {shortened(row.area)}" if row.area else ""
        yield Finding(
            row_place(published, row.key),
            f"no place of the vault states the action: {shortened(row.text)}",
            "write its note, or: vaultsync sync --create-notes --dry-run\n"
            f"{row_reference(row)}{area}",
        )
