"""Property and tag of one action say two different things.

## What it does
Reports places where the property `status` and the tag `status/…`, or both of
`priority`, hold values that the vocabulary knows and that are not the same.

## Why is this bad?
Some readers see the one and some the other; at most one is what was published.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: In Progress
priority: Year 2
tags: [status/completed, priority/year-2]
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
None: `vaultsync sync` writes both as the tracker has it, after asking where a
value of yours would go.

## Options
`names` says which property and which tag prefix are used.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import (
    claim_place,
    differing,
    row_reference,
    tracker_word,
)
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T205"
NAME = "tag-against-property"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each place whose property and tag differ."""
    published = view.published
    if published is None:
        return
    for held in differing(view, CODE):
        said = " and ".join(
            f"the {value.place} {value.raw}"
            for state in held.states
            for value in state.held
            if value.token is not None
        )
        yield Finding(
            claim_place(held.claim, view),
            f"{held.field} contradicts itself: {said}; "
            f"the tracker says {tracker_word(published, held)}",
            f"see what would be written: vaultsync sync --dry-run\n{row_reference(held.row)}",
        )
