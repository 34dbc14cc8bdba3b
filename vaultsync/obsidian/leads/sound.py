"""Links that lead where they say, told by a look into a dictionary.

Nearly every link of a vault names its file as the file is named, and the
heading in it as it stands there. No rule has anything to say of such a link,
and nothing of the vault as a whole hangs on it, so it is passed over before a
`Link` or a `Use` is made of it. All others are notable. Where this module is
unsure, a link is notable: what is passed over must be sound, what is notable
need not be wrong.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.relative import leads_by_path
from vaultsync.obsidian.links import has_bare_pipe, unquoted
from vaultsync.obsidian.names import NOTE_SUFFIX, is_note, nfc, same_spelling, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.leads.anchors import Anchors
    from vaultsync.obsidian.leads.resolve import Resolver
    from vaultsync.obsidian.note import Note

_UNSURE = ""


class SoundLinks:
    """Which links are sound, as long as the files of a vault are called what they are called.

    A sound link leads to one file, whatever else there is, and spells it as it
    is named; a bare name is that of one note (`shared` are those of several). A
    Markdown link is the way from its folder. A subpath names one thing, on
    Obsidian's rung, as it is written. Embeds of notes are always notable.
    """

    def __init__(
        self,
        resolver: Resolver,
        shared: Mapping[str, int],
        anchors: Callable[[str], Anchors | None],
    ) -> None:
        self._resolver = resolver
        self._shared = shared
        self._anchors = anchors
        self._sole = resolver.sole
        self._names = frozenset(filter(str.isascii, self._sole))
        # The ways up from a folder, and where they lead.
        self._above: dict[str, dict[str, str]] = {}
        # The path of a link -> the file that it soundly leads to, or `_UNSURE`: of wikilinks and
        # the like that mean the same everywhere, of those of a folder, of its Markdown links.
        self._everywhere: dict[str, str] = {}
        self._wiki: dict[str, dict[str, str]] = {}
        self._markdown: dict[str, dict[str, str]] = {}

    def sift(
        self,
        note: Note,
        links: Iterable[LinkFact],
        names_one: Callable[[str, str], bool] | None = None,
    ) -> tuple[list[LinkFact], set[str]]:
        """Return the notable links of a note, in order, and the files that others have anchors in.

        What the notable ones lead to is not looked at. `names_one` says whether
        a subpath names one thing in a note, as it is written there.
        """
        names_one = names_one or self._names_one_in
        names = self._names
        # Plain wikilinks by a name alone, first of all: they are the most.
        links = [
            link
            for link in links
            if link[4] not in names or link[5] or link[1] or link[13] or link[0] == "markdown"
        ]
        notable: list[LinkFact] = []
        anchored: set[str] = set()
        if not links:
            return notable, anchored
        source, text = note.path, note.text
        home = source[: source.rfind("/") + 1]
        sole, everywhere = self._sole, self._everywhere
        above = self._above.get(home)
        if above is None:
            above = self._above[home] = _folders_above(home)
        for link in links:
            if link[11]:
                continue
            path, subpath = link[4], link[5]
            target: str | None
            if not path:
                target = source if subpath else _UNSURE
            elif link[0] == "markdown":
                name = path[path.rfind("/") + 1 :]
                target = sole.get(name[:-3] if name[-3:] == NOTE_SUFFIX else name)
                up = path.rfind("../") + 3 if path[:3] == "../" else 0
                if target != (above.get(path[:up], "../") + path[up:] if up else home + path):
                    target = self._by_path(home, path)
            else:
                target = sole.get(path) or everywhere.get(path)
                if target is None:
                    target = self._by_name(home, path)
            if (
                not target
                or (link[1] and target[-3:].lower() == NOTE_SUFFIX)
                or (link[13] and link[0] == "wikilink" and has_bare_pipe(text[link[2] : link[3]]))
                or not (path.isascii() or _is_verbatim(path, text[link[7] : link[8]]))
            ):
                notable.append(link)
            elif subpath:
                if target[-3:] == NOTE_SUFFIX or is_note(target):
                    is_there = names_one(subpath, target)
                else:
                    is_there = bool(subpath.strip("#"))
                if is_there:
                    anchored.add(target)
                else:
                    notable.append(link)
        return notable, anchored

    def _by_path(self, home: str, path: str) -> str:
        """Return where a Markdown link from a folder soundly leads, or `_UNSURE`."""
        here = self._markdown.setdefault(home, {})
        target = here.get(path)
        if target is None:
            target = here[path] = self._led(home, path, markdown=True)
        return target

    def _by_name(self, home: str, path: str) -> str:
        """Return where a wikilink or the like from a folder soundly leads, or `_UNSURE`."""
        name = path[path.rfind("/") + 1 :]
        sole = self._sole.get(name[:-3] if name[-3:] == NOTE_SUFFIX else name)
        if sole is not None and f"/{sole}".endswith((f"/{path}", f"/{path}{NOTE_SUFFIX}")):
            return sole
        here = self._wiki.setdefault(home, {})
        target = here.get(path)
        if target is None:
            target = self._led(home, path, markdown=False)
            place = self._everywhere if self._resolver.is_same_everywhere(path) else here
            place[path] = target
        return target

    def _led(self, home: str, path: str, markdown: bool) -> str:
        """Return the file that a path soundly leads to from a folder, or `_UNSURE`."""
        target, ambiguous, _ = self._resolver.resolve(path, home)
        if target is None or ambiguous:
            return _UNSURE
        # Obsidian writes links in NFC, whatever the disk has.
        if not same_spelling(path, target if path.isascii() else nfc(target)):
            return _UNSURE
        if "/" not in path and stem(path) in self._shared:
            return _UNSURE
        return _UNSURE if markdown and not leads_by_path(path, home, target) else target

    def _names_one_in(self, subpath: str, target: str) -> bool:
        """Return whether a subpath names one thing in a note, as it is written."""
        anchors = self._anchors(target)
        return anchors is not None and anchors.names_one(subpath)


def _folders_above(home: str) -> dict[str, str]:
    """Return the ways up from a folder, such as `../../`, and the folder that each leads to."""
    parts = home.split("/")[:-1]
    return {
        "../" * up: "".join([f"{part}/" for part in parts[:-up]]) for up in range(1, len(parts) + 1)
    }


def _is_verbatim(path: str, written: str) -> bool:
    """Return whether a path is written as it reads, but for percent signs."""
    if "%" in written:
        written = written.replace("%20", " ")
        if "%" in written:
            written = unquoted(written)
    return written == path
