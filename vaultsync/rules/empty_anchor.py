"""A link ends in a `#` that names nothing.

## What it does
Reports `[[Note#]]` and `[text](Note.md#)`.

## Why is this bad?
It works: the whole note is meant. But somebody, or some exporter, wanted to
name a heading there.

## Example
~~~md title="Home.md"
See [the plan](Plan.md#).
~~~
~~~md title="Plan.md"
~~~
Reported at `Home.md:1:23`.

## Use instead
~~~md title="Home.md"
See [the plan](Plan.md).
~~~
~~~md title="Plan.md"
~~~

## Fix safety
Safe: the link leads where it led.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import single_edit, subpath_place
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L410"
NAME = "empty-anchor"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of an empty subpath."""
    link = use.link
    fix = None
    if link.path:
        edit = Edit(link.subpath_start, link.subpath_end, "")
        fix = single_edit(note, Safety.SAFE, "remove the #", edit)
    return Finding(
        subpath_place(use, note), "the # names no heading", "name one, or remove it", fix
    )
