"""Whole notes: properties, headings, and between them what people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.faults import Planted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from benchmarks.links import Linker
    from benchmarks.plan import NotePlan

_TAGS = (
    "area/data", "area/people", "draft", "evergreen", "idea", "meeting", "open-question",
    "project/alpha", "project/beta", "reading", "review", "à-lire", "status-unknown",
)  # fmt: skip
_NOTHING = Planted()


class Writer:
    """Writes the notes of a plan."""

    def __init__(self, rng: Random, linker: Linker, plans: Sequence[NotePlan]) -> None:
        self._rng = rng
        self._linker = linker
        self._plans = plans
        self._endings: list[str] = []

    def note(self, number: int, fault: Planted = _NOTHING) -> str:
        """Return the text of a planned note, with a fault in it if one is given."""
        plan = self._plans[number]
        voice, self._endings = plan.voice, []
        pieces = [f"# {plan.name}"] if self._rng.random() < 0.7 else []
        pieces.append(self._paragraph(number, links=1))
        for heading, level in zip(plan.headings, plan.levels, strict=True):
            pieces.append("#" * level + " " + heading)
            pieces += self._section(number, plan)
        if plan.block:
            pieces.append(f"{voice.sentence()} ^{plan.block}")
        if fault.body.startswith("<<<<<<<"):
            pieces.insert(-1, fault.body)
        elif fault.body:
            pieces.insert(-1, f"{voice.sentence()} Compare {fault.body} with this.")
        if fault.ending:
            self._endings.append(fault.ending)
        if self._endings:
            pieces.append("\n".join(dict.fromkeys(self._endings)))
        return self._properties(number, fault.properties) + "\n\n".join(pieces) + "\n"

    def _section(self, number: int, plan: NotePlan) -> list[str]:
        """Return what stands under one heading."""
        chance, voice = self._rng.random(), plan.voice
        if plan.leaf:
            return [self._paragraph(number, links=0)]
        pieces = [self._paragraph(number, links=2)]
        if chance < 0.25:
            pieces.append(voice.bullets(tasks=False) + f"\n- {self._linker.link(number)}")
        elif chance < 0.4:
            pieces.append(voice.bullets(tasks=True))
        elif chance < 0.44:
            pieces.append(voice.table(self._linker.cell(number)))
        elif chance < 0.5:
            pieces.append(voice.code())
        elif chance < 0.58:
            pieces.append(voice.callout(self._linker.link(number)))
        elif chance < 0.63:
            pieces.append(voice.quote())
        elif chance < 0.66:
            pieces.append(f"%% {voice.sentence()} {self._linker.link(number)} %%")
        elif chance < 0.68:
            pieces.append(f"$$\n\\sum_{{i=1}}^{{n}} x_i^2 = {number}\n$$")
        if self._rng.random() < 0.2:
            pieces.append(self._linker.embed(number))
        if self._rng.random() < 0.55:
            pieces.append(self._paragraph(number, links=1))
        if self._rng.random() < 0.1:
            pieces.append(f"#{self._rng.choice(_TAGS)} #{self._rng.choice(_TAGS)}")
        return pieces

    def _paragraph(self, number: int, links: int) -> str:
        """Return a paragraph with up to so many links."""
        voice = self._plans[number].voice
        sentences = [voice.sentence() for _ in range(self._rng.randrange(3, 6))]
        for _ in range(links):
            chance = self._rng.random()
            if chance < 0.6:
                sentences.append(f"Compare {self._linker.link(number)} for this.")
            elif chance < 0.61:
                link, definition = self._linker.reference(number)
                sentences.append(f"Compare {link} for this.")
                self._endings.append(definition)
            elif chance < 0.68:
                sentences.append("In code, `[[no link]]` and `#no-tag` are only words.")
        self._rng.shuffle(sentences)
        return " ".join(sentences)

    def _properties(self, number: int, planted: str) -> str:
        """Return the frontmatter in one of the styles that people and plugins have."""
        voice = self._plans[number].voice
        style = self._rng.random()
        if not planted and style < 0.15:
            return ""
        day = f"20{self._rng.randrange(10, 26)}-{self._rng.randrange(1, 13):02}-14"
        lines = [f"created: {day}"]
        if planted:
            # Nothing else: a second `tags` or `up` would be another fault.
            return "\n".join(["---", *lines, planted, "---", ""])
        tags = self._rng.sample(_TAGS, 2)
        if style < 0.5:
            lines += ["tags:", *(f"  - {tag}" for tag in tags)]
        elif style < 0.7:
            lines.append(f"tags: [{', '.join(tags)}]")
        elif style < 0.8:
            lines += [
                f'title: "{self._plans[number].name}"',
                "tags:",
                *(f"- {tag}" for tag in tags),
            ]
        if style > 0.6:
            lines.append(f"up: {self._linker.property(number)}")
        if style > 0.85:
            related = [self._linker.property(number) for _ in range(2)]
            lines += ["related:", *(f"  - {link}" for link in related)]
        if 0.4 < style < 0.6:
            lines += [f"modified: {day}T10:24:00", "share: true", f"rating: {number % 6}"]
        if 0.55 < style < 0.65:
            lines += ["# kept by hand", f"summary: {voice.phrase()}", "empty:"]
        if style > 0.95:
            lines += ["description: |", f"  {voice.sentence()}", f"  {voice.sentence()}"]
        return "\n".join(["---", *lines, "---", ""])
