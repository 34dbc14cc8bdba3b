"""An item of `tags` is no tag.

## What it does
Reports items with a space or a mark that tags cannot hold, and items of digits
only.

## Why is this bad?
Obsidian shows the item, but does not find it as a tag.

## Example
~~~md title="Home.md"
---
tags:
  - open data
  - 2024
---
~~~
Reported at `Home.md:3:5` and `Home.md:4:5`.

## Use instead
~~~md title="Home.md"
---
tags:
  - open-data
  - y2024
---
~~~

## Fix safety
None: how to spell it is the author's choice.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.oddities import oddities
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F507"
NAME = "invalid-tag"
SEVERITY = Severity.WARNING
NEEDS = needs.oddities


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each place."""
    for start, end in oddities(note, "invalid-tag"):
        written = note.text[start:end]
        yield Finding(
            note.place(start, end),
            f"{written} is no tag",
            "a tag holds letters, digits, _, - and /, and not digits only",
        )
