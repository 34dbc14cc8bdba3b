"""Which notes a vault will have: what each is called and what of it can be linked to.

All is planned before a word is written, so that any note can link to any other.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.words import GOVERNMENT, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from benchmarks.prose import Prose, Voice

_FIRST_DAY = datetime.date(1996, 1, 1)
_GIVEN = words(
    "Aïcha Anne-Marie Bastien Chloé Dmitri Élise Fatima George Hanna Ibrahim Jia Katarína Léo "
    "Mathis Noémie Olu Priya Quentin René Søren Tamás Ursula Wei Zoë"
)
_FAMILY = words(
    "Almeida Bouchard Cardinal Desjardins Eriksen Fontaine Gauthier Hébert Iyer Joly Kovács "
    "Lévesque MacDonald Nguyễn O'Brien Papadopoulos Quispe Richard Singh Tremblay Ueda Vargas "
    "Whitecloud Zhang"
)


class NotePlan(NamedTuple):
    """A note to be written. Links may name its `headings` and, unless empty, its `block`.

    `levels` are those of the headings; a `leaf` embeds nothing, so that embeds
    of leaves never run in a circle. `voice` says what it is about.
    """

    path: str
    name: str
    headings: tuple[str, ...]
    levels: tuple[int, ...]
    block: str
    leaf: bool
    voice: Voice


class Names:
    """Names that are used once, whatever their case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str) -> str:
        """Return a name that nobody has yet: as wanted, or with a number behind it."""
        name, number = wanted, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted} {number}"
        self._taken.add(name.lower())
        return name

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._taken


def plan_notes(rng: Random, prose: Prose, names: Names, count: int) -> list[NotePlan]:
    """Return the plans of `count` notes: journal, meetings, people, projects, topics, reading."""
    days = iter(range(count))

    def journal(_: Voice) -> tuple[str, str]:
        day = _FIRST_DAY + datetime.timedelta(days=next(days))
        return f"Journal/{day.year}", str(day)

    def meeting(voice: Voice) -> tuple[str, str]:
        day = _FIRST_DAY + datetime.timedelta(days=rng.randrange(9000))
        return f"Meetings/{day.year}/{day.month:02}", f"{day} {voice.phrase()}"

    def person(_: Voice) -> tuple[str, str]:
        return "People", f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"

    def project(voice: Voice) -> tuple[str, str]:
        name = f"{prose.rare_word().capitalize()} {voice.noun()}"
        return f"Projects/{rng.choice(_PROJECTS)}", name

    def topic(voice: Voice) -> tuple[str, str]:
        return "Topics", _titled(rng, voice)

    def reading(voice: Voice) -> tuple[str, str]:
        year = rng.randrange(1980, 2026)
        return "Reading", f"{voice.phrase().capitalize()} – {voice.noun()} ({year})"

    def definition(voice: Voice) -> tuple[str, str]:
        return "Definitions", voice.phrase().capitalize()

    kinds: tuple[Callable[[Voice], tuple[str, str]], ...] = (
        journal, meeting, person, project, topic, reading, definition,
    )  # fmt: skip
    plans = []
    for number in range(count):
        # A small vault needs leaves to embed as well.
        kind = definition if number % 9 == 4 else rng.choices(kinds, (2, 4, 2, 5, 5, 3, 1))[0]
        voice = prose.voice()
        folder, name = kind(voice)
        name = names.new(name)
        plans.append(_plan(rng, f"{folder}/{name}.md", name, kind is definition, voice))
    return plans


def _titled(rng: Random, voice: Voice) -> str:
    """Return a topic's name, at times with what has to be percent-encoded in links."""
    phrase = voice.phrase().capitalize()
    return rng.choice(
        (phrase, phrase, phrase, f"{phrase} (draft)", f"Q&A {phrase}", f"Données {phrase}",
         f"{phrase}'s limits", f"À propos de {phrase}", f"{phrase}, {voice.noun()}")
    )  # fmt: skip


def _plan(rng: Random, path: str, name: str, leaf: bool, voice: Voice) -> NotePlan:
    headings: dict[str, int] = {}
    for _ in range(rng.randrange(1, 3) if leaf else rng.randrange(1, 6)):
        heading = f"{voice.adjective().capitalize()} {voice.noun()}"
        # A heading of the third level needs one of the second above it.
        headings.setdefault(heading, 3 if headings and rng.random() < 0.3 else 2)
    block = f"{rng.getrandbits(30):06x}"[:6] if leaf or rng.random() < 0.25 else ""
    return NotePlan(path, name, tuple(headings), tuple(headings.values()), block, leaf, voice)


_PROJECTS = tuple(
    f"{noun.capitalize()} {number}" for number in (1, 2, 3, 4) for noun in GOVERNMENT.nouns[:40]
)
