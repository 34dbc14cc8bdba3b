"""YAML takes a tag for a comment.

## What it does
Reports items such as `- #project` in `tags`.

## Why is this bad?
In YAML a `#` after a space starts a comment: the item is empty, the tag is not
there.

## Example
~~~md title="Home.md"
---
tags:
  - #project
---
~~~
Reported at `Home.md:3:5`.

## Use instead
~~~md title="Home.md"
---
tags:
  - project
---
~~~

## Fix safety
Unsafe: the tag begins to count.

## Options
None of its own.
"""

from __future__ import annotations

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

CODE = "F506"
NAME = "swallowed-tag"
SEVERITY = Severity.WARNING
NEEDS = needs.oddities


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place."""
    for start, end in oddities(note, "swallowed-tag"):
        written = note.text[start:end]
        yield Finding(
            note.place(start, end),
            f"YAML takes {written} for a comment, so the tag is not there",
            f"write {tag_item(written[1:])}",
            _without_mark(note, start, end),
        )


def _without_mark(note: Note, start: int, end: int) -> Fix:
    # The item is empty and ends behind its dash, so the edit begins there.
    behind = len(note.text[:start].rstrip(" \t"))
    written = note.text[behind:start] + tag_item(note.text[start + 1 : end])
    return Fix(Safety.UNSAFE, "remove the #", (FileEdit(note.path, Edit(behind, end, written)),))
