"""Two files have names that differ by upper and lower case only.

## What it does
Reports files whose paths are equal when case and Unicode normal form are put
aside. Linux keeps them apart; Obsidian's links, macOS and Windows do not.

## Why is this bad?
A link may open either, and on another machine one file replaces the other.

## Example
~~~md title="Plan.md"
One.
~~~
~~~md title="plan.md"
Two.
~~~
Reported at `plan.md:1:1`.

## Use instead
~~~md title="Plan.md"
One.
~~~
~~~md title="Plan B.md"
Two.
~~~

## Fix safety
None: rename one in Obsidian.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "V601"
NAME = "case-collision"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each file beyond the first of a name."""
    for first, *others in view.vault.resolver.collisions():
        for path in others:
            yield Finding(
                Place(path, 1, 1, 1, 1),
                f"the name differs from {first} by case or normal form only",
                "rename one of the two in Obsidian",
            )
