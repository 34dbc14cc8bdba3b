"""A synchroniser left a second version of a note.

## What it does
Reports notes whose name says that Obsidian Sync, Dropbox, Nextcloud, Syncthing,
iCloud or Google Drive made them when two devices had changed one note.

## Why is this bad?
Half of somebody's work lies in it. vaultsync neither matches nor writes it.

## Example
~~~md title="Plan.md"
One.
~~~
~~~md title="Plan.sync-conflict-20260101-120000-ABCDEFG.md"
Two.
~~~
Reported at `Plan.sync-conflict-20260101-120000-ABCDEFG.md:1:1`.

## Use instead
~~~md title="Plan.md"
One and two.
~~~

## Fix safety
None: bring the two together by hand, then delete the copy.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.conflicts import conflict_original
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "V603"
NAME = "conflict-copy"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each conflict copy."""
    is_template = view.vault.settings.is_template
    for path, original in view.vault.conflict_copies.items():
        if is_template(path) and not conflict_original(path):
            continue  # a numbered template is a variant, however alike the two are
        yield Finding(
            Place(path, 1, 1, 1, 1),
            f"this is a synchroniser's second version of {original}",
            "bring the two together, then delete this one",
        )
