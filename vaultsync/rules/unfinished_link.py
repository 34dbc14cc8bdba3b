"""A link was begun and never finished.

## What it does
Reports `[[## words]]` and `[[^^ words]]`: what one types to search for a heading
or a block of the whole vault. Once the choice is made, Obsidian replaces it.

## Why is this bad?
The search was left without a choice; the link leads nowhere.

## Example
~~~md title="Home.md"
As agreed, see [[##Next steps]].
~~~
Reported at `Home.md:1:16`.

## Use instead
~~~md title="Home.md"
As agreed, see [[Plan#Next steps]].
~~~
~~~md title="Plan.md"
# Next steps
~~~

## Fix safety
None: what was searched for is known to the author only.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "L412"
NAME = "unfinished-link"
SEVERITY = Severity.WARNING
NEEDS = needs.unfinished


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each search that was left in the text."""
    for start, end in note.unfinished:
        yield Finding(
            note.place(start, end),
            "the link is a search that was never finished",
            "put the cursor behind it and choose a heading or block, or remove it",
        )
