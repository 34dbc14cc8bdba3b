"""A note is there, but cannot be read.

## What it does
Reports notes that the system refuses to open, and notes that vanished while the
vault was read. The rest of the vault is judged as usual.

## Why is this bad?
What the note says, and where its links lead, is not known.

## Example
~~~md title="Plan.md" unreadable="yes"
One.
~~~
Reported at `Plan.md:1:1`.

## Use instead
~~~md title="Plan.md"
One.
~~~

## Fix safety
None.

## Options
None of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.diagnostic import Place, Severity
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "V606"
NAME = "unreadable-note"
SEVERITY = Severity.ERROR


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each note that could not be read."""
    for path, failure in view.vault.failures.items():
        if failure.kind != "undecodable":
            yield Finding(
                Place(path, 1, 1, 1, 1),
                f"the note cannot be read: {failure.message}",
                "look at its permissions, or run the check again",
            )
