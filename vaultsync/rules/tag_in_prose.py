"""A status or priority tag stands within a sentence.

## What it does
Reports tags that vaultsync would manage, in an action's text rather than on a
line of tags. They are not read as the action's value, and never edited. Where
the tag says what the tracker says it is information.

## Why is this bad?
The tag counts in searches, and stays as it is when the status changes.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
status: In Progress
priority: Year 2
tags: [status/in-progress, priority/year-2]
---
# Mission 1.1a
TBS will publish a road map for open data, which is now #status/completed here.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~

Reported at `Mission 1.1a.md:7:57`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Mission 1.1a.md"
---
priority: Year 2
status: In Progress
---
# Mission 1.1a
TBS will publish a road map for open data.
#status/in-progress #priority/year-2
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
None: the sentence is the author's.

## Options
`names` says which tag prefixes are managed.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.held import tags_in_prose
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import is_settled
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "T209"
NAME = "tag-in-prose"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each managed tag in the prose of an action with a row."""
    published = view.published
    if published is None:
        return
    for match in published.alignment.actions:
        if match.pair is None or not is_settled(match):
            continue
        tokens = {match.pair.row.status.token, match.pair.row.priority.token}
        for claim in (match.home, *match.copies):
            note = view.vault.note(claim.path) if claim else None
            if claim is None or note is None:
                continue
            for tag in tags_in_prose(note, claim, view.config.names, published.vocabulary):
                says = tag.name.rpartition("/")[2].lower()
                yield Finding(
                    note.place(tag.start, tag.end),
                    f"the tag {tag.name} stands within a sentence, where sync leaves it",
                    "give the tag a line of its own below the paragraph, or remove it",
                    severity=Severity.INFO if says in tokens else Severity.WARNING,
                )
