"""A suppression does not say why.

## What it does
Reports suppressions without a reason: words after the codes.

## Why is this bad?
In a year nobody knows whether the excuse still holds.

## Example
~~~md title="Home.md"
See [[Plan]]. %% vaultsync: ignore[L401] %%
~~~
Reported at `Home.md:1:15`.

## Use instead
~~~md title="Home.md"
See [[Plan]]. %% vaultsync: ignore[L401] to be written in spring %%
~~~

## Fix safety
None: only the author knows the reason.

## Options
None of its own. X rules are not suppressed in notes.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.suppress import Suppression

CODE = "X002"
NAME = "unreasoned-suppression"
SEVERITY = Severity.INFO


def check_suppressions(note: Note, asked: tuple[Suppression, ...]) -> Iterator[Finding]:
    """Yield a finding for each suppression without a reason."""
    for suppression in asked:
        if suppression.codes and not suppression.reason:
            yield Finding(
                note.place(suppression.start, suppression.end),
                "the suppression does not say why",
                "write the reason behind the codes",
            )
