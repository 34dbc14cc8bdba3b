"""A value was changed in the vault and in the tracker, to different things.

## What it does
Reports a status or priority for which three values differ: the one that the last
sync wrote, the vault's, the tracker's. `sync` writes nothing there unasked.

## Why is this bad?
One of the two changes would be lost, and only a person can say which.

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
Mission 1.1a status not-started
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
None. `vaultsync sync --keep-local NOTE` keeps the vault's value,
`vaultsync sync --overwrite-local` writes the tracker's.

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
    word,
)
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T207"
NAME = "conflict"
SEVERITY = Severity.ERROR


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each field that was changed on both sides."""
    published = view.published
    if published is None:
        return
    for held in differing(view, CODE):
        base = next((state.base for state in held.states if state.base), None)
        yield Finding(
            claim_place(held.claim, view),
            f"{held.field} was {word(published, held.field, base)}; "
            f"the vault now says {values(held, published) or 'nothing'}, "
            f"the tracker {tracker_word(published, held)}",
            "keep the vault's: vaultsync sync --keep-local NOTE; "
            "take the tracker's: vaultsync sync --overwrite-local\n" + row_reference(held.row),
        )
