"""A file of the vault's own settings cannot be read.

## What it does
Reports `app.json`, `types.json` and `templates.json` in the configuration folder
where they are not JSON or not of the expected shape. Obsidian's defaults are
used in their place.

## Why is this bad?
Notes may be judged that the vault excludes, and templates taken for notes.

## Example
~~~json title=".obsidian/app.json"
{"userIgnoreFilters": ["Templates/"],}
~~~
~~~md title="Home.md"
~~~
Reported at `.obsidian/app.json:1:1`.

## Use instead
~~~json title=".obsidian/app.json"
{"userIgnoreFilters": ["Templates/"]}
~~~
~~~md title="Home.md"
~~~

## Fix safety
None: change the setting in Obsidian, which writes the file anew.

## Options
`config-folder` names another configuration folder.
"""

from __future__ import annotations

from vaultsync.diagnostic import Place, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "X003"
NAME = "bad-settings"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each thing that is wrong with the settings."""
    for problem in view.vault.settings.problems:
        yield Finding(
            Place(problem.path, problem.line, 1, problem.line, 1),
            problem.message,
            "change the setting in Obsidian, which writes the file anew",
        )
