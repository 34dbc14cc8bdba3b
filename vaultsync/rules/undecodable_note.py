"""A note is not UTF-8.

## What it does
Reports notes whose bytes are no UTF-8, with the line of the first bad byte. The
rest of the vault is judged as usual.

## Why is this bad?
Obsidian reads UTF-8 only, shows wrong characters, and destroys the originals when
it saves. vaultsync does not write into such a note.

## Example
~~~md title="Plan.md" encoding="latin-1"
One
Un café.
~~~
Reported at `Plan.md:2:1`.

## Use instead
~~~md title="Plan.md"
One
Un café.
~~~

## Fix safety
None: save the note as UTF-8.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.failures import failures
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "V605"
NAME = "undecodable-note"
SEVERITY = Severity.ERROR


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each note that cannot be decoded."""
    for path, failure in failures(view):
        if failure.kind == "undecodable":
            yield Finding(
                Place(path, failure.line, 1, failure.line, 1),
                f"the note cannot be read: {failure.message}",
                "save it as UTF-8",
            )
