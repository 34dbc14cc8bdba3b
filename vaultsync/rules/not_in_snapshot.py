"""An action is not in the part of the tracker that was read.

## What it does
Says of each action without a row that the snapshot holds only some of the
tracker's rows, so that nothing is known about it. With a complete snapshot
`T102` speaks instead.

## Why is this bad?
It is not. But the action's status was not compared with anything.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 43 actions
Action: PCO will train every analyst in statistics.
Area for action: Open data
Priority: Year 1
Status: Completed
~~~

Reported at `Mission 1.1a.md:1:1`.

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
~~~text title="tracker.txt"
Found 43 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None: read the other pages, all in one `vaultsync pull`.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T103"
NAME = "not-in-snapshot"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action without a row, where rows may be unread."""
    published = view.published
    if published is None or published.lock.snapshot.complete is not None:
        return
    extent = published.lock.snapshot.extent()
    for match in published.alignment.actions:
        if match.pair is None and match.home is not None and not match.home.unread:
            yield Finding(
                claim_place(match.home, view),
                f"{match.action} is not in this snapshot ({extent})",
                "read all pages in one go: vaultsync pull PAGE…",
            )
