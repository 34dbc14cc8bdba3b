"""A property's value is not of the type that the vault gave its name.

## What it does
Reports values that do not fit `types.json`: text where a number, a date or a
checkbox is expected, a list where one value is.

## Why is this bad?
Obsidian shows a warning beside the value, and Bases and searches that compare it
leave the note out.

## Example
~~~md title="Home.md"
---
due: next week
---
~~~
~~~json title=".obsidian/types.json"
{"types": {"due": "date"}}
~~~
Reported at `Home.md:2:6`.

## Use instead
~~~md title="Home.md"
---
due: 2026-12-01
---
~~~
~~~json title=".obsidian/types.json"
{"types": {"due": "date"}}
~~~

## Fix safety
None.

## Options
None of its own. Types are chosen in Obsidian.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.fitting import fits, unfit_in
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F509"
NAME = "property-type"
SEVERITY = Severity.INFO
NEEDS = needs.typed_properties

_PLACEHOLDER = late(r"\{\{|<%")
_NAMES = {
    "number": "a number",
    "checkbox": "true or false",
    "date": "a date such as 2026-11-21",
    "datetime": "a date and time such as 2026-11-21T10:30:00",
    "text": "one text",
}


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each value that does not fit its type."""
    types = view.vault.settings.types
    for name in unfit_in(view)(note):
        kind = types[name.lower()]
        found = note.properties.property(name)  # of several in different cases, the first
        if found is None or _PLACEHOLDER.search(note.text, found.value_start, found.value_end):
            continue
        if not fits(kind, found.value):
            yield Finding(
                note.place(found.value_start, found.value_end),
                f"the vault expects {_NAMES[kind]} in {name}",
                "change the value, or the type of the property in Obsidian",
            )
