"""Which notes a published vault will have, and which its links name that it will not.

People publish what they have: cards of films whose covers stayed at home,
links to notes that they mean to write some day, two notes of one name.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from benchmarks.links import drawn
from benchmarks.plan import Names
from benchmarks.tongues import speakers

if TYPE_CHECKING:
    from random import Random

    from benchmarks.tongues import Speaker

Form = Literal["topic", "card", "clipping", "journal", "book", "map"]

# How many of a hundred notes are of each form; every 90th is a map.
_SHARES: dict[Form, int] = {"topic": 40, "card": 22, "clipping": 21, "journal": 14, "book": 3}
_MAP_EVERY = 90
_NAMESAKES_EVERY = 700
_FIRST_DAY = datetime.date(2021, 1, 1)
_YEARS = (2021, 2022, 2023, 2024)
_GROUPS = 24
# Of a hundred links to notes that are not there: how many name one that others
# name as well, a day on which nothing was written, a note's name with a slip in it.
_AGAIN, _DAY, _SLIP = 20, 12, 8


class Sprout(NamedTuple):
    """A note to be written. `headings`, `alias` and `block` can be empty.

    Notes whose name is `shared` are named by no link but planted ones.
    """

    path: str
    name: str
    form: Form
    speaker: Speaker
    headings: tuple[str, ...]
    alias: str
    block: str
    shared: bool = False


class Namesakes(NamedTuple):
    """A name that two notes have; they are `equal` if none lies nearer to the vault's root."""

    name: str
    equal: bool


class Garden:
    """The notes of a published vault: those that are there, and those that never were."""

    def __init__(self, rng: Random, count: int) -> None:
        self._rng = rng
        self._names = Names()
        self._speakers = speakers(rng)
        self._days = 0
        self._missing: list[str] = []
        self._groups = [self._new(self._anyone()) for _ in range(_GROUPS)]
        self.namesakes: list[Namesakes] = []
        twins = self._twins(count // _NAMESAKES_EVERY + 2)
        singles = [self._sprout(number) for number in range(count - len(twins))]
        self.notes = singles + twins
        self.targets = singles
        self._with_heading = [note for note in singles if note.headings]
        self.with_block = [note for note in singles if note.block]
        self.with_alias = [note for note in singles if note.alias]
        self.cased = [note for note in singles if note.name != note.name.lower()]

    def target(self, near: int) -> Sprout:
        """Return a note to link to: one near by, a popular one, or any."""
        return drawn(self._rng, self.targets, near, (0.4, 0.7))

    def with_heading(self) -> Sprout:
        """Return any note that has headings."""
        return self._rng.choice(self._with_heading)

    def missing(self, speaker: Speaker, near: int) -> str:
        """Return the name of a note that nobody wrote."""
        chance = self._rng.randrange(100)
        if self._missing and chance < _AGAIN:
            # A few of them are named over and over.
            return self._missing[int(len(self._missing) * self._rng.random() ** 3)]
        while True:
            if chance < _AGAIN + _DAY:
                wanted = str(_FIRST_DAY - datetime.timedelta(days=self._rng.randrange(1, 3000)))
            elif chance < _AGAIN + _DAY + _SLIP:
                wanted = self._slip(self.target(near).name)
            else:
                wanted = speaker.title()
            if wanted not in self._names:
                self._missing.append(wanted)
                return wanted

    def _slip(self, name: str) -> str:
        """Return a name with one of its letters, but not the first, written twice."""
        at = self._rng.choice([at for at in range(1, len(name)) if name[at].isalnum()])
        return name[:at] + name[at] + name[at:]

    def _anyone(self) -> Speaker:
        return self._rng.choice(self._speakers)

    def _new(self, speaker: Speaker) -> str:
        return self._names.new(speaker.title())

    def _twins(self, pairs: int) -> list[Sprout]:
        """Return pairs of notes of one name: two years', or a note and its older self."""
        found = []
        for number in range(pairs):
            speaker, equal = self._anyone(), number % 2 == 0
            name = self._new(speaker)
            self.namesakes.append(Namesakes(name, equal))
            year, other = self._rng.sample(_YEARS, 2)
            folders = (str(year), str(other) if equal else f"{other}/Drafts")
            found += [
                Sprout(f"Clippings/{folder}/{name}.md", name, "clipping", speaker, (), "", "", True)
                for folder in folders
            ]
        return found

    def _sprout(self, number: int) -> Sprout:
        speaker, chance = self._anyone(), self._rng.random()
        form: Form = self._rng.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        # A small vault needs a map as well, and a topic that has all.
        full = number % _MAP_EVERY == 1
        if full:
            form = "topic"
        elif number % _MAP_EVERY == 0:
            form = "map"
        if form == "journal":
            day = _FIRST_DAY + datetime.timedelta(days=self._days)
            self._days += 1
            name, folder = self._names.new(str(day)), f"Journal/{day.year}"
        else:
            name, folder = self._new(speaker), self._folder(form)
        headings: list[str] = []
        if form == "book" or (form not in ("card", "journal") and (full or chance < 0.5)):
            headings = [speaker.title() for _ in range(self._rng.randrange(1, 5))]
        also = full or (form == "topic" and chance > 0.9) or (form == "card" and chance > 0.6)
        alias = self._new(speaker) if also else ""
        block = (
            f"{self._rng.getrandbits(30):06x}"[:6]
            if full or form == "book" or chance > 0.96
            else ""
        )
        headings = list(dict.fromkeys(headings))
        return Sprout(f"{folder}/{name}.md", name, form, speaker, tuple(headings), alias, block)

    def _folder(self, form: Form) -> str:
        if form == "topic":
            # One of three lies in the folder itself, the others in groups.
            inner = self._rng.randrange(3)
            return f"Topics/{self._rng.choice(self._groups)}" if inner else "Topics"
        if form == "clipping":
            return f"Clippings/{self._rng.choice(_YEARS)}"
        return {"card": "Sources/Films", "book": "Sources/Books", "map": "Maps"}[form]
