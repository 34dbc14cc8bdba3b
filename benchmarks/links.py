"""Links of every kind that Obsidian knows, all of them legal."""

from __future__ import annotations

import posixpath
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from benchmarks.plan import NotePlan

T = TypeVar("T")
_WORDS = ("see", "the note", "as written here", "more", "earlier", "the same again", "details")
_NEAR = 60  # notes that count as the neighbourhood of one


def percent_encoded(path: str) -> str:
    """Return a path as Obsidian writes it into a Markdown link."""
    return quote(path, safe="/&',!")


def slug(heading: str) -> str:
    """Return GitHub's anchor of a heading that has only letters, hyphens and spaces."""
    return heading.lower().replace(" ", "-")


def relative(path: str, source: str) -> str:
    """Return a path as a link from the note `source` writes it."""
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def drawn(rng: Random, notes: Sequence[T], near: int, shares: tuple[float, float]) -> T:
    """Return a note near a place, or a popular one (an early one), or any.

    `shares` of one is how often it is near, and how often near or popular.
    """
    chance, last = rng.random(), len(notes) - 1
    if chance < shares[0]:
        at = min(max(near + rng.randrange(-_NEAR, _NEAR), 0), last)
    elif chance < shares[1]:
        at = int(last * rng.random() ** 4)
    else:
        at = int(last * rng.random())
    return notes[at]


class Linker:
    """Writes links from planned notes to planned notes and attachments."""

    def __init__(
        self, rng: Random, plans: Sequence[NotePlan], images: Sequence[str], papers: Sequence[str]
    ) -> None:
        self._rng = rng
        self._plans = plans
        self._leaves = [plan for plan in plans if plan.leaf]
        self._with_block = [plan for plan in plans if plan.block]
        self._images = images
        self._papers = papers
        # How often each kind stands in notes.
        kinds = {
            self._wikilink: 28, self._aliased: 14, self._by_path: 5, self._to_heading: 9,
            self._to_nested_heading: 2, self._to_block: 4, self._to_own_heading: 3,
            self._markdown: 13, self._angled: 1, self._to_slug: 4, self._to_encoded_heading: 3,
            self._to_paper: 2, self._external: 8,
        }  # fmt: skip
        self._kinds = list(kinds)
        self._weights = list(accumulate(kinds.values()))
        self._embeds = (
            self._embed, self._embed_section, self._embed_block, self._embed_image,
            self._embed_image, self._embed_image_markdown, self._embed_markdown,
        )  # fmt: skip

    def target(self, near: int) -> NotePlan:
        """Return a note to link to: mostly one near by, else a popular one, else any."""
        return drawn(self._rng, self._plans, near, (0.6, 0.85))

    def leaf(self) -> NotePlan:
        """Return a note that embeds nothing."""
        return self._rng.choice(self._leaves)

    def image(self) -> str:
        """Return the path of an image."""
        return self._rng.choice(self._images)

    def link(self, near: int) -> str:
        """Return a link from the note with the number `near`."""
        kind = self._rng.choices(self._kinds, cum_weights=self._weights)[0]
        return kind(self._plans[near], self.target(near))

    def cell(self, near: int) -> str:
        """Return a link for a table: the `|` before its alias is escaped."""
        return rf"[[{self.target(near).name}\|{self._word()}]]"

    def embed(self, near: int) -> str:
        """Return an embed of a leaf, of a part of one, or of an image."""
        return self._rng.choice(self._embeds)(self._plans[near], self.leaf())

    def reference(self, near: int) -> tuple[str, str]:
        """Return a reference link, and its definition for the end of the note."""
        target = self.target(near)
        label = target.name.lower().replace("(", "").replace(")", "")
        path = percent_encoded(relative(target.path, self._plans[near].path))
        return f"[{self._word()}][{label}]", f"[{label}]: {path}"

    def property(self, near: int) -> str:
        """Return a link as properties hold it, in quotes."""
        name = self.target(near).name
        return f'"[[{name}]]"' if self._rng.random() < 0.7 else f'"[[{name}|{self._word()}]]"'

    def _word(self) -> str:
        return self._rng.choice(_WORDS)

    def _wikilink(self, _: NotePlan, target: NotePlan) -> str:
        return f"[[{target.name}]]"

    def _aliased(self, _: NotePlan, target: NotePlan) -> str:
        return f"[[{target.name}|{self._word()}]]"

    def _by_path(self, _: NotePlan, target: NotePlan) -> str:
        return f"[[{target.path[:-3]}|{target.name}]]"

    def _to_heading(self, _: NotePlan, target: NotePlan) -> str:
        return f"[[{target.name}#{self._rng.choice(target.headings)}]]"

    def _to_nested_heading(self, _: NotePlan, target: NotePlan) -> str:
        if 3 not in target.levels:
            return f"[[{target.name}#{target.headings[-1]}|{self._word()}]]"
        at = target.levels.index(3)
        above = max(n for n in range(at) if target.levels[n] == 2)
        return f"[[{target.name}#{target.headings[above]}#{target.headings[at]}]]"

    def _to_block(self, _: NotePlan, __: NotePlan) -> str:
        target = self._rng.choice(self._with_block)
        return f"[[{target.name}#^{target.block}]]"

    def _to_own_heading(self, source: NotePlan, _: NotePlan) -> str:
        return f"[[#{self._rng.choice(source.headings)}]]"

    def _markdown(self, source: NotePlan, target: NotePlan) -> str:
        return f"[{self._word()}]({percent_encoded(relative(target.path, source.path))})"

    def _angled(self, source: NotePlan, target: NotePlan) -> str:
        return f"[{self._word()}](<{relative(target.path, source.path)}>)"

    def _to_slug(self, source: NotePlan, target: NotePlan) -> str:
        path = percent_encoded(relative(target.path, source.path))
        return f"[{self._word()}]({path}#{slug(self._rng.choice(target.headings))})"

    def _to_encoded_heading(self, source: NotePlan, target: NotePlan) -> str:
        path = percent_encoded(relative(target.path, source.path))
        return f"[{self._word()}]({path}#{quote(self._rng.choice(target.headings))})"

    def _to_paper(self, _: NotePlan, __: NotePlan) -> str:
        name = posixpath.basename(self._rng.choice(self._papers))
        return f"[[{name}#page={self._rng.randrange(1, 40)}]]"

    def _external(self, _: NotePlan, __: NotePlan) -> str:
        number = self._rng.randrange(10_000)
        return f"[{self._word()}](https://example.org/{number}/index.html#top)"

    def _embed(self, _: NotePlan, leaf: NotePlan) -> str:
        return f"![[{leaf.name}]]"

    def _embed_section(self, _: NotePlan, leaf: NotePlan) -> str:
        return f"![[{leaf.name}#{self._rng.choice(leaf.headings)}]]"

    def _embed_block(self, _: NotePlan, leaf: NotePlan) -> str:
        return f"![[{leaf.name}#^{leaf.block}]]"

    def _embed_image(self, _: NotePlan, __: NotePlan) -> str:
        return f"![[{posixpath.basename(self.image())}|{self._rng.randrange(100, 800)}]]"

    def _embed_image_markdown(self, source: NotePlan, _: NotePlan) -> str:
        return f"![{self._word()}]({percent_encoded(relative(self.image(), source.path))})"

    def _embed_markdown(self, source: NotePlan, leaf: NotePlan) -> str:
        return f"![{leaf.name}]({percent_encoded(relative(leaf.path, source.path))})"
