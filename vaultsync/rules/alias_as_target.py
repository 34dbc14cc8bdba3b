"""A link uses an alias of a note as if it were its name.

## What it does
Reports bare wikilinks without a file whose text is an alias of a note.

## Why is this bad?
Obsidian never follows an alias: it is only a suggestion while one types, and
writes `[[Name|alias]]`. The bare alias is a link to a note that does not exist.

## Example
~~~md title="Home.md"
We use [[AI]].
~~~
~~~md title="Artificial Intelligence.md"
---
aliases: [AI]
---
~~~
Reported at `Home.md:1:10`.

## Use instead
~~~md title="Home.md"
We use [[Artificial Intelligence|AI]].
~~~
~~~md title="Artificial Intelligence.md"
---
aliases: [AI]
---
~~~

## Fix safety
Unsafe: a note of that name may be planned.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import without_suffix
from vaultsync.rules.faults import aliased
from vaultsync.rules.mending import path_place, retargeted
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L406"
NAME = "alias-as-target"
SEVERITY = Severity.WARNING


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to an alias."""
    notes = aliased(use.link.path, view)
    fix = None
    if len(notes) == 1:
        fix = retargeted(use, note, view, notes[0], Safety.UNSAFE, use.link.path)
    return Finding(
        path_place(use, note),
        f"{use.link.path} is an alias, not a name: Obsidian does not follow it",
        "write the name: " + ", ".join(map(without_suffix, notes[:3])),
        fix,
    )
