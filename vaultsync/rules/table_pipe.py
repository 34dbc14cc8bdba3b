r"""A wikilink's `|` cuts a table's cell in two.

## What it does
Reports `[[Note|text]]` and `![[picture.png|200]]` in a row of a table.

## Why is this bad?
In a table `|` ends the cell, also inside of a link: the link falls apart and the
row gets a cell too many. A backslash keeps it together.

## Example
~~~md title="Home.md"
| Step | Where |
|---|---|
| 1 | [[Plan|the plan]] |
~~~
~~~md title="Plan.md"
~~~
Reported at `Home.md:3:13`.

## Use instead
~~~md title="Home.md"
| Step | Where |
|---|---|
| 1 | [[Plan\|the plan]] |
~~~
~~~md title="Plan.md"
~~~

## Fix safety
Safe: a backslash is put before the `|`. Where the link leads nowhere, that is said
instead, and the fix of that puts the backslash as well.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import pipe_edit, single_edit
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L413"
NAME = "table-pipe"
SEVERITY = Severity.WARNING


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a pipe that ends a cell."""
    edit = pipe_edit(use, note)
    return Finding(
        note.place(edit.start, edit.start + 1),
        "in a table the | of a link ends the cell",
        "write \\| instead",
        single_edit(note, Safety.SAFE, "write \\|", edit),
    )
