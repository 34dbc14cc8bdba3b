"""A link climbs out of the vault.

## What it does
Reports links such as `../../x.md` whose `../` lead above the vault's folder.

## Why is this bad?
Obsidian sees nothing outside of the vault; the link leads nowhere.

## Example
~~~md title="Home.md"
See [the charter](../Charter.md).
~~~
~~~md title="Charter.md"
~~~
Reported at `Home.md:1:19`.

## Use instead
~~~md title="Home.md"
See [the charter](Charter.md).
~~~
~~~md title="Charter.md"
~~~

## Fix safety
Unsafe: the file of that name in the vault may be another one.

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

CODE = "L411"
NAME = "above-vault"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link that leads above the vault."""
    help_, fix = did_you_mean(use, note, view)
    return Finding(
        path_place(use, note), f"{use.link.path} leads above the vault's folder", help_, fix
    )
