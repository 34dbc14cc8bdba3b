"""A link leads to a file that lies in the cloud only.

## What it does
Reports links to a file of which iCloud left a placeholder, `.Name.md.icloud`.
Such a link is not broken, and what the file says cannot be checked.

## Why is this bad?
It is not. But headings behind the link, and copies of its text, were not judged.

## Example
~~~md title="Home.md"
See [[Plan]].
~~~
~~~md title=".Plan.md.icloud"
bplist00
~~~
Reported at `Home.md:1:7`.

## Use instead
~~~md title="Home.md"
See [[Plan]].
~~~
~~~md title="Plan.md"
~~~

## Fix safety
None: download the file.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L415"
NAME = "offloaded-target"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to a file that was not downloaded."""
    return Finding(
        path_place(use, note),
        f"{use.link.path} lies in the cloud only and could not be looked at",
        "download it to have the link checked",
    )
