"""An area embeds its actions in another order than their labels have.

## What it does
Reports, once for each place of an area, the first embed whose label comes before
that of the embed above it.

## Why is this bad?
Readers who look for an action by its label miss it; often two lines were swapped
by mistake.

## Example
~~~md title="Mission 1.1.md"
Open data
![[Mission 1.1b]]
![[Mission 1.1a]]
~~~
~~~md title="Mission 1.1a.md"
TBS will publish a road map for open data.
~~~
~~~md title="Mission 1.1b.md"
PCO will train analysts.
~~~
Reported at `Mission 1.1.md:3:1`.

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
None.

## Options
`label` says how areas and actions are named.
"""

from __future__ import annotations

from itertools import pairwise

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.areas import area_places, label_order
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "E307"
NAME = "embed-order"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for the first embed of each area that is out of order."""
    for area in area_places(view):
        orders = [label_order(label) for label, _ in area.embeds]
        if orders == sorted(orders):
            continue
        for (before, _), (label, span) in pairwise(area.embeds):
            if label_order(label) < label_order(before):
                yield Finding(
                    area.place(span, view),
                    f"{label.text} is embedded after {before.text}",
                    "put the embeds in the order of their labels",
                )
                break
