"""Headings and blocks found by a search in the text that a gist has of them.

Most links to a heading write it as it stands there, or as GitHub's slug of plain words.
Both are found in less time than something is made of all headings of a note. What is
not found here may well be found by `anchors`.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.inline import rendered
from vaultsync.obsidian.leads.anchors import Anchor, parts_of
from vaultsync.obsidian.leads.slugs import github_slug
from vaultsync.obsidian.names import heading_key

if TYPE_CHECKING:
    from vaultsync.obsidian.leads.gist import Gist

# A reader may see something else than such a heading.
_MARKUP = compiled(r"[\\`*_\[\]<~=%&]")
_TWO = 2  # parts of a path of headings
_NOT_IN_SLUGS = compiled(r"[^\w\- \n]")


def plainly_named(gist: Gist, subpath: str) -> Anchor | None:
    """Return the heading or block that a subpath (with its `#`) names, if that is plain to see."""
    name = subpath[1:].strip()
    if not name or name[0] == "[":
        return None
    if name[0] == "^":
        return _block(gist.anchors, name)
    if "#" in name:
        return _below(gist, *parts) if len(parts := parts_of(name)) == _TWO else None
    anchors = gist.anchors
    key = f"\n{heading_key(name)}\n"
    if count := anchors.count(key):
        if key == "\n\n" or "\n\n\n" in anchors:  # headings without letters are not counted
            return None
        before = anchors.count("\n\n", 0, anchors.find(key) + 1)
        return Anchor("heading", "obsidian", before, count - 1)
    if "-" not in name or not anchors or not name.isascii():
        return None
    if name[name.rfind("-") + 1 :].isdigit():  # that of a second heading of one name, perhaps
        return None
    at = (slugs := _slugs(gist, key)).find(f"\n{name.lower()}\n")
    return None if at < 0 else Anchor("heading", "github", slugs.count("\n", 0, at))


def _block(anchors: str, name: str) -> Anchor | None:
    """Return the one block of a name, its `^` included, that is written as it is here."""
    key = f"\n{name}\n"
    at = anchors.find(key)
    if at < 0 or "#" in name or anchors.lower().count(key.lower()) != 1:
        return None
    return Anchor("block", "obsidian", anchors.count("\n^", 0, at))


def _below(gist: Gist, above: str, name: str) -> Anchor | None:
    """Return the first heading of a name that stands below another, as Obsidian finds it."""
    anchors = gist.anchors
    key, higher = heading_key(name), heading_key(above)
    if not key or name[0] in "^[" or f"\n{key}\n" not in anchors or "\n\n\n" in anchors:
        return None
    if "#" in gist.titles:  # it may be one heading with a `#` in it
        return None
    found: list[int] = []
    open_ones: list[tuple[str, str]] = []
    for index, each in enumerate(zip(gist.levels, anchors[1:-1].split("\n\n"), strict=False)):
        while open_ones and open_ones[-1][0] >= each[0]:
            open_ones.pop()
        if each[1] == key and higher in [title for _, title in open_ones]:
            found.append(index)
        open_ones.append(each)
    return Anchor("heading", "obsidian", found[0], len(found) - 1) if found else None


def _slugs(gist: Gist, key: str) -> str:
    """Return GitHub's slugs of all headings, each between two line ends, but without numbers.

    Empty where they are not told apart, or where a reader sees one that has the `key`.
    """
    anchors, titles = gist.anchors, gist.titles
    if not titles:
        titles = anchors[1 : anchors.find("\n\n^")].replace("\n\n", "\n")
    lines = titles.count("\n") + 1
    if "^" in titles or lines != anchors.count("\n") // 2 - anchors.count("\n^"):
        return ""  # one goes over several lines
    if not titles.isascii() or _MARKUP.search(titles):
        shown = list(map(rendered, titles.split("\n")))
        if key in [f"\n{heading_key(title)}\n" for title in shown]:
            return ""
        plain = "\n".join(map(github_slug, shown))
    else:
        plain = _NOT_IN_SLUGS.sub("", titles.lower()).replace(" ", "-")
    return f"\n{plain}\n"
