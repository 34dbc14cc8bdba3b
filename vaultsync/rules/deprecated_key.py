"""A property has a name that Obsidian has given up.

## What it does
Reports `tag`, `alias` and `cssclass`, which Obsidian has ignored since 1.9.

## Why is this bad?
The tags and aliases that they hold are not there for Obsidian.

## Example
~~~md title="Home.md"
---
tag: project
---
~~~
Reported at `Home.md:2:1`.

## Use instead
~~~md title="Home.md"
---
tags: project
---
~~~

## Fix safety
Unsafe: the tags begin to count. None where the new name is there as well.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import FileEdit, Fix, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.properties.oddities import DEPRECATED
from vaultsync.rules import needs
from vaultsync.rules.oddities import oddities
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F504"
NAME = "deprecated-key"
SEVERITY = Severity.WARNING
NEEDS = needs.oddities


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place."""
    for start, end in oddities(note, "deprecated-key"):
        written = note.text[start:end]
        yield Finding(
            note.place(start, end),
            f"Obsidian no longer reads the property {written}",
            f"name it {DEPRECATED[written.casefold()]}",
            _renamed(note, start, end),
        )


def _renamed(note: Note, start: int, end: int) -> Fix | None:
    name = DEPRECATED[note.text[start:end].casefold()]
    if note.properties.property(name) is not None:
        return None
    return Fix(Safety.UNSAFE, f"name it {name}", (FileEdit(note.path, Edit(start, end, name)),))
