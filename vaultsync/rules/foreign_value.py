"""The property or tag that vaultsync would use holds something of the user's own.

## What it does
Reports homes whose `status` or `priority`, or a tag under `status/` or
`priority/`, holds a value that the vocabulary does not know and that vaultsync
never wrote. It is never replaced, removed, or taken for a value.

## Why is this bad?
It is not; but the published value has no room there.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: evergreen
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
None: choose another name, or teach the vocabulary the word.

## Options
`names` chooses another property or tag prefix; `vocabulary` adds words.
"""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place, differing, row_reference
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T208"
NAME = "foreign-value"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each field whose place is taken."""
    published = view.published
    if published is None:
        return
    names = view.config.names
    for held in differing(view, CODE):
        state = next(state for state in held.states if state.state is State.FOREIGN)
        key = f"{held.field}-{state.place}"
        used = getattr(names, key.replace("-", "_"))
        what = f"the tag {state.raw}" if state.place == "tag" else f"{used}: {state.raw}"
        yield Finding(
            claim_place(held.claim, view),
            f"{what} is no published {held.field}; it is left alone",
            f"choose another name with {key} in [names] of vaultsync.toml, "
            "or add the word to [vocabulary]\n" + row_reference(held.row),
        )
