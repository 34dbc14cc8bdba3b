"""What was printed of each diagnostic, to be printed again while it says the same."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vaultsync.diagnostic import Diagnostic

Texts: TypeAlias = "Mapping[tuple[Any, ...], str]"
"""Texts by the `order` of their diagnostic, the path of its file first, and its severity."""


class Printed:
    """The texts of diagnostics: `before` are those that hold as long as they are asked for.

    That is, no file that they quote and nothing in how they are printed is different.
    `now` are those that were asked for.
    """

    def __init__(self, before: Texts | None = None) -> None:
        self.before = before or {}
        self.now: dict[tuple[Any, ...], str] = {}

    def text(self, diagnostic: Diagnostic, make: Callable[[Diagnostic], str]) -> str:
        """Return the text of a diagnostic, made if it is not known."""
        key = (*diagnostic.order, int(diagnostic.severity))
        text = self.now[key] = self.before.get(key) or make(diagnostic)
        return text
