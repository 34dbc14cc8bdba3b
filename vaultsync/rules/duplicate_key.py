"""A property stands twice.

## What it does
Reports a name that the frontmatter holds a second time.

## Why is this bad?
Obsidian refuses the whole block; other readers take the first or the last value
without a word.

## Example
~~~md title="Home.md"
---
status: Completed
status: In Progress
---
~~~
Reported at `Home.md:3:1`.

## Use instead
~~~md title="Home.md"
---
status: In Progress
---
~~~

## Fix safety
None: which value counts is known to the author only.

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

CODE = "F502"
NAME = "duplicate-key"
SEVERITY = Severity.ERROR
NEEDS = needs.problems


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each further place of a name."""
    if note.frontmatter is None:
        return
    for problem in note.properties.problems:
        if problem.kind == "duplicate-key":
            name = note.text[problem.start : problem.end]
            yield Finding(
                note.place(problem.start, problem.end),
                f"the property {name} stands twice, so Obsidian reads none at all",
                "keep one of them",
            )
