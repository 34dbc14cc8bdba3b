"""The notes of a published vault, and what is wrong in each of them.

What is wrong is known line by line, as it is written: no line holds two faults.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from benchmarks.faults import LYCHEE, RUMDL, Fault
from benchmarks.links import percent_encoded, relative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from benchmarks.faults import Claimant
    from benchmarks.gardens import Form, Garden, Sprout
    from benchmarks.tongues import Speaker

_TAGS = (
    "film",
    "idea",
    "读书",
    "永久笔记",
    "evergreen",
    "reading/2023",
    "待整理",
    "заметки",
    "tools",
)


class Wrong(NamedTuple):
    """A class of faults; `code` is vaultsync's."""

    kind: str
    code: str
    claimed_by: frozenset[Claimant] = frozenset()


UNWRITTEN = Wrong("link to a note not written", "L401", LYCHEE)
UNWRITTEN_MARKDOWN = Wrong("Markdown link to a note not written", "L401", RUMDL | LYCHEE)
UNWRITTEN_PROPERTY = Wrong("property that names a note not written", "L401")
COVER = Wrong("cover not published", "E301", RUMDL | LYCHEE)
IMAGE = Wrong("pasted image not published", "E301", LYCHEE)
HEADING = Wrong("link to a heading that is gone", "L402")
BLOCK = Wrong("link to a block that is gone", "L403")
AMBIGUOUS = Wrong("name that means two notes", "L404")
CASE = Wrong("name in another case", "L405")
ALIAS = Wrong("alias as a name", "L406")
RETIRED = Wrong("property that Obsidian dropped", "F504")
NAMESAKE = Wrong("name that two notes have", "V602")
WRONGS = (
    UNWRITTEN, UNWRITTEN_MARKDOWN, UNWRITTEN_PROPERTY, COVER, IMAGE, HEADING, BLOCK, AMBIGUOUS,
    CASE, ALIAS, RETIRED, NAMESAKE,
)  # fmt: skip
_IN_PROPERTIES = (UNWRITTEN_PROPERTY, RETIRED)


class Line(NamedTuple):
    """A line of a note, and what is wrong in it."""

    text: str
    wrong: Wrong | None = None


