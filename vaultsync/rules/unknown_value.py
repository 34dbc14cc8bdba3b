"""The tracker uses a status or priority that the vocabulary does not know.

## What it does
Reports published values without a token, at the row. Such a value is no value:
nothing is compared with it or written from it, and it is never guessed.

## Why is this bad?
The action's status in the vault is not held to the tracker's.

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
Status: Almost there
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
None: add the word to the vocabulary, or tell the publisher.

## Options
`[vocabulary.status]` and `[vocabulary.priority]` in `vaultsync.toml` add words.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.published import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import Finding, View

CODE = "C903"
NAME = "unknown-value"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each value that the vocabulary lacks."""
    return problems(view, {"unknown-value": Severity.WARNING})
