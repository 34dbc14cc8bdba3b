"""Published words to tokens and back: `En cours`, `In progress` and `in-progress` are one."""

from __future__ import annotations

import unicodedata

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, Literal
from vaultsync.tracker.model import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

Field = Literal["status", "priority"]
FIELDS: tuple[Field, ...] = ("status", "priority")

_STATUSES = {
    "not-started": (
        "Not Started", "Non entamée", "Non entamé", "Pas commencé", "Pas commencée",
        "Non commencé", "Non commencée",
    ),
    "in-progress": ("In Progress", "En cours"),
    "behind": ("Behind", "En arrière"),
    "paused": ("Paused", "Blocked", "En pause", "Bloqué", "Bloquée"),
    "completed": ("Completed", "Complete", "Terminée", "Terminé"),
}  # fmt: skip

_PRIORITY = late(r"(?:(?:year|annee)[ -]?)?([1-9])(?: ?(?:priority|priorite))?")


@lru_cache(maxsize=1024)
def folded(word: str) -> str:
    """Return a word without case and accents, with single spaces, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(plain.casefold().replace("-", " ").split())


class Vocabulary:
    """The statuses and priorities that are known, in the order they are reported.

    `statuses` and `priorities` map a token to its words; the first word is the
    canonical one that is written into vaults. Priorities `year-1` … `year-9`
    are known without being listed. What is given extends the defaults, and a
    word that is given again moves to its new token.

    `published` maps, for a field, the words of one list to tokens. A word of the
    list that is not among them is unknown then, whatever it means elsewhere.
    """

    def __init__(
        self,
        statuses: dict[str, tuple[str, ...]] | None = None,
        priorities: dict[str, tuple[str, ...]] | None = None,
        published: Mapping[Field, Mapping[str, str]] | None = None,
    ) -> None:
        self._words: dict[tuple[Field, str], str] = {}
        self._tokens: dict[tuple[Field, str], str] = {}
        for field, groups in (
            ("status", _STATUSES),
            ("status", statuses or {}),
            ("priority", priorities or {}),
        ):
            for token, words in groups.items():
                self._learn(field, token, words)  # type: ignore[arg-type]  # the literals above are fields
        self._published: dict[Field, dict[str, str]] = {}
        for name, tokens in (published or {}).items():
            self._published[name] = {folded(word): token for word, token in tokens.items()}
            for token in tokens.values():
                if self.token(name, token) is None:
                    self._learn(name, token, (self.word(name, token),))

    def _learn(self, field: Field, token: str, words: tuple[str, ...]) -> None:
        if words:
            self._words[field, token] = words[0]
        for word in (token, *words):
            self._tokens[field, folded(word)] = token

    def token(self, field: Field, word: str) -> str | None:
        """Return the token of a published or written word, or None where it is unknown."""
        plain = folded(word)
        known = self._tokens.get((field, plain))
        if known is None and field == "priority" and (year := _PRIORITY.fullmatch(plain)):
            known = f"year-{year[1]}"
        return known

    def value(self, field: Field, word: str) -> Value:
        """Return a published word as a `Value`."""
        listed = self._published.get(field)
        return Value(word, self.token(field, word) if listed is None else listed.get(folded(word)))

    def word(self, field: Field, token: str) -> str:
        """Return the canonical word of a token: `In Progress` for `in-progress`."""
        known = self._words.get((field, token))
        return known if known is not None else token.replace("-", " ").title()

    def tokens(self, field: Field) -> tuple[str, ...]:
        """Return the tokens of a field in the order they are reported."""
        return tuple(token for name, token in self._words if name == field)
