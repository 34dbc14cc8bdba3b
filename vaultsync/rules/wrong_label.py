"""A link shows the label of one note and leads to another.

## What it does
Reports links and embeds whose text is a label, such as `Mission 3.1a`, while
the note that they lead to, and the heading that they name there, have another.

## Why is this bad?
A line was copied and only half of it changed. Readers get the wrong action.

## Example
~~~md title="Home.md"
- [Mission 1.1a](Mission%201.1b.md)
~~~
~~~md title="Mission 1.1a.md"
One.
~~~
~~~md title="Mission 1.1b.md"
Two.
~~~
Reported at `Home.md:1:3`.

## Use instead
~~~md title="Home.md"
- [Mission 1.1b](Mission%201.1b.md)
~~~
~~~md title="Mission 1.1a.md"
One.
~~~
~~~md title="Mission 1.1b.md"
Two.
~~~

## Fix safety
None: either half may be the right one.

## Options
`label` says what a label looks like.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.parts import Link
from vaultsync.rules import needs
from vaultsync.rules.areas import label_pattern, target_labels
from vaultsync.rules.rule import Finding
from vaultsync.rules.shown_labels import doubtful_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "E308"
NAME = "wrong-label"
SEVERITY = Severity.WARNING
NEEDS = needs.shown_labels


def check_note(note: Note, view: View) -> Iterator[Finding]:
    """Yield a finding for each link whose text is another label than its target's."""
    labels = label_pattern(view.config.label)
    for fact, said in doubtful_labels(note, view):
        link = Link._make(fact)
        use = view.vault.resolve(link, note.path)
        meant = {label.id for label in target_labels(use, view, labels)}
        wrong = [label.text for label in said if label.id not in meant]
        if wrong and meant:
            yield Finding(
                note.place(link.start, link.end),
                f"the link says {wrong[0]} and leads to {use.resolution.target or link.path}",
                "change the text or the target, whichever is wrong",
            )
