"""Did you mean …: the names in a vault that are near to one that it lacks.

Two names are near when their letters almost agree and their numbers do agree:
`Misson 3.1` may be `Mission 3.1`, never `Mission 3.2`. Case, hyphens and the
order of words count little. Names are looked up by what a slip of the hand
leaves whole (how they start, how they end, a word), so that a question costs
about the same in a vault of any size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsync.obsidian.names import basename, without_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = re.compile(r"\d+|[^\W\d_]+")
# Shared by so many names, a start or a word tells nothing.
_TOO_COMMON = 4_000
_LONGEST = 300


class Nearness:
    """An index of folded paths by what their names look like."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths: dict[str, list[str]] = {}
        self._blocks: dict[str, list[str]] = {}
        self._memo: dict[tuple[str, int], tuple[str, ...]] = {}
        for path in paths:
            words = _words(path)
            name = " ".join(words)
            known = self._paths.get(name)
            if known is not None:
                known.append(path)
                continue
            self._paths[name] = [path]
            for block in _blocks(words):
                self._blocks.setdefault(block, []).append(name)

    def nearest(self, path: str, limit: int) -> tuple[str, ...]:
        """Return the folded paths nearest to a folded path, best first, at most `limit`."""
        known = self._memo.get((path, limit))
        if known is None:
            known = self._memo[path, limit] = self._look(path, limit)
        return known

    def _look(self, path: str, limit: int) -> tuple[str, ...]:
        words = _words(path)
        name = " ".join(words)
        candidates: set[str] = set()
        for block in _blocks(words):
            names = self._blocks.get(block, ())
            if len(names) < _TOO_COMMON:
                candidates.update(names)
        if name in self._paths and name:
            candidates.add(name)
        near = [(score, each) for score, each in best(name, candidates, limit) if each]
        found = [
            (-score, _differing_folders(path, file), len(file), file)
            for score, each in near
            for file in self._paths[each]
        ]
        return tuple(file for *_, file in sorted(found)[:limit])


def best(name: str, candidates: Iterable[str], limit: int) -> list[tuple[float, str]]:
    """Return the texts that are near to one, each with its score up to 100, best first.

    Texts are compared as given. Of two that score the same, the first by code
    point comes first.
    """
    choices = sorted(candidates)
    if not choices:
        return []
    from rapidfuzz import fuzz, process  # only who asks for advice pays for it

    cutoff = 82 if len(name) < 6 else 76
    alike = process.extract(name, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    scores = {text: score for text, score, _ in alike}
    if " " in name:
        # The same words in another order are nearly the same name.
        for text, score, _ in process.extract(
            name, choices, scorer=fuzz.token_sort_ratio, score_cutoff=cutoff, limit=limit
        ):
            scores[text] = max(scores.get(text, 0), score - 2)
    return sorted(
        ((score, text) for text, score in scores.items()), key=lambda each: (-each[0], each[1])
    )[:limit]


def _words(path: str) -> list[str]:
    """Return the words and numbers of a file's name; numbers without leading zeros."""
    name = without_suffix(basename(path[-_LONGEST:]))
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in _WORDS.findall(name)]


def _blocks(words: list[str]) -> set[str]:
    """Return the keys under which names meet: each holds all the numbers."""
    numbers = " ".join(word for word in words if word.isdigit())
    letters = [word for word in words if not word.isdigit()]
    whole = "".join(letters)
    if not whole:
        return {numbers} if numbers else set()
    found = {f"{numbers}={word}" for word in letters if len(word) > 3}
    found.add(f"{numbers}<{whole[:3]}")
    found.add(f"{numbers}>{whole[-3:]}")
    return found


def _differing_folders(path: str, other: str) -> int:
    """Return how many folders the two paths do not share."""
    mine, theirs = set(path.split("/")[:-1]), set(other.split("/")[:-1])
    return len(mine ^ theirs)