class Gardener:
    """Writes the notes of a published vault."""

    def __init__(self, rng: Random, garden: Garden, images: Sequence[str]) -> None:
        self._rng = rng
        self._garden = garden
        self._images = images
        self._planted = self._plant()
        self._bodies: dict[Form, Callable[[int, Sprout], Iterator[Line]]] = {
            "topic": self._topic,
            "card": self._card,
            "clipping": self._clipping,
            "journal": self._journal,
            "book": self._book,
            "map": self._map,
        }

    def note(self, number: int) -> tuple[str, list[Fault]]:
        """Return the text of a note and what is wrong in it."""
        note = self._garden.notes[number]
        lines = [*self._properties(number, note), *self._bodies[note.form](number, note)]
        lines += self._planted_in(number, properties=False)
        if note.block:
            lines += [Line(""), Line(f"{note.speaker.sentence()} ^{note.block}")]
        faults = [
            Fault(note.path, wrong.kind, wrong.code, (at,), tuple(sorted(wrong.claimed_by)))
            for at, (_, wrong) in enumerate(lines, 1)
            if wrong is not None
        ]
        return "\n".join(line.text for line in lines) + "\n", faults

    def _plant(self) -> dict[int, list[Line]]:
        """Return what is rare by the number of its note, at least one of each kind."""
        garden, each = self._garden, len(self._garden.notes) // 1000 + 1
        links: list[tuple[str, Wrong]] = [
            (same.name, AMBIGUOUS if same.equal else NAMESAKE) for same in garden.namesakes
        ]
        for _ in range(each):
            links += [
                (f"{garden.with_heading().name}#{self._rng.getrandbits(30)}", HEADING),
                (f"{garden.with_heading().name}#^{self._rng.getrandbits(30):08x}", BLOCK),
                *((self._rng.choice(garden.with_alias).alias, ALIAS) for _ in range(2)),
                *((self._rng.choice(garden.cased).name.lower(), CASE) for _ in range(3)),
            ]
        hosts = [at for at, note in enumerate(garden.notes) if note.form == "topic"]
        chosen = self._rng.sample(hosts, len(links) + each * 3)
        planted = {
            at: [Line(""), Line(garden.notes[at].speaker.mention(f"[[{name}]]"), wrong)]
            for at, (name, wrong) in zip(chosen, links, strict=False)
        }
        for number, at in enumerate(chosen[len(links) :]):
            line = Line(f'parent: "[[{self._missing(at)}]]"', UNWRITTEN_PROPERTY)
            planted[at] = [line if number % 3 else Line("cssclass: wide", RETIRED)]
        return planted

    def _planted_in(self, number: int, *, properties: bool) -> list[Line]:
        """Return the rare lines of a note that stand in its properties, or those in its body."""
        lines = self._planted.get(number, ())
        return [line for line in lines if (line.wrong in _IN_PROPERTIES) == properties]

    def _properties(self, number: int, note: Sprout) -> Iterator[Line]:
        if note.form == "journal" and self._rng.random() < 0.3:
            return
        rng, say = self._rng, note.speaker
        day = f"20{rng.randrange(19, 25)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        yield Line("---")
        if note.form != "journal":
            yield Line(f"title: {note.name}")
        if note.alias:
            yield from (Line("aliases:"), Line(f"  - {note.alias}"))
        yield from self._planted_in(number, properties=True)
        yield from (Line("tags:"), Line(f"  - {rng.choice(_TAGS)}"))
        if note.form == "card":
            yield from self._film(say)
        elif note.form in ("clipping", "book"):
            yield Line(f"source: https://example.org/{rng.randrange(10**6)}")
        elif note.form == "topic" and rng.random() < 0.05:
            yield Line(f'up: "[[{self._garden.target(number).name}]]"')
        yield from (Line(f"date created: {day}"), Line(f"date modified: {day}"))
        yield from (Line("---"), Line(""))

    def _film(self, say: Speaker) -> Iterator[Line]:
        """Yield what an importer knows of a film."""
        rng = self._rng
        yield from (Line("type: film"), Line(f"score: {rng.randrange(40, 99) / 10}"))
        yield from (Line(f"originalTitle: {say.title()}"), Line(f"country: {say.noun()}"))
        for name, most in (("genre", 4), ("director", 3), ("cast", 20), ("writers", 4)):
            nouns = ", ".join(say.noun() for _ in range(rng.randrange(1, most)))
            yield Line(f"{name}: {nouns}")
        yield Line(f"released: {rng.randrange(1960, 2025)}-{rng.randrange(1, 13):02}-17")
        yield from (Line(f"minutes: {rng.randrange(60, 200)}"), Line("watched: "))
        yield Line(f"url: https://example.org/film/{rng.randrange(10**8)}/")
        about = json.dumps(say.paragraph(rng.randrange(1, 7)), ensure_ascii=False)
        yield Line(f"about: {about}")

    def _topic(self, number: int, note: Sprout) -> Iterator[Line]:
        rng, say = self._rng, note.speaker
        chance = rng.random()
        for heading in ("", *note.headings):
            if heading:
                yield from (Line(""), Line(f"## {heading}"), Line(""))
            if chance < 0.35:
                yield Line(say.paragraph(rng.randrange(2, 9)))
            else:
                yield from self._bullets(note, rng.randrange(2, 9))
            if rng.random() < 0.4:
                yield from (Line(""), self._mention(number, 0.2))
        if chance > 0.95:
            yield from (Line(""), Line("```sh"), Line(f"# {say.noun()} [[--all]]"), Line("```"))
        yield from self._picture(0.05, 0.02)
        while rng.random() < 0.35:
            yield self._listed(number, 0.25)

    def _card(self, _: int, note: Sprout) -> Iterator[Line]:
        rng, say = self._rng, note.speaker
        if rng.random() < 0.8:
            yield Line(f"![image](p{rng.randrange(10**9, 10**10)}.jpg)", COVER)
        else:
            yield Line(say.sentence())
        if rng.random() < 0.15:
            yield from (Line(""), Line(say.paragraph(rng.randrange(1, 6))))

    def _clipping(self, number: int, note: Sprout) -> Iterator[Line]:
        rng, say = self._rng, note.speaker
        for heading in ("", *note.headings):
            if heading:
                yield from (Line(""), Line(f"### {heading}"), Line(""))
            for _ in range(rng.randrange(1, 3)):
                yield Line(say.paragraph(rng.randrange(2, 9)))
                yield Line("")
        while rng.random() < 0.6:
            page = f"https://example.org/{rng.randrange(10**6)}/index.html#top"
            yield Line(say.mention(f"[{say.noun()}]({page})"))
        yield from self._picture(0.06, 0.05)
        if rng.random() < 0.3:
            yield self._mention(number, 0.15)

    def _journal(self, number: int, note: Sprout) -> Iterator[Line]:
        yield from self._bullets(note, self._rng.randrange(1, 6))
        for _ in range(self._rng.randrange(5)):
            yield self._listed(number, 0.2)

    def _book(self, number: int, note: Sprout) -> Iterator[Line]:
        """Yield what was marked in a book: from a page to a hundred."""
        rng, say = self._rng, note.speaker
        for heading in note.headings:
            yield from (Line(f"## {heading}"), Line(""))
            for _ in range(int(2 / (0.02 + rng.random()))):
                yield Line(f"> {say.paragraph(rng.randrange(1, 8))}")
                yield Line("")
        yield self._mention(number, 0.2)

    def _map(self, number: int, note: Sprout) -> Iterator[Line]:
        """Yield lists of links, a third of them to what is still to be written."""
        for heading in ("", *note.headings):
            if heading:
                yield from (Line(""), Line(f"## {heading}"), Line(""))
            for _ in range(self._rng.randrange(8, 34)):
                yield self._listed(number, 0.35, bare=0.9)

    def _bullets(self, note: Sprout, count: int) -> Iterator[Line]:
        depth = 0
        for _ in range(count):
            yield Line("\t" * depth + f"- {note.speaker.sentence()}")
            depth = self._rng.randrange(min(depth + 2, 3))

    def _picture(self, missing: float, there: float) -> Iterator[Line]:
        """Yield an image as Obsidian names what is pasted, mostly left behind."""
        chance = self._rng.random()
        if chance < missing:
            moment = f"{self._rng.randrange(20190101, 20241231)}{self._rng.randrange(10**6):06}"
            yield from (Line(""), Line(f"![[Pasted image {moment}.png]]", IMAGE))
        elif chance < missing + there:
            name = self._rng.choice(self._images).rpartition("/")[2]
            yield from (Line(""), Line(f"![[{name}|{self._rng.randrange(200, 800)}]]"))

    def _mention(self, number: int, unwritten: float) -> Line:
        """Return a paragraph, from one sentence to a long line, with a link in its midst."""
        link, say = self._link(number, unwritten), self._garden.notes[number].speaker
        return link._replace(text=say.around(link.text, self._rng.choice((0, 0, 1, 2, 4))))

    def _listed(self, number: int, unwritten: float, bare: float = 0.5) -> Line:
        """Return an item of a list: a bare link, or one within sentences."""
        line = self._link if self._rng.random() < bare else self._mention
        item = line(number, unwritten)
        return item._replace(text=f"- {item.text}")

    def _missing(self, number: int) -> str:
        return self._garden.missing(self._garden.notes[number].speaker, number)

    def _link(self, number: int, unwritten: float) -> Line:
        """Return a link from a note, which leads nowhere in so many of one."""
        rng, source = self._rng, self._garden.notes[number]
        wrong = rng.random() < unwritten
        style = rng.random()
        word = source.speaker.noun()
        if wrong:
            name = self._missing(number)
            if style < 0.06:
                return Line(f"[{word}]({_written(f'{name}.md', style < 0.04)})", UNWRITTEN_MARKDOWN)
            return Line(f"[[{name}|{word}]]" if style < 0.12 else f"[[{name}]]", UNWRITTEN)
        target = self._garden.target(number)
        if style < 0.05:
            path = relative(target.path, source.path)
            return Line(f"[{word}]({_written(path, style < 0.03)})")
        if style < 0.07:
            return Line(f"[[{target.path[:-3]}|{target.name}]]")
        if style < 0.09 and target.headings:
            return Line(f"[[{target.name}#{rng.choice(target.headings)}]]")
        if style < 0.1:
            target = rng.choice(self._garden.with_block)
            return Line(f"[[{target.name}#^{target.block}]]")
        if style < 0.2:
            return Line(f"[[{target.name}|{target.alias or word}]]")
        return Line(f"[[{target.name}]]")


def _written(path: str, encoded: bool) -> str:
    """Return a path for a Markdown link: all of it encoded, or its spaces and brackets alone."""
    if encoded:
        return percent_encoded(path)
    return "".join(quote(char) if char in " ()%" else char for char in path)
