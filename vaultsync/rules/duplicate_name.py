"""A link depends on which of several notes of one name Obsidian prefers.

## What it does
Reports, once for each name, the first link that says a bare name which several
notes have. Notes of one name are no fault as long as no link needs to choose.

## Why is this bad?
The link leads to the note in the vault's root or beside it, else to the one with
the shortest path. A note that is moved or added changes where it leads.

## Example
~~~md title="Home.md"
See [[Minutes]].
~~~
~~~md title="Minutes.md"
~~~
~~~md title="Archive/Minutes.md"
~~~
Reported at `Home.md:1:7`.

## Use instead
~~~md title="Home.md"
See [[Archive/Minutes]].
~~~
~~~md title="Minutes.md"
~~~
~~~md title="Archive/Minutes.md"
~~~

## Fix safety
None.

## Options
None of its own. Notes that Obsidian excludes are not looked at.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.cached import Counter
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import is_note, stem
from vaultsync.rules.mending import path_place
from vaultsync.rules.rule import Finding
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.vault import Use
    from vaultsync.rules.rule import View

CODE = "V602"
NAME = "duplicate-name"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each name of several notes on which a link depends."""
    shared = view.vault.shared_names
    if not shared:
        return
    first: dict[str, Use] = {}
    more: Counter[str] = Counter()
    for path in view.vault.counting(view.vault.note_paths):
        if view.vault.settings.is_excluded(path):
            continue
        for use in view.vault.notable(path):
            name = use.link.path
            if name and "/" not in name and not use.link.external and use.resolution.target:
                key = stem(name)
                if key in shared and not use.resolution.ambiguous:
                    more[key] += 1
                    first.setdefault(key, use)
    for key, use in first.items():
        note = view.vault.note(use.source)
        if note is not None and is_note(use.resolution.target or ""):
            others = f", as {_links(more[key] - 1)} elsewhere" if more[key] > 1 else ""
            yield Finding(
                path_place(use, note),
                f"{shared[key]} notes are named {use.link.path}; "
                f"this leads to {use.resolution.target}{others}",
                "write the folder as well to be sure",
            )


def _links(count: int) -> str:
    return plural(count, "link does", "links do")
