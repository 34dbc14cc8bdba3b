"""Planted faults: what is wrong, where, and which tools claim to see such a thing.

A run that misses what its tool claims to find did not do its work, however fast
it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from benchmarks.links import percent_encoded, relative, slug

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from benchmarks.links import Linker
    from benchmarks.plan import Names, NotePlan

# Who looks for it: rumdl's two link rules, all of its rules, lychee, lychee with fragments.
Claimant = Literal["rumdl-links", "rumdl", "lychee", "lychee-fragments"]

RUMDL: frozenset[Claimant] = frozenset({"rumdl-links", "rumdl"})
LYCHEE: frozenset[Claimant] = frozenset({"lychee", "lychee-fragments"})


class Fault(NamedTuple):
    """A fault as the manifest has it; `code` is vaultsync's.

    `lines`, from 1, are where a tool may place it: the first is where
    vaultsync does.
    """

    path: str
    kind: str
    code: str
    lines: tuple[int, ...]
    claimed_by: tuple[str, ...]


class Planted(NamedTuple):
    """What a fault adds to a note: a piece of its body, or lines that take its properties' place.

    Its lines are found by `marks`, each of which stands once in the note.
    `ending` goes to the note's end.
    """

    body: str = ""
    properties: str = ""
    ending: str = ""
    marks: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A class of faults."""

    name: str
    code: str
    claimed_by: frozenset[Claimant]
    plant: Callable[[Planter, NotePlan], Planted]


class Planter:
    """Makes faults for notes, with names that are nearly, but not quite, somebody's."""

    def __init__(self, rng: Random, linker: Linker, names: Names) -> None:
        self._rng = rng
        self._linker = linker
        self._names = names
        self._wrong: set[str] = set()

    def misspelt(self, right: str) -> str:
        """Return a text with a letter too many, which nothing is called.

        Of a path the name is misspelt: some tools find files by their names alone.
        """
        name = right.rfind("/") + 1
        while True:
            at = self._rng.randrange(name + 1, len(right))
            letter = self._rng.choice("bdfghklmnprtw")
            wrong = right[:at] + letter + right[at:]
            if wrong.lower() not in self._wrong and wrong not in self._names:
                self._wrong.add(wrong.lower())
                return wrong

    def target(self) -> NotePlan:
        """Return any note."""
        return self._linker.target(0)

    def leaf(self) -> NotePlan:
        """Return a note with headings and a block that embeds nothing."""
        return self._linker.leaf()

    def image(self) -> str:
        """Return the path of an image."""
        return self._linker.image()


def _marked(text: str) -> Planted:
    return Planted(body=text, marks=(text,))


def _wikilink(planter: Planter, _: NotePlan) -> Planted:
    return _marked(f"[[{planter.misspelt(planter.target().name)}]]")


def _wikilink_path(planter: Planter, _: NotePlan) -> Planted:
    return _marked(f"[[{planter.misspelt(planter.target().path[:-3])}]]")


def _markdown(planter: Planter, source: NotePlan) -> Planted:
    path = f"{planter.misspelt(planter.target().path[:-3])}.md"
    return _marked(f"[the list]({percent_encoded(relative(path, source.path))})")


def _reference(planter: Planter, source: NotePlan) -> Planted:
    path = f"{planter.misspelt(planter.target().path[:-3])}.md"
    link, definition = (
        "[the table][gone]",
        f"[gone]: {percent_encoded(relative(path, source.path))}",
    )
    return Planted(body=link, ending=definition, marks=(link, definition))


def _heading(planter: Planter, _: NotePlan) -> Planted:
    leaf = planter.leaf()
    return _marked(f"[[{leaf.name}#{planter.misspelt(leaf.headings[0])}]]")


def _heading_markdown(planter: Planter, source: NotePlan) -> Planted:
    leaf = planter.leaf()
    anchor = slug(planter.misspelt(leaf.headings[0]))
    return _marked(f"[there]({percent_encoded(relative(leaf.path, source.path))}#{anchor})")


