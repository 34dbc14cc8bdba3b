"""How alike two texts are, by the letters that they have in common in the same order."""

from __future__ import annotations

from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# So many texts are compared here in a fraction of the time that importing a library takes.
_BY_HAND = 1_000
# Below so many letters, one wrong letter is much of the whole.
_SHORT = 6


def ranked(name: str, candidates: set[str], limit: int) -> list[str]:
    """Return the candidates that are near to a name, best first."""
    if not candidates:
        return []
    if name in candidates and limit == 1:
        return [name]
    choices = sorted(_of_like_letters(name, candidates))
    if len(name) < _SHORT:  # two letters more make `home` a `chrome`
        choices = [choice for choice in choices if abs(len(choice) - len(name)) < 2]
    scores = _alike(name, choices, limit)
    if " " in name:
        # The same words in another order are nearly the same name.
        for text, score in _alike(name, choices, limit, in_order=True).items():
            scores[text] = max(scores.get(text, 0), score - 2)
    return sorted(scores, key=lambda text: (-scores[text], text))[:limit]


def _of_like_letters(name: str, candidates: Iterable[str]) -> Iterator[str]:
    """Yield the candidates that may be near to a name as long as their order is not looked at."""
    cutoff = _cutoff(name)
    counts = [(char, name.count(char)) for char in {*name}]
    for candidate in candidates:
        common = 0
        for char, count in counts:
            there = candidate.count(char)
            common += min(count, there)
        if _likeness(common, len(name) + len(candidate)) >= cutoff:
            yield candidate


def _alike(name: str, choices: list[str], limit: int, in_order: bool = False) -> dict[str, float]:
    """Return the texts that are most alike, at most `limit`, and how much, up to 100.

    `in_order` puts the words of each in order first.
    """
    cutoff = _cutoff(name)
    _Compared.count += len(choices)
    if _Compared.count > _BY_HAND:
        from rapidfuzz import fuzz, process

        scorer = fuzz.token_sort_ratio if in_order else fuzz.ratio
        found = process.extract(name, choices, scorer=scorer, score_cutoff=cutoff, limit=limit)
        return {text: score for text, score, _ in found}
    scores: dict[str, float] = {}
    for text in choices:
        one, other = (name, text)
        if in_order:
            one, other = (" ".join(sorted(each.split())) for each in (name, text))
        if (score := _ratio(one, other)) >= cutoff:
            scores[text] = score
    return dict(sorted(scores.items(), key=lambda each: -each[1])[:limit])


class _Compared:
    """How many texts were compared in this process."""

    count = 0


def _ratio(one: str, other: str) -> float:
    """Return how alike two texts are, up to 100, as `rapidfuzz.fuzz.ratio` does.

    Their longest common subsequence is found with the bits of one number (Hyyrö 2004,
    "Bit-parallel LCS-length computation revisited").
    """
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << at
    row = everywhere = (1 << len(one)) - 1
    for char in other:
        here = row & places.get(char, 0)
        row = (row + here) | (row - here)
    return _likeness(len(one) - (row & everywhere).bit_count(), len(one) + len(other))


def _likeness(common: int, whole: int) -> float:
    """Return how alike two texts are that have so many characters in common, of so many."""
    return (1 - (whole - 2 * common) / whole) * 100


def _cutoff(name: str) -> float:
    """Return how alike, up to 100, a text must be to be near to a name.

    One wrong letter of five is a slip; one wrong character of five in a script
    that writes words with one or two is another word.
    """
    if not name.isascii():
        return 86
    return 80 if len(name) < _SHORT else 82
