"""A row of the tracker cannot be relied on.

## What it does
Reports rows that may be the newer wording of another row, so that nobody can
say which of the two counts; and rows that were published without a text, an
action or a status.

## Why is this bad?
Nothing is written for such rows: it could be an older state of the list.

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
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
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
None: pull again from a whole, recent copy of the list.

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

CODE = "C904"
NAME = "doubtful-row"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each row that was read in part, or may be another's wording."""
    return problems(view, dict.fromkeys(_KINDS, Severity.WARNING))


_KINDS = ("doubtful-row", "no-status", "no-action", "no-text", "cells")