def _block(planter: Planter, _: NotePlan) -> Planted:
    leaf = planter.leaf()
    return _marked(f"[[{leaf.name}#^{planter.misspelt(leaf.block)}]]")


def _embed(planter: Planter, _: NotePlan) -> Planted:
    return _marked(f"![[{planter.misspelt(planter.leaf().name)}]]")


def _embed_image(planter: Planter, _: NotePlan) -> Planted:
    name = planter.image().rpartition("/")[2]
    return _marked(f"![[{planter.misspelt(name[:-4])}.png]]")


def _embed_image_markdown(planter: Planter, source: NotePlan) -> Planted:
    path = f"{planter.misspelt(planter.image()[:-4])}.png"
    return _marked(f"![a figure]({percent_encoded(relative(path, source.path))})")


def _embed_heading(planter: Planter, _: NotePlan) -> Planted:
    leaf = planter.leaf()
    return _marked(f"![[{leaf.name}#{planter.misspelt(leaf.headings[0])}]]")


def _embed_block(planter: Planter, _: NotePlan) -> Planted:
    leaf = planter.leaf()
    return _marked(f"![[{leaf.name}#^{planter.misspelt(leaf.block)}]]")


def _double_encoded(planter: Planter, source: NotePlan) -> Planted:
    leaf = planter.leaf()  # their names hold spaces
    path = percent_encoded(percent_encoded(relative(leaf.path, source.path)))
    return _marked(f"[encoded twice]({path})")


def _property_link(planter: Planter, _: NotePlan) -> Planted:
    line = f'up: "[[{planter.misspelt(planter.target().name)}]]"'
    return Planted(properties=line, marks=(line,))


def _invalid_yaml(_: Planter, __: NotePlan) -> Planted:
    line = "tags: [project, open"
    return Planted(properties=f"{line}\nreviewed: true", marks=(line,))


def _duplicate_key(_: Planter, __: NotePlan) -> Planted:
    second = "reviewed: false"
    return Planted(properties=f"reviewed: true\n{second}", marks=(second,))


def _merge_markers(planter: Planter, _: NotePlan) -> Planted:
    ours, theirs = planter.target().name, planter.target().name
    first = "<<<<<<< HEAD"
    return Planted(
        body=f"{first}\nIt says {ours}.\n=======\nIt said {theirs}.\n>>>>>>> later",
        marks=(first,),
    )


def _undecodable(_: Planter, __: NotePlan) -> Planted:
    # A lone byte of Latin-1, as `errors="surrogateescape"` writes it.
    return _marked("caf\udce9 au lait")


KINDS = (
    Kind("broken wikilink", "L401", LYCHEE, _wikilink),
    Kind("broken wikilink with a path", "L401", LYCHEE, _wikilink_path),
    Kind("broken Markdown link", "L401", RUMDL | LYCHEE, _markdown),
    Kind("broken reference link", "L401", RUMDL | LYCHEE, _reference),
    Kind("broken link in a property", "L401", frozenset(), _property_link),
    Kind("broken heading, wikilink", "L402", frozenset(), _heading),
    Kind(
        "broken heading, Markdown link",
        "L402",
        RUMDL | {"lychee-fragments"},
        _heading_markdown,
    ),
    Kind("broken block", "L403", frozenset(), _block),
    Kind("doubly encoded link", "L408", RUMDL | LYCHEE, _double_encoded),
    Kind("broken embed", "E301", LYCHEE, _embed),
    Kind("broken image", "E301", LYCHEE, _embed_image),
    Kind("broken image, Markdown link", "E301", RUMDL | LYCHEE, _embed_image_markdown),
    Kind("broken heading in an embed", "E302", frozenset(), _embed_heading),
    Kind("broken block in an embed", "E303", frozenset(), _embed_block),
    Kind("invalid YAML", "F501", frozenset(), _invalid_yaml),
    Kind("duplicate key", "F502", frozenset(), _duplicate_key),
    Kind("merge markers", "V604", frozenset({"rumdl"}), _merge_markers),
    Kind("undecodable note", "V605", frozenset({"rumdl"}), _undecodable),
)
