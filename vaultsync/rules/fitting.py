"""Whether the values of properties are of the types that the vault says they have.

Nearly every note of a vault with types has some, so that this is asked of every note.
"""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.yaml.simple import value_in
from vaultsync.rules.memo import once_per_view

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

_KINDS = frozenset(("number", "checkbox", "date", "datetime", "text"))
"""The types that values may fit or not."""

_DATE = late(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = late(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@once_per_view
def unfit_in(view: View) -> Callable[[Note], list[str]]:
    """Return what tells the names of those properties of a note whose values do not fit."""
    types = view.vault.settings.types
    kinds = {name: kind for name, kind in types.items() if kind in _KINDS}

    @lru_cache(maxsize=1000)
    def typed(keys: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        """Return which of some keys have a type, and which."""
        found = [(at, kinds.get(key.lower(), "")) for at, key in enumerate(keys)]
        return tuple([each for each in found if each[1]])

    def unfit(note: Note) -> list[str]:
        rows = note.properties.rows
        if rows is None:
            given = note.properties.values.items()
            return [
                name
                for name, value in given
                if (kind := kinds.get(name.lower())) and not fits(kind, value)
            ]
        return [
            rows[at][0]
            for at, kind in typed(tuple([row[0] for row in rows]))
            if not _fits_as_written(kind, rows[at][2], rows[at][6])
        ]

    return unfit


@lru_cache(maxsize=10_000)
def _fits_as_written(kind: str, value: str, items: str) -> bool:
    """Return whether these parts of a row fit a type."""
    return fits(kind, value_in(value, items))


def fits(kind: str, value: object) -> bool:
    """Return whether a value fits a type."""
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
