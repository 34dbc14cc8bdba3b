"""How alike two texts are, by the letters that they have in common in the same order."""

from __future__ import annotations

from vaultsync.lean.letters import best, likeness
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Below so many letters, one wrong letter is much of the whole.
_SHORT = 6


class Bags:
    """Which letters texts have and how often: a bit for a first `e`, and one for a second.

    So it takes one step to tell how many letters two texts have in common, in whatever order.
    What is known of a text is held for the next question.
    """

    def __init__(self) -> None:
        self._bits: dict[tuple[str, int], int] = {}
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the bits of a text."""
        known = self._known.get(text)
        if known is None:
            known = 0
            bits = self._bits
            for letter in {*text}:
                for number in range(text.count(letter)):
                    bit = bits.get((letter, number))
                    if bit is None:
                        bit = bits[letter, number] = 1 << len(bits)
                    known |= bit
            self._known[text] = known
        return known


def ranked(name: str, candidates: set[str], limit: int, bags: Bags) -> list[str]:
    """Return the candidates that are near to a name, best first."""
    if not candidates:
        return []
    if name in candidates and limit == 1:
        return [name]
    choices = sorted(_of_like_letters(name, candidates, bags))
    if len(name) < _SHORT:  # two letters more make `home` a `chrome`
        choices = [choice for choice in choices if abs(len(choice) - len(name)) < 2]
    scores = _alike(name, choices, limit)
    if " " in name:
        # The same words in another order are nearly the same name.
        for text, score in _alike(name, choices, limit, in_order=True).items():
            scores[text] = max(scores.get(text, 0), score - 2)
    return sorted(scores, key=lambda text: (-scores[text], text))[:limit]


def _of_like_letters(name: str, candidates: Iterable[str], bags: Bags) -> Iterator[str]:
    """Yield the candidates that may be near to a name as long as their order is not looked at."""
    cutoff = _cutoff(name)
    letters, length = bags.of(name), len(name)
    # Of a text that is shorter or longer than this, too few can be the same; give or take one.
    part = cutoff / (200 - cutoff)
    shortest, longest = int(length * part) - 1, int(length / part) + 1
    for candidate in candidates:
        if shortest <= len(candidate) <= longest:
            common = (letters & bags.of(candidate)).bit_count()
            if likeness(common, length + len(candidate)) >= cutoff:
                yield candidate


def _alike(name: str, choices: list[str], limit: int, in_order: bool = False) -> dict[str, float]:
    """Return the texts that are most alike, at most `limit`, and how much, up to 100.

    `in_order` puts the words of each in order first.
    """
    one, others = name, choices
    if in_order:
        one, *others = (" ".join(sorted(each.split())) for each in (name, *choices))
    return {choices[at]: score for at, score in best(one, others, _cutoff(name), limit)}


def _cutoff(name: str) -> float:
    """Return how alike, up to 100, a text must be to be near to a name.

    One wrong letter of five is a slip; one wrong character of five in a script
    that writes words with one or two is another word.
    """
    if not name.isascii():
        return 86
    return 80 if len(name) < _SHORT else 82
