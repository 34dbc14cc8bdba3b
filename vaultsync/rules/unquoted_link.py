"""A wikilink in a property is not quoted.

## What it does
Reports `up: [[Note]]`.

## Why is this bad?
For YAML it is a list in a list. Obsidian sees no link.

## Example
~~~md title="Home.md"
---
up: [[Plan]]
---
~~~
~~~md title="Plan.md"
~~~
Reported at `Home.md:2:5`.

## Use instead
~~~md title="Home.md"
---
up: "[[Plan]]"
---
~~~
~~~md title="Plan.md"
~~~

## Fix safety
Unsafe: the property becomes a link.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import FileEdit, Fix, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.oddities import oddities
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F508"
NAME = "unquoted-link"
SEVERITY = Severity.WARNING
NEEDS = needs.oddities


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place."""
    for start, end in oddities(note, "unquoted-link"):
        written = note.text[start:end]
        yield Finding(
            note.place(start, end),
            f"YAML takes {written} for a list in a list, not for a link",
            "put it in quotes",
            _in_quotes(note, start, end),
        )


def _in_quotes(note: Note, start: int, end: int) -> Fix | None:
    written = note.text[start:end]
    if '"' in written or "\\" in written:
        return None
    edit = Edit(start, end, f'"{written}"')
    return Fix(Safety.UNSAFE, f'write "{written}"', (FileEdit(note.path, edit),))
