"""A merge was not finished.

## What it does
Reports lines of `<<<<<<<`, `=======` and `>>>>>>>` that git left in a note, at the
first of them.

## Why is this bad?
The note holds two versions of itself. vaultsync does not write into it.

## Example
~~~md title="Plan.md"
<<<<<<< HEAD
One.
=======
Two.
>>>>>>> theirs
~~~
Reported at `Plan.md:1:1`.

## Use instead
~~~md title="Plan.md"
One and two.
~~~

## Fix safety
None: choose, and remove the marks.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import needs
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "V604"
NAME = "merge-markers"
SEVERITY = Severity.ERROR
NEEDS = needs.merge_markers


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for the first mark of an unfinished merge."""
    if note.merge_markers:
        first = note.merge_markers[0]
        yield Finding(
            note.place(first.start, first.end),
            "git left the marks of a merge here",
            "choose what to keep, and remove the marks",
        )
