"""A property's value is not of the type that the vault gave its name.

## What it does
Reports values that do not fit `types.json`: text where a number, a date or a
checkbox is expected, a list where one value is.

## Why is this bad?
Obsidian shows a warning beside the value, and Bases and searches that compare it
leave the note out.

## Example
~~~md title="Home.md"
---
due: next week
---
~~~
~~~json title=".obsidian/types.json"
{"types": {"due": "date"}}
~~~
Reported at `Home.md:2:6`.

## Use instead
~~~md title="Home.md"
---
due: 2026-12-01
---
~~~
~~~json title=".obsidian/types.json"
{"types": {"due": "date"}}
~~~

## Fix safety
None.

## Options
None of its own. Types are chosen in Obsidian.
"""

from __future__ import annotations

from functools import lru_cache

from vaultsync.diagnostic import Severity
from vaultsync.obsidian.yaml.simple import value_in
from vaultsync.regex import late
from vaultsync.rules import needs
from vaultsync.rules.memo import once_per_view
from vaultsync.rules.rule import Finding
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

CODE = "F509"
NAME = "property-type"
SEVERITY = Severity.INFO
NEEDS = needs.typed_properties


_DATE = late(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = late(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PLACEHOLDER = late(r"\{\{|<%")
_NAMES = {
    "number": "a number",
    "checkbox": "true or false",
    "date": "a date such as 2026-11-21",
    "datetime": "a date and time such as 2026-11-21T10:30:00",
    "text": "one text",
}


def check_note(note: Note, view: View) -> Iterable[Finding]:
    """Return a finding for each value that does not fit its type."""
    rows = note.properties.rows
    if rows is None:
        kinds = _kinds(view)
        given = note.properties.values.items()
        unfit = [
            name
            for name, value in given
            if (kind := kinds.get(name.lower())) and not _fits(kind, value)
        ]
    else:
        unfit = [
            rows[at][0]
            for at, kind in _typed(view)(tuple([row[0] for row in rows]))
            if not _fits_as_written(kind, rows[at][2], rows[at][6])
        ]
    return _findings(unfit, _kinds(view), note) if unfit else ()


def _findings(names: list[str], kinds: Mapping[str, str], note: Note) -> Iterator[Finding]:
    for name in names:
        kind = kinds[name.lower()]
        found = note.properties.property(name)  # of several in different cases, the first
        if found is None or _PLACEHOLDER.search(note.text, found.value_start, found.value_end):
            continue
        if not _fits(kind, found.value):
            yield Finding(
                note.place(found.value_start, found.value_end),
                f"the vault expects {_NAMES[kind]} in {name}",
                "change the value, or the type of the property in Obsidian",
            )


@once_per_view
def _kinds(view: View) -> Mapping[str, str]:
    """Return the types that values may fit or not, by names of properties in lower case."""
    return {name: kind for name, kind in view.vault.settings.types.items() if kind in _NAMES}


@once_per_view
def _typed(view: View) -> Callable[[tuple[str, ...]], tuple[tuple[int, str], ...]]:
    """Return what says which of some keys have a type, and which."""
    kinds = _kinds(view)

    @lru_cache(maxsize=1000)
    def typed(keys: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        found = [(at, kinds.get(key.lower(), "")) for at, key in enumerate(keys)]
        return tuple([each for each in found if each[1]])

    return typed


@lru_cache(maxsize=10_000)
def _fits_as_written(kind: str, value: str, items: str) -> bool:
    """Return whether these parts of a row fit a type."""
    return _fits(kind, value_in(value, items))


def _fits(kind: str, value: object) -> bool:
    if value is None or value == "":
        return True
    if kind in ("date", "datetime"):
        return isinstance(value, str) and _matches(_DATE, value)
    if kind == "text":
        return not isinstance(value, (list, dict))
    if kind == "checkbox":
        return isinstance(value, bool)
    return not isinstance(value, (bool, list, dict)) and _matches(_NUMBER, value)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return pattern.fullmatch(str(value).strip()) is not None
