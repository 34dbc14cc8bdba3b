"""A link names a heading that its note does not have.

## What it does
Reports links `[[Note#Heading]]` and `[text](Note.md#heading)` whose note exists
but has no such heading, neither as Obsidian compares headings nor in one of
the dialects of `anchors`. Embeds are `E302`. Subpaths of attachments (`#page=3`)
and of canvases are not headings and are not looked at.

## Why is this bad?
The link opens the top of the note, and the reader has to search.

## Example
~~~md title="Home.md"
See [[Plan#Next stepps]].
~~~
~~~md title="Plan.md"
# Next steps
~~~
Reported at `Home.md:1:11`.

## Use instead
~~~md title="Home.md"
See [[Plan#Next steps]].
~~~
~~~md title="Plan.md"
# Next steps
~~~

## Fix safety
The nearest heading is offered as an unsafe fix. Where a line lacks but the space
after its `#` to be the heading, that line is named instead, and there is no fix.

## Options
`anchors` says which dialects count as found: `obsidian`, `rendered`, `github`,
`exporter`, `decoded`; all by default.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import anchor_finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import Finding, View

CODE = "L402"
NAME = "broken-heading"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link without its heading."""
    return anchor_finding(use, note, view, "link", "heading")
