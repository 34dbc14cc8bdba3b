"""The vault states an action that the tracker does not have.

## What it does
Reports actions without a row, but only where every row of the tracker was read:
the count that the tracker declares was reached. From a part of the list nothing
can be said about what it lacks; there `T103` says so.

## Why is this bad?
The action was dropped, merged or reworded beyond recognition, or never published.
Where a row that another action has says what this one says as well, that row is
named: perhaps the two were merged. Nothing of it is written here.

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
~~~md title="Mission 1.1b.md"
# Mission 1.1b
DFO will count the fish in every lake.
~~~
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~

Reported at `Mission 1.1b.md:1:1`.

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
None: it takes a person to know which side is right.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.merged import merged_into
from vaultsync.rules.actions import claim_place, quoted
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import Published, View
    from vaultsync.tracker.model import Complete

CODE = "T102"
NAME = "unlisted-action"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action without a row, given proof that all rows were read."""
    published = view.published
    if published is None:
        return
    complete = published.lock.snapshot.complete
    if complete is not None:
        yield from _unlisted(published, complete, view)


def _unlisted(published: Published, complete: Complete, view: View) -> Iterator[Finding]:
    merged = merged_into(published.alignment.actions)
    for match in published.alignment.actions:
        if match.pair is None and match.home is not None and not match.home.unread:
            message = f"none of the tracker's {complete.declared} rows is {match.action}"
            if complete.declared == 1:
                message = f"the tracker's only row is not {match.action}"
            whole = merged.get(match.action)
            if whole is not None and whole.pair is not None:
                row = whole.pair.row.key
                message += f"; perhaps merged into row {row}, which is {whole.action}"
            yield Finding(
                claim_place(match.home, view),
                message,
                f"see what comes near: vaultsync match {quoted((whole or match).action)}",
            )
