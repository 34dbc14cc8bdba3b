"""Did you mean …: the texts among many that are near to one.

Two texts are near when their letters almost agree and their numbers do agree:
`Misson 3.1` may be `Mission 3.1`, never `Mission 3.2`. Case, hyphens and the
order of words count little. Texts are looked up by what a slip of the hand
leaves whole (how they start, how they end, a word), so that a question costs
about the same among any number of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = re.compile(r"\d+|[^\W\d_]+")
# Shared by so many texts, a start or a word tells nothing.
_TOO_COMMON = 4_000
_LONGEST = 300
# Below so many letters, one wrong letter is much of the whole.
_SHORT = 6
# A number with a date and a time in it names one note, whatever its title says.
_STAMP = 12


class Nearness:
    """An index of texts by what they look like. Texts without letters or digits are not in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        # The words of a text, joined -> the texts that have them.
        self._texts: dict[str, list[str]] = {}
        self._blocks: dict[str, list[str]] = {}
        self._memo: dict[tuple[str, int], tuple[str, ...]] = {}
        for text in texts:
            words = _words(text)
            if not words:
                continue
            name = " ".join(words)
            known = self._texts.get(name)
            if known is not None:
                known.append(text)
                continue
            self._texts[name] = [text]
            for block in _blocks(words):
                self._blocks.setdefault(block, []).append(name)

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the texts near to one, best first, at most `limit`; often none."""
        known = self._memo.get((text, limit))
        if known is None:
            known = self._memo[text, limit] = self._look(text, limit)
        return known

    def _look(self, text: str, limit: int) -> tuple[str, ...]:
        words = _words(text)
        name = " ".join(words)
        candidates = {name} & self._texts.keys()
        for block in _blocks(words):
            names = self._blocks.get(block, ())
            if len(names) < _TOO_COMMON:
                candidates.update(names)
        stamped = self._blocks.get(f"{name}@", ())
        if len(stamped) == 1:
            return tuple(self._texts[stamped[0]][:limit])
        found = [text for name in _ranked(name, candidates, limit) for text in self._texts[name]]
        return tuple(found[:limit])


def _ranked(name: str, candidates: set[str], limit: int) -> list[str]:
    """Return the candidates that are near to a name, best first."""
    if not candidates:
        return []
    if name in candidates and limit == 1:
        return [name]
    from rapidfuzz import fuzz, process  # only who asks for advice pays for it

    choices = sorted(candidates)
    if len(name) < _SHORT:  # two letters more make `home` a `chrome`
        choices = [choice for choice in choices if abs(len(choice) - len(name)) < 2]
    cutoff = _cutoff(name)
    alike = process.extract(name, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    scores = {text: score for text, score, _ in alike}
    if " " in name:
        # The same words in another order are nearly the same name.
        for text, score, _ in process.extract(
            name, choices, scorer=fuzz.token_sort_ratio, score_cutoff=cutoff, limit=limit
        ):
            scores[text] = max(scores.get(text, 0), score - 2)
    return sorted(scores, key=lambda text: (-scores[text], text))[:limit]


def _cutoff(name: str) -> float:
    """Return how alike, up to 100, a text must be to be near to a name.

    One wrong letter of five is a slip; one wrong character of five in a script
    that writes words with one or two is another word.
    """
    if not name.isascii():
        return 86
    return 80 if len(name) < _SHORT else 82


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case; numbers without leading zeros."""
    return [
        word.lstrip("0") or "0" if word.isdigit() else word
        for word in _WORDS.findall(text[-_LONGEST:].lower())
    ]


def _blocks(words: list[str]) -> set[str]:
    """Return the keys under which texts meet: each holds all the numbers."""
    numbers = " ".join(word for word in words if word.isdigit())
    letters = [word for word in words if not word.isdigit()]
    whole = "".join(letters)
    if not whole:
        return {numbers} if numbers else set()
    found = {f"{numbers}={word}" for word in letters if len(word) > 3}
    found |= {f"{word}@" for word in words[:1] if word.isdigit() and len(word) >= _STAMP}
    found.add(f"{numbers}<{whole[:3]}")
    found.add(f"{numbers}>{whole[-3:]}")
    return found
