"""Two places of equal right state one action.

## What it does
Reports actions for which two notes, or two sections that nothing tells apart,
claim to be the one. Neither is its home: nothing is compared and nothing is
written. A copy beside a home is no fault.

## Why is this bad?
The two will come to say different things, and nobody knows which counts.

## Example
~~~md title="Mission 1.1a.md"
TBS will publish a road map for open data.
~~~
~~~md title="Old/Mission 1.1a.md"
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
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
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None: keep one note, and embed it where the other was.

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

CODE = "T105"
NAME = "claimed-twice"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action without a home, at its first place."""
    published = view.published
    if published is None:
        return
    for match in published.alignment.actions:
        if match.claimed_twice:
            first, *others = match.claimed_twice
            where = ", ".join(dict.fromkeys(claim.path for claim in others))
            yield Finding(
                claim_place(first, view),
                f"{match.action} is claimed twice, here and in {where}",
                "keep one, and embed it where the other stands",
            )
