"""An area embeds some of its actions, but not this one.

## What it does
Looks at each place that stands for an area, a note or a section, and embeds
actions of it. Reports the actions of the area that are neither embedded nor
stated there. An area that embeds none is left alone.

## Why is this bad?
Readers take what they see for all of the area's actions.

## Example
~~~md title="Mission 1.1.md"
Open data
![[Mission 1.1a]]
~~~
~~~md title="Mission 1.1a.md"
TBS will publish a road map for open data.
~~~
~~~md title="Mission 1.1b.md"
PCO will train analysts.
~~~
Reported at `Mission 1.1.md:1:1`.

## Use instead
~~~md title="Mission 1.1.md"
Open data
![[Mission 1.1a]]
![[Mission 1.1b]]
~~~
~~~md title="Mission 1.1a.md"
TBS will publish a road map for open data.
~~~
~~~md title="Mission 1.1b.md"
PCO will train analysts.
~~~

## Fix safety
None: where it belongs among the others is the author's choice.

## Options
`label` says how areas and actions are named.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.areas import actions_by_area, area_places
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "E306"
NAME = "not-embedded"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action that its area's place leaves out."""
    actions = actions_by_area(view)
    for area in area_places(view):
        shown = {label.id for label, _ in area.embeds}
        own = actions.get(area.label.id, [])
        if not shown.intersection(match.label.id for match in own if match.label):
            continue
        for match in own:
            if match.label and match.label.id not in shown and not area.states(match):
                yield Finding(
                    area.place(area.shown, view),
                    f"{area.label.text} embeds its other actions, but not {match.action}",
                    f"embed it: ![[{match.action}]]",
                )
