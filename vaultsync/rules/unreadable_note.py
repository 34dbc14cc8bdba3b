"""A note, a canvas or a whole folder is there, but cannot be read.

## What it does
Reports notes and canvases that the system refuses to open, those that vanished
while the vault was read, those of more than 256 MiB, and canvases that are no
JSON; and folders that the system refuses to list. The rest of the vault is
judged as usual.

## Why is this bad?
What the note says, and where its links lead, is not known. Of a folder not even
the names are known: so nothing is said of links without a target and of rows
that no place states, no note is made, and no action gets a new home.

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

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.failures import failures
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.vault import Failure
    from vaultsync.rules.rule import View

CODE = "V606"
NAME = "unreadable-note"
SEVERITY = Severity.ERROR


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each note that could not be read, and each folder."""
    for folder in view.vault.unlisted:
        yield Finding(
            Place(f"{folder}/", 1, 1, 1, 1),
            "the folder cannot be listed: what lies in it is not known",
            "look at its permissions, or run the check again",
        )
    for path, failure in failures(view):
        if failure.kind != "undecodable":
            yield Finding(
                Place(path, failure.line, 1, failure.line, 1),
                f"the file {failure.message.removeprefix('it ')}",
                _remedy(failure),
            )


def _remedy(failure: Failure) -> str:
    if failure.kind == "invalid":
        return "open it in Obsidian, or take an older version"
    return "look at its permissions, or run the check again"
