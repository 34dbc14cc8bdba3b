"""Only a part of the tracker was read.

## What it does
Says once how many of the tracker's rows the snapshot holds.

## Why is this bad?
It is not. But what is not in the snapshot may well be in the tracker: `T103`, not
`T102`, speaks of actions without a row.

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
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~

Reported at `tracker.txt:1:1`.

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
None: read the other pages, all in one `vaultsync pull`.

## Options
`vaultsync pull --complete` says that a source without a count is the whole list.
"""

from __future__ import annotations

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "C901"
NAME = "partial-snapshot"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield one finding where rows may be unread."""
    published = view.published
    if published is None or published.lock.snapshot.complete is not None:
        return
    snapshot = published.lock.snapshot
    counted = "" if snapshot.coverage.declared else ", and the list does not say how many it has"
    yield Finding(
        Place(published.shown, 1, 1, 1, 1),
        f"the snapshot is partial: {snapshot.extent()}{counted}",
        "read all pages in one go: vaultsync pull PAGE…",
    )
