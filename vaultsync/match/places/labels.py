"""Labels: the names by which a vault calls its missions, areas and actions."""

from __future__ import annotations

from vaultsync.config import DEFAULT_LABEL
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.patterns.pattern import BoundedPattern, Found
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["mission", "area", "action"]
_KINDS: tuple[Kind, ...] = ("mission", "area", "action")
_NAME_PREFIX = late(r"[A-Za-z0-9]{2,}(?![A-Za-z0-9?*{|])")


class Label(NamedTuple):
    """A label as written, its white space made single: `Mission 3.1b`.

    `id` holds the components of what its groups matched, as
    `tracker.model.id_parts` gives them: `("3", "1", "b")`. Two labels with one
    id name the same thing.
    """

    text: str
    kind: Kind
    id: tuple[str, ...]


class LabelPattern:
    """A regular expression with the named groups `mission`, `area` and `action`.

    Only `action` is needed. What a label names is said by the last of the
    groups that matched. Case never matters, and a space in the pattern stands
    for any white space in the text, a non-breaking space too. What is longer
    than `patterns.LONGEST_TEXT` is no label, and no pattern takes longer than
    its length times the text's. Raises `ValueError`, with what is wrong, for a
    pattern that cannot be used.
    """

    def __init__(self, pattern: str = DEFAULT_LABEL) -> None:
        self.pattern = pattern
        self._pattern = BoundedPattern(pattern, known_quick=pattern == DEFAULT_LABEL)
        self._groups = tuple(kind for kind in _KINDS if kind in self._pattern.groups)
        if "action" not in self._groups:
            raise ValueError(
                "has no group (?P<action>…), which names the part that is the action's"
            )
        opening = _NAME_PREFIX.match(pattern)
        self._opening = opening[0].lower() if opening and "|" not in pattern else ""

    def read(self, text: str) -> Label | None:
        """Return the label that the whole text is, or None."""
        plain = " ".join(text.split())
        return self._label(self._pattern.fullmatch(plain))

    def leading(self, text: str) -> Label | None:
        """Return the label that a text starts with, before a space, colon or the end, or None."""
        plain = " ".join(text.split())
        found = self._pattern.match(plain)
        if found and f"{plain} "[len(found.text)] not in " :":
            return None
        return self._label(found)

    def possible_in(self, text: str) -> bool:
        """Return False where a text, of any length, cannot hold a label. Cheap."""
        return self._opening in text.lower()

    def possible_in_any(self, texts: Iterable[str]) -> bool:
        """Return False where none of some texts can hold a label. Cheap."""
        # One by one they are made lower in less time than joined: most are ASCII.
        return self._opening in "\n".join(map(str.lower, texts))

    def _label(self, found: Found | None) -> Label | None:
        if found is None or not found.text:
            return None
        kind: Kind = "action"
        parts: list[str] = []
        for group in self._groups:
            if group in found.groups:
                kind = group
                parts += id_parts(found.groups[group])
        return Label(found.text, kind, tuple(parts)) if parts else None
