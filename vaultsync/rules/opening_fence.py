"""Spaces follow the fence that opens the properties.

## What it does
Reports a first line of `---` and spaces.

## Why is this bad?
Not every reader takes it for the start of the properties; some versions of
Obsidian have not.

## Example
Each `·` stands for a space.
~~~md title="Home.md" dots="spaces"
---··
title: Plan
---
~~~
Reported at `Home.md:1:4`.

## Use instead
~~~md title="Home.md"
---
title: Plan
---
~~~

## Fix safety
Safe: the spaces are removed.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import FileEdit, Fix, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F510"
NAME = "opening-fence"
SEVERITY = Severity.WARNING
NEEDS = needs.loose_fence


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for spaces after the opening fence."""
    if not note.loose_fence:
        return
    end = len(note.lines.line_text(1))
    fix = Fix(Safety.SAFE, "remove the spaces", (FileEdit(note.path, Edit(3, end, "")),))
    yield Finding(
        note.place(3, end), "spaces follow the --- that opens the properties", "remove them", fix
    )
