"""The vault words an action otherwise than the tracker.

## What it does
Compares what the home says with the row's text. Upper and lower case, spaces and
a final point do not count. It is information where the words are merely others
(`cosmetic`, `paraphrase`), and a warning where an organisation, a number, a date
or a "not" differs (`substantive`).

## Why is this bad?
Usually it is not: both sides reword. A substantive change is another promise.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a plan and road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~

Reported at `Mission 1.1a.md:1:1`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~


## Fix safety
None: vaultsync never rewrites what an author says.

## Options
None of its own. `vaultsync match ACTION` shows all the words.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place, is_settled, quoted
from vaultsync.rules.rule import Finding
from vaultsync.rules.wordings import changed_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T204"
NAME = "wording"
SEVERITY = Severity.INFO


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each action whose words differ."""
    published = view.published
    if published is None:
        return
    from vaultsync.match.wording.words import wording

    for match in published.alignment.actions:
        if not is_settled(match) or match.home is None or match.pair is None:
            continue
        here, there = match.home.text, match.pair.row.text
        kind = wording(here, there) if here and there else "same"
        if kind != "same":
            yield Finding(
                claim_place(match.home, view),
                f"worded otherwise than in the tracker ({kind})",
                f"see all of it: vaultsync match {quoted(match.action)}\n"
                + "vault    {}\ntracker  {}".format(*changed_words(here, there)),
                severity=Severity.WARNING if kind == "substantive" else Severity.INFO,
            )
