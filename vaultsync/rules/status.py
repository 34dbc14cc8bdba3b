"""The vault's status of an action is not the tracker's.

## What it does
Reports actions whose status is missing, or differs from what the tracker says,
in the property or in the tag: one finding an action, at its home, and one at
each copy that carries such tags. A value that was changed in the vault after
the last sync is `T206`, one changed on both sides `T207`.

## Why is this bad?
Readers of the vault see a status that is no longer, or was never, published.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: Not Started
priority: Year 2
tags: [status/not-started, priority/year-2]
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
None: `vaultsync sync` shows what it would write, and writes it.

## Options
`names` says which property and which tag prefix are used.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import differing
from vaultsync.rules.disagreement import disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import Finding, View

CODE = "T201"
NAME = "status"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each home or copy whose status is missing or behind."""
    published = view.published
    if published is None:
        return
    for held in differing(view, CODE):
        yield disagreement(held, published, view)
