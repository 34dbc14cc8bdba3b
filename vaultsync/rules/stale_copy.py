"""A copy of an action's text is not what its home says.

## What it does
Compares the text that a section or note restates with the text of the action's
home. Upper and lower case, spaces and a final point do not count.

## Why is this bad?
The text was changed in one place and forgotten in the other. An embed cannot
become stale.

## Example
~~~md title="Mission 1.md"
# Mission 1.1
Open data
# Mission 1.1a
TBS will publish a plan for open data.
# Mission 1.1b
PCO will train analysts.
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~
Reported at `Mission 1.md:4:1`.

## Use instead
~~~md title="Mission 1.md"
# Mission 1.1
Open data
# Mission 1.1a
TBS will publish a road map for open data
# Mission 1.1b
PCO will train analysts.
~~~
~~~md title="Mission 1.1a.md"
# Mission 1.1a
TBS will publish a road map for open data.
~~~

## Fix safety
None: the copy may be the newer of the two.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding
from vaultsync.rules.stated import stated
from vaultsync.rules.wordings import changed_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "E305"
NAME = "stale-copy"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each copy that differs from its home."""
    for match in stated(view).actions:
        if match.home is None or not match.home.text:
            continue
        for copy in match.copies:
            note = view.vault.note(copy.path)
            if note is None or copy.paragraph is None or not copy.text:
                continue
            if copy.text == match.home.text:
                continue
            from vaultsync.match.wording.words import plain

            if plain(copy.text) != plain(match.home.text):
                here, home = changed_words(copy.text, match.home.text)
                yield Finding(
                    note.place(copy.paragraph.start, copy.paragraph.end),
                    f"this copy of {match.action} is not what {match.home.path} says",
                    f"embed it, or write it anew\nhere  {here}\nhome  {home}",
                )
