"""A second block of properties follows the first.

## What it does
Reports `---`, lines of `name: value`, `---` directly after the frontmatter.

## Why is this bad?
Only the first block counts. The second is shown to readers as text between two
rules; it is often what a tool left that did not see the first.

## Example
~~~md title="Home.md"
---
title: Plan
---
---
status: Completed
---
~~~
Reported at `Home.md:4:1`.

## Use instead
~~~md title="Home.md"
---
title: Plan
status: Completed
---
~~~

## Fix safety
None: both may hold the same names.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F503"
NAME = "second-frontmatter"
SEVERITY = Severity.WARNING
NEEDS = needs.rule_below_properties


_SECOND = compiled(
    r"(?:[ \t]*\r?\n)*+(---)[ \t]*\r?\n"
    r"[A-Za-z_][\w -]*+:(?=[ \t\r\n])[^\n]*+\n"
    r"(?:(?:[A-Za-z_][\w -]*+:(?=[ \t\r\n])|[ \t]|-[ \t])[^\n]*+\n)*+---[ \t]*\r?(?=\n|\Z)"
)


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for a block of properties that does not count."""
    if note.frontmatter is None:
        return
    found = _SECOND.match(note.text, note.body_start)
    if found:
        yield Finding(
            note.place(*found.span(1)),
            "this second block of properties does not count",
            "move its lines into the first block",
        )
