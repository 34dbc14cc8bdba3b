"""What others may ask of a note that was read once and let go.

Nearly all notes of a large vault are read for two questions that others ask of
them: whether they have this heading or block, and where their links lead. A
gist answers both, at a tenth of what the note itself takes, and travels between
processes. What a gist cannot answer is asked of the note, which is read again.
"""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeAlias
from vaultsync.obsidian.leads.anchors import Anchors
from vaultsync.obsidian.names import heading_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.leads.sound import SoundLinks
    from vaultsync.obsidian.note import Note


# Headings, one a line, that links call what they are in lower case.
_PLAIN = compiled(r"[A-Za-z0-9_'-]++(?:[ \n][A-Za-z0-9_'-]++)*+")
# A subpath that names such a heading, and is no slug.
_PLAIN_SUBPATH = compiled(r"#[A-Za-z0-9_']++(?:[ ][A-Za-z0-9_']++)*+")


class Gist(NamedTuple):
    """What is kept of a note.

    `digest` names its bytes. `anchors` holds what links call its headings
    (`heading_key`), then its blocks with a `^`, as they are written; each
    between two line ends. `titles` are the headings as they are written, one a
    line; empty where that is no different. `aliases` are the note's. `left` are
    its notable links, as long as there is what `asked` holds, in turn: a path,
    and what the note there must have one of, written as in `anchors` (empty, if
    that is no note). `left` is None where that is not known any more. `levels`
    are those of the headings, a digit each.
    """

    digest: bytes
    anchors: str
    titles: str
    aliases: tuple[str, ...]
    asked: tuple[str, ...]
    left: tuple[LinkFact, ...] | None
    levels: str

    def without_links(self) -> Gist:
        """Return the gist without what is known of the note's own links."""
        return Gist(self.digest, self.anchors, self.titles, self.aliases, (), None, self.levels)

    def known(self, note: Callable[[], Note]) -> Anchors:
        """Return the headings and blocks; the `note` is asked for where the gist does not do."""
        names = self.anchors[1:-1].split("\n\n") if self.anchors else []
        keys = [name for name in names if name[:1] != "^"]
        blocks = tuple([name[1:] for name in names[len(keys) :]])
        titles = self.titles.split("\n") if self.titles else keys
        if len(titles) != len(keys):  # one goes over several lines
            return Anchors(note())
        return Anchors.known(keys, titles, blocks, note)

    def is_answered(self, gists: Mapping[str, Gist]) -> bool:
        """Return whether there is once all that the links ask for, as far as gists tell."""
        asked = iter(self.asked)
        for path, name in zip(asked, asked, strict=True):
            if name:
                there = gists.get(path)
                if there is None or there.anchors.count(name) != 1:
                    return False
                # Of blocks, all are the same that differ by case alone.
                if name[1] == "^" and there.anchors.lower().count(name.lower()) != 1:
                    return False
        return True


PlainGist: TypeAlias = (
    "tuple[bytes, str, str, tuple[str, ...], tuple[str, ...], tuple[LinkFact, ...] | None, str]"
)


def plain_gist(
    note: Note,
    links: Iterable[LinkFact],
    digest: bytes,
    aliases: tuple[str, ...],
    sound: SoundLinks,
) -> PlainGist:
    """Return the gist of a note with these links as a plain tuple.

    `sound` knows the files of the vault.
    """
    facts = note.facts
    headings, blocks = facts[1], facts[4]
    anchors = titles = levels = ""
    if headings:
        numbers, texts, *_ = zip(*headings, strict=True)
        anchors, titles = _named(texts)
        levels = _levels(numbers)
    if blocks:
        anchors += "".join([f"\n^{block[0]}\n" for block in blocks])
    asked: list[str] = []

    def ask(subpath: str, target: str) -> bool:
        name = _asked_for(subpath)
        if name:
            asked.append(target)
            asked.append(name)
        return bool(name)

    left, others = sound.sift(note, links, ask)
    if len(others) * 2 != len(asked):
        asked += [part for path in others.difference(asked[::2]) for part in (path, "")]
    return digest, anchors, titles, aliases, tuple(asked), tuple(left), levels


@lru_cache(maxsize=10_000)  # few notes have others, and one text of each is held
def _levels(numbers: tuple[int, ...]) -> str:
    """Return the levels of headings, a digit each."""
    return "".join(map(str, numbers))


def _named(headings: tuple[str, ...]) -> tuple[str, str]:
    """Return what a gist has as `anchors` of these headings, and as `titles`."""
    written = "\n".join(headings)
    if _PLAIN.fullmatch(written) and written.count("\n") < len(headings):  # none has two lines
        keys = written.lower()
        return "\n" + keys.replace("\n", "\n\n") + "\n", "" if keys == written else written
    names = tuple(map(heading_key, headings))
    return "\n" + "\n\n".join(names) + "\n", "" if names == headings else written


def _asked_for(subpath: str) -> str:
    """Return what a subpath names, as it is written in a gist.

    Empty where that is not simple, and for a slug, which is not what Obsidian calls a heading.
    """
    if subpath[:2] == "#^":
        return "" if "\n" in subpath or "#" in subpath[1:] else f"\n{subpath[1:]}\n"
    if _PLAIN_SUBPATH.fullmatch(subpath):  # as most others are
        return f"\n{subpath[1:].lower()}\n"
    name = subpath[1:].strip()
    if not name or "#" in name or name[0] in "^[" or ("-" in name and " " not in name):
        return ""
    plain = "\n" not in name and _PLAIN.fullmatch(name)
    key = name.lower() if plain else heading_key(name)
    return f"\n{key}\n" if key else ""
