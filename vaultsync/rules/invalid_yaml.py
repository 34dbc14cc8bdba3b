"""The properties of a note cannot be read.

## What it does
Reports frontmatter that is not YAML, or no mapping of names to values, at the
line and column where it goes wrong. Placeholders of templates are left alone.

## Why is this bad?
Obsidian shows an error in place of the properties: status, tags and links in
them are not there. vaultsync never writes into such a block.

## Example
~~~md title="Home.md"
---
title: Plan: the next
---
~~~
Reported at `Home.md:2:12`.

## Use instead
~~~md title="Home.md"
---
title: "Plan: the next"
---
~~~

## Fix safety
None: what was meant is not certain.

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

CODE = "F501"
NAME = "invalid-yaml"
SEVERITY = Severity.ERROR
NEEDS = needs.problems


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place where the frontmatter cannot be read."""
    if note.frontmatter is None:
        return
    for problem in note.properties.problems:
        if problem.kind not in ("duplicate-key", "template"):
            yield Finding(
                note.place(problem.start, problem.end),
                f"the properties cannot be read: {problem.message}",
                "mend the line; a value with a colon or a # needs quotes",
            )
