"""Several tags stand in one text, and so none does.

## What it does
Reports `tags: a, b` and `tags: a b`.

## Why is this bad?
Before 1.9 Obsidian split the text at commas and spaces. Since then it is one
text, which is no tag.

## Example
~~~md title="Home.md"
---
tags: project, data
---
~~~
Reported at `Home.md:2:7`.

## Use instead
~~~md title="Home.md"
---
tags: [project, data]
---
~~~

## Fix safety
Unsafe: the tags begin to count.

## Options
None of its own.
"""

from __future__ import annotations

import re

from vaultsync.diagnostic import FileEdit, Fix, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.properties.tags import tag_item
from vaultsync.rules import needs
from vaultsync.rules.oddities import oddities
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F505"
NAME = "comma-tags"
SEVERITY = Severity.WARNING
NEEDS = needs.oddities


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place."""
    for start, end in oddities(note, "comma-tags"):
        written = note.text[start:end]
        yield Finding(
            note.place(start, end),
            "Obsidian reads this as one text, which is no tag",
            f"write a list: {_listed(written)}",
            _as_list(note, start, end),
        )


def _listed(written: str) -> str:
    names = [name.removeprefix("#") for name in re.split(r"[,\s]+", written.strip("\"'"))]
    return "[" + ", ".join(tag_item(name) for name in names if name) + "]"


def _as_list(note: Note, start: int, end: int) -> Fix | None:
    held = note.text[start:end]
    if re.search(r"[\"'\\:{}&*!|>%@`]", held.strip("\"'")):
        return None
    written = _listed(held)
    edit = Edit(start, end, written)
    return Fix(Safety.UNSAFE, f"write {written}", (FileEdit(note.path, edit),))
