"""A value was changed in the vault after it was last written.

## What it does
Reports a status or priority that the last sync wrote, that somebody changed in
the vault since, and that the tracker still has as it was. `sync` leaves it.

## Why is this bad?
Either the vault knows better than the tracker, and the publisher should hear of
it, or somebody mistook the vault for the place to change it.

## Example
~~~md title="Mission 1.1a.md"
---
status: Completed
priority: Year 2
tags: [status/completed, priority/year-2]
---
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~
~~~text title="base"
Mission 1.1a status in-progress
~~~
Reported at `Mission 1.1a.md:1:1`.

## Use instead
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
None. `vaultsync sync --keep-local NOTE` keeps the value and remembers why;
`vaultsync sync --overwrite-local` writes what the tracker says.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import (
    claim_place,
    differing,
    row_reference,
    tracker_word,
    values,
)
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T206"
NAME = "edited-here"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each field that was changed here only."""
    published = view.published
    if published is None:
        return
    for held in differing(view, CODE):
        yield Finding(
            claim_place(held.claim, view),
            f"{held.field} was changed here to {values(held, published) or 'nothing'}; "
            f"the tracker still says {tracker_word(published, held)}",
            "keep it: vaultsync sync --keep-local NOTE; "
            "take it back: vaultsync sync --overwrite-local\n" + row_reference(held.row),
        )
