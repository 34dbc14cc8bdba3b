"""An embed names a note or file that does not exist.

## What it does
Reports embeds, `![[…]]` and `![…](…)`, whose path resolves to no file of the
vault. What stands at an address on the web is not looked at. An embed of
nothing at all, `![](…)` with empty parentheses, is a warning.

## Why is this bad?
In place of the text or the picture, readers see a box that says it is missing.

## Example
~~~md title="Home.md"
![[Chapter on]]
~~~
~~~md title="Chapter one.md"
Once upon a time.
~~~
Reported at `Home.md:1:4`.

## Use instead
~~~md title="Home.md"
![[Chapter one]]
~~~
~~~md title="Chapter one.md"
Once upon a time.
~~~

## Fix safety
A name that differs by a doubled extension or a doubled percent-encoding is a
safe fix where exactly one file is found; the nearest name otherwise is an
unsafe one.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import did_you_mean, path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "E301"
NAME = "embed-target"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of an embed without a file."""
    if not use.link.path:
        return Finding(
            note.place(use.link.start, use.link.end),
            "the embed names no file",
            "name one, or remove the embed",
            severity=Severity.WARNING,
        )
    help_, fix = did_you_mean(use, note, view)
    return Finding(
        path_place(use, note), f"the embed's file does not exist: {use.link.path}", help_, fix
    )
