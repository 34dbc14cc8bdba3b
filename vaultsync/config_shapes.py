"""The shapes that a setting's value may have, and the errors for those it may not.

Errors name the file and the line of the setting.
"""

from __future__ import annotations

import re

from vaultsync.config import ConfigError
from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Shapes:
    """Checks the values of one configuration; `shown` is its name in messages, `text` its text."""

    def __init__(self, shown: str, text: str) -> None:
        self._shown = shown
        self._lines = text.splitlines()

    def _table(self, tables: dict[str, Any], key: str) -> dict[str, Any]:
        value = tables.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"a table, written as [{key}]")
        return value

    def _only(self, table: dict[str, Any], *known: str) -> None:
        for key in table:
            if key not in known:
                raise self._unknown(key, known)

    def _string(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def _strings(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, "a list of strings")
        return tuple(value)

    def _codes(self, key: str, value: object) -> tuple[str, ...]:
        codes = self._strings(key, value)
        if not all(re.fullmatch(r"[A-Z]\d{0,3}", code) for code in codes):
            raise self._wrong(key, 'a list of codes or their beginnings, such as ["T2", "L401"]')
        return codes

    def _severity(self, key: str, value: object) -> Severity:
        if not re.fullmatch(r"[A-Z]\d{3}", key):
            raise self._wrong(key, "a code, such as T204")
        try:
            return Severity[str(value).upper()]
        except KeyError:
            raise self._wrong(key, '"info", "warning" or "error"') from None

    def _one_of(self, *words: str) -> Callable[[str, Any], str]:
        def word(key: str, value: object) -> str:
            if value not in words:
                raise self._wrong(key, "one of " + ", ".join(f'"{word}"' for word in words))
            return str(value)

        return word

    def _columns(self, key: str, value: object) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not names:
            raise self._wrong(key, "the name of a column, or a list of names")
        if not all(isinstance(name, str) and name.strip() for name in names):
            raise self._wrong(key, "the name of a column, or a list of names")
        return tuple(names)

    def _token(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
            raise self._wrong(key, "a token in small letters and hyphens, such as in-progress")
        return value

    def _line(self, key: str) -> int | None:
        named = re.compile(rf"""\s*(?:\[+)?(?:[\w"'-]+\.)*["']?{re.escape(key)}["']?\s*[=\]]""")
        for number, line in enumerate(self._lines, 1):
            if named.match(line):
                return number
        return None

    def _where(self, key: str) -> str:
        line = self._line(key)
        return f"{self._shown}:{line}" if line else self._shown

    def _unknown(self, key: str, known: tuple[str, ...]) -> ConfigError:
        import difflib

        near = difflib.get_close_matches(key, known, n=1)
        remedy = f"Did you mean {near[0]}?" if near else "Known here: " + ", ".join(known) + "."
        return ConfigError(f"{self._where(key)}: there is no setting {key!r}", remedy)

    def _wrong(self, key: str, expected: str) -> ConfigError:
        return ConfigError(f"{self._where(key)}: {key} needs {expected}", "Mend that line.")
