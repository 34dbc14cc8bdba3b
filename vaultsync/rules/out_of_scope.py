"""The tracker has rows of areas that the vault does not describe.

## What it does
Counts, in one line, the rows whose area has no place in the vault. They are not
compared, and no notes are made for them.

## Why is this bad?
It is not: a vault about one mission need not hold the others.

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
Action: SSC will move every server to the cloud.
Area for action: Infrastructure and networks
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
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None.

## Options
`scope = "all"` takes every row into account.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import row_place, shortened
from vaultsync.rules.rule import Finding
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T106"
NAME = "out-of-scope"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield one finding that counts the rows out of scope."""
    published = view.published
    if published is None or not published.alignment.out_of_scope:
        return
    rows = published.alignment.out_of_scope
    areas = list(dict.fromkeys(row.area for row in rows))
    count = plural(len(rows), "row is", "rows are")
    yield Finding(
        row_place(published, rows[0].key),
        f"{count} of areas that the vault does not describe",
        'take them in with scope = "all" in vaultsync.toml\n'
        + "; ".join(shortened(area) for area in areas[:3])
        + ("; …" if len(areas) > 3 else ""),
    )
