"""Copies of notes that a synchroniser made: never matched, never written, reported once."""

from __future__ import annotations

from vaultsync.lean.cached import Counter
from vaultsync.lean.regex import IGNORECASE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import basename, folder, is_note, without_suffix
from vaultsync.obsidian.scan import frontmatter_of, unified

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

# A name that a synchroniser gave to the losing side of a conflict. Each has a
# group `name`: the note without `.md` that it is a copy of.
_CONFLICTS = (
    ("obsidian", late(r"(?P<name>.+) \(Conflicted copy .+ \d{12}\)", IGNORECASE)),
    (
        "dropbox",
        late(
            r"(?P<name>.+) \(.+['\u2019]s conflicted copy \d{4}-\d\d-\d\d(?: \(\d+\))?\)",
            IGNORECASE,
        ),
    ),
    ("nextcloud", late(r"(?P<name>.+) \(conflicted copy [\d -]+\)", IGNORECASE)),
    ("syncthing", late(r"(?P<name>.+)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?")),
)
_NUMBERED = compiled(r"(?P<name>.+?)(?: (?:[2-9]|\d\d)| ?\(\d{1,2}\))")

# Two notes from one small template are no copies of each other.
_LEAST = 120
_ALIKE = 0.85


def conflict_copies(
    paths: Iterable[str],
    text: Callable[[str], str | None],
    touching: Collection[str] | None = None,
) -> dict[str, str]:
    """Return the conflict copies among notes, each with the path of its original.

    `text` gives that of a note; it is asked for only where a name alone does not
    decide. An original that is named by its copy may be gone. With `touching`, only
    what is a copy or an original of these counts.
    """
    known = set(paths)
    found: dict[str, str] = {}
    for path in sorted(filter(_may_be_named_so, known)):
        named = conflict_original(path)
        original = named or numbered_original(path)
        if original is None or not (touching is None or path in touching or original in touching):
            continue
        if named or (original in known and _same_note(text(path), text(original))):
            found[path] = original
    return found


def may_be_copies(paths: Iterable[str]) -> set[str]:
    """Return the notes that are conflict copies or become such by what is written in them.

    What they are copies of belongs to them: the text of either decides.
    """
    known = set(paths)
    found: set[str] = set()
    for path in filter(_may_be_named_so, known):
        original = conflict_original(path) or numbered_original(path)
        if original in known:
            found |= {path, original}
    return found


def _may_be_named_so(path: str) -> bool:
    """Return False for a name that no copy has, as nearly all are. Cheap."""
    last = path[-4:-3]
    return last == ")" or last.isdecimal() or "onflict" in path or "ONFLICT" in path


def conflict_original(path: str) -> str | None:
    """Return the path of the note that a conflict copy was made of, or None.

    The names of Obsidian Sync, Dropbox, Nextcloud and Syncthing say it
    themselves. Only notes are looked at.
    """
    if not is_note(path) or ("onflict" not in path and "ONFLICT" not in path):
        return None
    name = basename(without_suffix(path))
    for _, pattern in _CONFLICTS:
        if found := pattern.fullmatch(name):
            return f"{folder(path)}{found['name']}{path[-3:]}"
    return None


def numbered_original(path: str) -> str | None:
    """Return the note that `N 2.md`, `N(1).md` or `N (1).md` may be a copy of, or None.

    iCloud and Google Drive name copies so, and people name chapters so:
    whether it is a copy, only the two texts can say.
    """
    if not is_note(path):
        return None
    found = _NUMBERED.fullmatch(basename(without_suffix(path)))
    return f"{folder(path)}{found['name']}{path[-3:]}" if found else None


def _same_note(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and alike(_body(one), _body(other))


def _body(text: str) -> str:
    frontmatter = frontmatter_of(unified(text))
    return text if frontmatter is None else text[frontmatter[2] :]


def alike(one: str, other: str) -> bool:
    """Return whether two texts are states of one text: most of their lines are the same."""
    mine, theirs = _lines(one), _lines(other)
    common = set(mine).intersection(theirs)
    whole = sum(map(len, mine)) + sum(map(len, theirs))
    counts = _counts(mine, common) & _counts(theirs, common)
    shared = sum([len(line) * count for line, count in counts.items()])
    return shared >= _LEAST and 2 * shared >= _ALIKE * whole


def _lines(text: str) -> list[str]:
    return list(filter(None, map(str.strip, text.splitlines())))


def _counts(lines: list[str], wanted: set[str]) -> Counter[str]:
    return Counter([line for line in lines if line in wanted])
