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

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from vaultsync.diagnostic import Severity
from vaultsync.obsidian.note import Link
from vaultsync.obsidian.uses import links_of
from vaultsync.rules import needs
from vaultsync.rules.areas import label_of_file, label_pattern, target_labels
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.match.labels import Label, LabelPattern
    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "E308"
NAME = "wrong-label"
SEVERITY = Severity.WARNING
NEEDS = needs.links

_PATH = itemgetter(Link._fields.index("path"))
_DISPLAY = itemgetter(Link._fields.index("display"))
_EXTERNAL = itemgetter(Link._fields.index("external"))


def check_note(note: Note, view: View) -> Iterable[Finding]:
    """Return a finding for each link whose text is another label than its target's."""
    labels = label_pattern(view.config.label)
    links = links_of(note)
    shown = "\n".join(map(_DISPLAY, links))
    return _findings(note, view, labels, links) if labels.possible_in(shown) else ()


def _findings(
    note: Note, view: View, labels: LabelPattern, links: Sequence[LinkFact]
) -> Iterator[Finding]:
    where = view.vault.resolver.resolve
    for fact in links:
        said = () if _EXTERNAL(fact) else _labels_in(labels, _DISPLAY(fact))
        if not said:
            continue
        path = _PATH(fact)
        own = label_of_file(labels, where(path, note.path).target or path)
        if own is not None and all(label.id == own.id for label in said):
            continue  # as nearly all: they say the name of the file
        link = Link._make(fact)
        use = view.vault.resolve(link, note.path)
        meant = {label.id for label in target_labels(use, view, labels)}
        wrong = [label.text for label in said if label.id not in meant]
        if wrong and meant:
            yield Finding(
                note.place(link.start, link.end),
                f"the link says {wrong[0]} and leads to {use.resolution.target or path}",
                "change the text or the target, whichever is wrong",
            )


@lru_cache(maxsize=10_000)
def _labels_in(labels: LabelPattern, display: str) -> tuple[Label, ...]:
    """Return the labels that the parts of a link's text are: its file's and its heading's."""
    if not labels.possible_in(display):
        return ()
    return tuple(filter(None, map(labels.read, display.split(" > "))))
