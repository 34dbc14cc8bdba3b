"""A suppression suppresses nothing.

## What it does
Reports `%% vaultsync: ignore[…] %%` comments, and entries of the property
`vaultsync-ignore`, with a code that silences no finding, that no rule has, or
that is not a code at all. Suppressions of rules that need a tracker are left in
peace where there is none.

## Why is this bad?
What it excused is gone. Left in place, it would hide the next fault.

## Example
~~~md title="Home.md"
See [[Plan]]. %% vaultsync: ignore[L401] not written yet %%
~~~
~~~md title="Plan.md"
~~~
Reported at `Home.md:1:15`.

## Use instead
~~~md title="Home.md"
See [[Plan]].
~~~
~~~md title="Plan.md"
~~~

## Fix safety
Safe: a comment of which nothing works is removed. None in properties.

## Options
None of its own. X rules are not suppressed in notes.
"""

from __future__ import annotations

from vaultsync.diagnostic import FileEdit, Fix, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding
from vaultsync.rules.suppress import removal
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.suppress import Suppression

CODE = "X001"
NAME = "unused-suppression"
SEVERITY = Severity.WARNING


def check_suppressions(
    note: Note,
    asked: tuple[Suppression, ...],
    worked: set[tuple[Suppression, str]],
    is_known: Callable[[str], bool],
) -> Iterator[Finding]:
    """Yield a finding for each suppression of which a code did nothing.

    `is_known` says whether a code, or the beginning of one, is that of a rule.
    """
    for suppression in asked:
        idle = [code for code in suppression.codes if (suppression, code) not in worked]
        if suppression.codes and not idle:
            continue
        place = note.place(suppression.start, suppression.end)
        unknown = [code for code in idle if not is_known(code)]
        if not suppression.codes:
            message = "the suppression names no code"
        elif unknown:
            message = f"no rule has the code {', '.join(unknown)}"
        else:
            message = f"nothing is suppressed here: {', '.join(idle)}"
        fix = None
        if len(idle) == len(suppression.codes) and not suppression.in_property:
            edit = Edit(*removal(note, suppression), "")
            fix = Fix(Safety.SAFE, "remove the comment", (FileEdit(note.path, edit),))
        yield Finding(place, message, "remove it", fix)
