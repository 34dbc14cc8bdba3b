"""A link leads to a file that the vault does not have.

## What it does
Reports links whose path resolves to no file, in the order in which Obsidian
looks: from the root, then anywhere in the vault, case apart. Embeds are
`E301`. A wikilink that is a name alone is a warning, because Obsidian users
write `[[a note to come]]` on purpose; any other link is an error. Inside
`%% comments %%` either is one level lower, because readers do not see it.
Templates, and links that hold a template's placeholder, are left alone.

## Why is this bad?
A reader who follows the link finds nothing; Obsidian makes an empty note.

## Example
~~~md title="Home.md"
See [the plan](Plans/Road%20map.md) and [[Budget]].
~~~
Reported at `Home.md:1:16` and `Home.md:1:43`.

## Use instead
~~~md title="Home.md"
See [the plan](Plans/Roadmap.md) and [[Budget]].
~~~
~~~md title="Plans/Roadmap.md"
~~~
~~~md title="Money/Budget.md"
~~~

## Fix safety
The nearest name is offered as an unsafe fix: only the author knows whether it
is the one that was meant.

## Options
`severity.L401` in `vaultsync.toml`, as for every rule.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import is_bare
from vaultsync.rules.mending import did_you_mean, path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L401"
NAME = "broken-link"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link without a file."""
    help_, fix = did_you_mean(use, note, view)
    return Finding(
        path_place(use, note),
        f"there is no file for the link to {use.link.path}",
        help_,
        fix,
        Severity.WARNING if is_bare(use) else Severity.ERROR,
    )
