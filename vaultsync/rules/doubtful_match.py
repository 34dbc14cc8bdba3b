"""It is not certain which row of the tracker an action is.

## What it does
Reports actions whose best row is neither certain nor likely: the words are too
far apart, or another action or row fits nearly as well. Nothing is compared and
nothing is written for it.

## Why is this bad?
A guess would put one action's status on another.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
SSC will publish a plan for open roads.
~~~
~~~text title="tracker.txt"
Found 9 actions
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
Found 9 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None: it takes a person to know. `vaultsync match --review` walks the doubtful
pairs and asks; `vaultsync match --accept ACTION=KEY`, or `--reject`, settles one,
and the lock keeps it. Where the row has an id, the note can name it:
`action_id: 3.1.b`.

## Options
`names` says which property holds a row's id.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.rules.actions import claim_place, quoted, shortened
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T104"
NAME = "doubtful-match"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each doubtful pair."""
    published = view.published
    if published is None:
        return
    for match in published.alignment.actions:
        pair = match.pair
        if pair is None or pair.verdict is not Verdict.DOUBTFUL or match.home is None:
            continue
        if match.home.unread:
            continue
        if match.home.is_silent:
            yield Finding(
                claim_place(match.home, view),
                f"{match.action} has no paragraph to be compared with row {pair.row.key}",
                f"write it under the heading; the tracker says: {shortened(pair.row.text)}",
            )
            continue
        better = "nearly as well" if pair.by == "text" else "clearly better"
        rival = f"; {pair.rival} fits {better}" if pair.contested else ""
        yield Finding(
            claim_place(match.home, view),
            f"{match.action} may be row {pair.row.key}, or not{rival}",
            f"compare them: vaultsync match {quoted(match.action)}; settle it: --review, "
            f"or --accept {quoted(f'{match.action}={pair.row.key}')}\n"
            f"the tracker says: {shortened(pair.row.text)}",
        )
