"""The vault puts an action in another area than the tracker.

## What it does
Compares the area that a row names with what the action's area says in the vault.
Where the row's area is another one of the vault, the action moved: a warning at
its home. Where only the area's words differ it is information, once for each
area; upper and lower case, spaces and a final point do not count, nor does the
area's number before its words (`1.1 Open data` for `Mission 1.1`).

## Why is this bad?
The action is read, counted and reported under the wrong heading.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.2.md"
# Mission 1.2
Skills and training
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Skills and training
Priority: Year 2
Status: In Progress
~~~

Reported at `Mission 1.1a.md:1:1`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.2.md"
# Mission 1.2
Skills and training
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None.

## Options
`label` says how areas and actions are named.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place, is_settled, row_reference, shortened
from vaultsync.rules.rule import Finding
from vaultsync.rules.wordings import changed_words
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.diagnostic import Place
    from vaultsync.match.places.claim import Claim, Group
    from vaultsync.match.places.labels import Label
    from vaultsync.rules.rule import View

CODE = "T203"
NAME = "area"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action that moved, and each area that is worded otherwise."""
    published = view.published
    if published is None:
        return
    from vaultsync.match.wording.words import plain, wording

    areas = {group.text: group for group in published.alignment.groups if group.text}
    better_ones: dict[tuple[str, str], Group | None] = {}
    reworded: set[tuple[str, str]] = set()
    for match in published.alignment.actions:
        if not is_settled(match) or match.home is None or match.pair is None:
            continue
        here, there = match.home.area, _without_number(match.pair.row.area, match.home.area_label)
        if not here or not there or plain(here) == plain(there):
            continue
        if (there, here) not in better_ones:
            better_ones[there, here] = _better(there, here, areas)
        better = better_ones[there, here]
        if better is not None:
            label = f"{better.label.text}, " if better.label else ""
            yield Finding(
                claim_place(match.home, view),
                f"the tracker has {match.action} in another area: {label}{shortened(there)}",
                f"the vault has it in: {shortened(here)}\n{row_reference(match.pair.row)}",
            )
        elif (plain(here), plain(there)) not in reworded:
            reworded.add((plain(here), plain(there)))
            kind = wording(here, there)
            yield Finding(
                _area_place(here, areas, match.home, view),
                f"the area is worded otherwise than in the tracker ({kind})",
                "take over the tracker's words, or leave yours\n"
                + "vault    {}\ntracker  {}".format(*changed_words(here, there)),
                severity=Severity.WARNING if kind == "substantive" else Severity.INFO,
            )


def _without_number(area: str, label: Label | None) -> str:
    """Return a published area without the number that the vault says in its label."""
    number, _, words = area.strip().partition(" ")
    same = label is not None and words and id_parts(number) == label.id
    return words.lstrip(" :-–—") or area if same else area


def _better(there: str, here: str, areas: dict[str, Group]) -> Group | None:
    """Return the vault's area that a row's area is, if that is not the one it stands in."""
    from vaultsync.match.wording.words import KEPT_MEANING, likeness

    found = max(
        (text for text in areas if text != here),
        key=lambda text: likeness(there, text),
        default=None,
    )
    if found is None or likeness(there, found) <= max(likeness(there, here), KEPT_MEANING):
        return None
    return areas[found]


def _area_place(here: str, areas: dict[str, Group], home: Claim, view: View) -> Place:
    group = areas.get(here)
    note = view.vault.note(group.path) if group else None
    return note.place(group.start, group.end) if group and note else claim_place(home, view)
