"""Lines that would be headings or end in block ids, but for a space.

They are asked for only where a link misses a heading or a block.
"""

from __future__ import annotations

from vaultsync.lean.regex import MULTILINE, late
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.leads.anchors import parts_of
from vaultsync.obsidian.markdown.spans import is_within
from vaultsync.obsidian.names import heading_key
from vaultsync.rules.memo import once_per_view

if TYPE_CHECKING:
    from vaultsync.rules.rule import View

_GLUED = late(r"(?<=[^\s^])\^([A-Za-z0-9-]+)(?=[ \t]*$)", MULTILINE)
_UNSPACED = late(r"^ {0,3}(#{1,6}+)(?=[^\s#])([^\n]*)$", MULTILINE)


class Unspaced(NamedTuple):
    """Hashes that no space follows, and the number of their line."""

    hashes: str
    line: int


@once_per_view
def _found(view: View) -> dict[str, dict[str, Unspaced]]:
    """Return what `unspaced_heading` found so far, by path and heading."""
    return {}


def unspaced_heading(subpath: str, path: str, view: View) -> Unspaced | None:
    """Return the first line of a note that lacks but a space to be the heading that is named.

    Without the space it is a paragraph to Obsidian as to CommonMark, or a tag.
    """
    found = _found(view)
    if path not in found:
        found[path] = _in_note(path, view)
    parts = parts_of(subpath)
    return found[path].get(heading_key(parts[-1])) if parts else None


def _in_note(path: str, view: View) -> dict[str, Unspaced]:
    note = view.vault.note(path)
    lines: dict[str, Unspaced] = {}
    if note is None or "#" not in note.text:
        return lines
    for each in _UNSPACED.finditer(note.text, note.body_start):
        if not is_within(note.code, each.start(1)):
            line = note.lines.position(each.start(1)).line
            lines.setdefault(heading_key(each[2]), Unspaced(each[1], line))
    return lines


@once_per_view
def _glued(view: View) -> dict[str, dict[str, int]]:
    """Return what `glued_ids` found so far, by path."""
    return {}


def glued_ids(path: str, view: View) -> dict[str, int]:
    """Return what would be block ids of a note, but for a space before them, with their lines.

    Obsidian asks for the space since release note 0.9.5.
    """
    found = _glued(view)
    if path not in found:
        note = view.vault.note(path)
        found[path] = {
            glued[1].lower(): note.lines.position(glued.start()).line
            for glued in (_GLUED.finditer(note.text) if note else ())
            if note
        }
    return found[path]
