"""The tracker publishes one action more than once.

## What it does
Reports rows of equal id, or without ids of equal text and area. Where they say
the same it is information. Where they contradict each other it is a warning, and
the row has no value: nothing is compared with it or written from it.

## Why is this bad?
Which of the values is meant is known to the publisher only.

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
Found 2 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: Completed
~~~

Reported at `tracker.txt:2:1`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
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
None: tell the publisher.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.published import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import Finding, View

CODE = "C902"
NAME = "duplicate-row"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each row that was published more than once."""
    return problems(view, _KINDS)


_KINDS = {
    "duplicate-row": Severity.INFO,
    "contradicting": Severity.WARNING,
    "repeated-id": Severity.WARNING,
}
