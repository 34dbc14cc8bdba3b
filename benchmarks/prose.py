"""Text like people's notes: sentences, lists, tables, code, callouts.

Everything comes from one seeded source of chance, so the same seed gives the
same words. Sentences are made once and drawn from pools: a vault of 100,000
notes needs three million of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.words import BACKS, FRONTS, THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from benchmarks.words import Theme

_POOL = 600
_OPENINGS = (
    "In practice,", "For now,", "As we said last spring,", "Where possible,", "Since then,",
    "On a second reading,", "At the time of writing,", "Against all advice,", "So far,",
)  # fmt: skip
_FRAMES = (
    "{opening} the {adjective} {noun} and the {noun2} {verb} what the {noun3} needs.",
    "The {noun} of each {noun2} is {adjective}, and nobody asked for {noun3} before.",
    "We {verb} the {adjective} {noun} first, then {verb2} the {noun2} with the {noun3}.",
    "{opening} it takes {number} days to {verb} one {noun}, because the {noun2} is {adjective}.",
    "A {adjective} {noun} can *{verb}* the {noun2} without a second {noun3}.",
    "Whoever keeps the {noun} should **{verb}** its {adjective} {noun2} every {number} weeks.",
    "There are {number} open questions about the {noun}; the {noun2} answers none of them.",
    "Nobody could {verb} the {noun2} until the {adjective} {noun} was in place.",
    "They say that we {verb} a {adjective} {noun} and {verb2} the {noun2} of the {noun3}.",
    "It is the {adjective} {noun} that makes people {verb} – not the {noun2}, as we thought.",
    "Costs fell by {number} % after the {noun} began to {verb} its {noun2}.",
)


class Prose:
    """Voices, one a theme, and words that hardly two texts share."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._voices = [Voice(rng, theme) for theme in THEMES]

    def voice(self) -> Voice:
        """Return the voice of any theme."""
        return self._rng.choice(self._voices)

    @property
    def official(self) -> Voice:
        """Return the voice of those who publish actions."""
        return self._voices[0]

    def rare_word(self) -> str:
        """Return a word that few texts share."""
        return self._rng.choice(FRONTS) + self._rng.choice(BACKS)


class Voice:
    """Draws text about one theme; every method gives another piece at each call."""

    def __init__(self, rng: Random, theme: Theme) -> None:
        self._rng = rng
        self._theme = theme
        self._pool = [self._new_sentence() for _ in range(_POOL)]

    def _new_sentence(self) -> str:
        return self._rng.choice(_FRAMES).format(
            opening=self._rng.choice(_OPENINGS),
            adjective=self.adjective(),
            noun=self.noun(),
            noun2=self.noun(),
            noun3=self.noun(),
            verb=self.verb(),
            verb2=self.verb(),
            number=self._rng.randrange(2, 90),
        )

    def noun(self) -> str:
        """Return a noun."""
        return self._one(self._theme.nouns)

    def verb(self) -> str:
        """Return a verb."""
        return self._one(self._theme.verbs)

    def adjective(self) -> str:
        """Return an adjective."""
        return self._one(self._theme.adjectives)

    def _one(self, words: Sequence[str]) -> str:
        """Return one of some words, the first ones more often: few are common, most are rare."""
        return words[int(len(words) * self._rng.random() ** 2)]

    def sentence(self) -> str:
        """Return one sentence."""
        return self._pool[int(self._rng.random() * _POOL)]

    def phrase(self) -> str:
        """Return a few words, as a name or a list item has them."""
        return f"{self.adjective()} {self.noun()} {self.noun()}"

    def bullets(self, tasks: bool) -> str:
        """Return a list, some of them nested once, or a list of tasks."""
        lines = []
        nested = self._rng.random() < 0.4
        for number in range(self._rng.randrange(2, 6)):
            mark = "- [x] " if tasks and number % 3 == 0 else "- [ ] " if tasks else "- "
            lines.append(mark + self.phrase())
            if nested and number == 1:
                lines.append("\t" + mark + self.phrase())
        return "\n".join(lines)

    def table(self, cell: str) -> str:
        """Return a table; `cell` stands in it."""
        rows = [f"| {self.phrase()} | {self._rng.randrange(900)} | {self.noun()} |"] * 2
        head = f"| {self.noun()} | count | note |\n|:---|---:|---|"
        return "\n".join([head, *rows, f"| {cell} | 12 | {self.phrase()} |"])

    def code(self) -> str:
        """Return a code block full of what would be links, tags and headings elsewhere."""
        noun = self.noun()
        return (
            f"```python\n# not a heading, and [[no {noun} link]] either\n"
            f"def {self.verb()}_{noun}(rows):\n"
            f'    return [row["{noun}"] for row in rows]  # [text](no-{noun}.md) #no/tag\n```'
        )

    def callout(self, inside: str) -> str:
        """Return a callout that holds `inside`."""
        kind = self._rng.choice(("note", "tip", "warning", "quote"))
        return f"> [!{kind}] {self.phrase().capitalize()}\n> {self.sentence()}\n> {inside}"

    def quote(self) -> str:
        """Return a quotation."""
        return f"> {self.sentence()}\n> {self.sentence()}"
