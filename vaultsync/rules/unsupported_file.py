"""A link leads to a file that Obsidian does not show.

## What it does
Reports links to files that are there, but of a kind that Obsidian leaves out of
the vault while "Show all file types" is off, such as `data.csv`.

## Why is this bad?
In the app the link looks as if the file did not exist.

## Example
~~~md title="Home.md"
See [[data.csv]].
~~~
~~~csv title="data.csv"
a,b
~~~
Reported at `Home.md:1:7`.

## Use instead
~~~md title="Home.md"
See [[data.pdf]].
~~~
~~~text title="data.pdf"
~~~

## Fix safety
None: turn on "Settings, Files and links, Show all file types".

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

CODE = "L419"
NAME = "unsupported-file"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to a file that Obsidian hides."""
    return Finding(
        path_place(use, note),
        f"Obsidian does not show {use.link.path} while other file types are hidden",
        'turn on "Show all file types" in Settings, Files and links',
    )
