"""Some anchors are found by other readers than Obsidian.

## What it does
Counts, in one line for the whole vault, the links whose heading is found as
GitHub or an exporter spells it, or by its rendered text, but not as Obsidian
compares headings. The line stands at the first of them.

## Why is this bad?
In Obsidian such a link opens the top of the note. A vault that was exported from
Obsidian is full of them, and there they are right.

## Example
~~~md title="Home.md"
See [the aims](Plan.md#our-aims).
~~~
~~~md title="Plan.md"
# Our aims
~~~
Reported at `Home.md:1:23`.

## Use instead
~~~md title="Home.md"
See [the aims](Plan.md#Our%20aims).
~~~
~~~md title="Plan.md"
# Our aims
~~~

## Fix safety
None.

## Options
`anchors` says which dialects are accepted: `["obsidian"]` makes every one of
these links an error, `L402` or `E302`.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.cached import Counter
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import understood
from vaultsync.rules.mending import subpath_place
from vaultsync.rules.rule import Finding
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.vault import Use
    from vaultsync.rules.rule import View

CODE = "L416"
NAME = "other-dialects"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield one finding that counts the anchors of other dialects."""
    counts: Counter[str] = Counter()
    first: Use | None = None
    for path in view.vault.counting(view.vault.note_paths):
        for use in view.vault.notable(path):
            if use.anchor and use.anchor.rung != "obsidian" and understood(use, view):
                counts[use.anchor.rung] += 1
                first = first or use
    note = view.vault.note(first.source) if first else None
    if first is None or note is None:
        return
    rungs = ", ".join(f"{rung} {counts[rung]}" for rung in sorted(counts))
    total = counts.total()
    anchors = plural(total, "anchor is", "anchors are")
    yield Finding(
        subpath_place(first, note),
        f"{anchors} not found by Obsidian, but by other readers ({rungs})",
        'to have each reported: anchors = ["obsidian"] in vaultsync.toml',
    )
