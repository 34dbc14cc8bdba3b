"""Whether a note's new bytes changed what was intended, and nothing else.

Both texts are read anew, by the reader and not by what made the edits. The
bytes that pass are the bytes that are written, and after the write the file is
compared with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from vaultsync.held import tags_on_lines
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.places.statement import said_under
from vaultsync.obsidian.note import Note
from vaultsync.sync.outside import changed_outside
from vaultsync.sync.within import beyond_tags
from vaultsync.text import UndecodableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.match.places.claim import Claim
    from vaultsync.sync.changes import Intent, NoteChange

_NAMED = 5


class Below(NamedTuple):
    """A claim, and what of a change is meant for the lines of tags below it."""

    claim: Claim
    intents: tuple[Intent, ...]


def unintended(
    change: NoteChange, old: bytes | None, new: bytes | None, below: Sequence[Below] = ()
) -> str:
    """Return what would change that the plan does not say, or an empty string.

    `below` are the claims that tags are written for: each of them must say what
    it said, and hold what is meant for it and not for another.
    """
    try:
        before = Note(change.path, old or b"")
        after = Note(change.path, new or b"")
    except UndecodableError as error:
        return f"it cannot be read: {error}"
    if any(intent.where == "spans" for intent in change.intents):
        return changed_outside(before, after, change.edits)
    if after.properties.problems and after.properties.problems != before.properties.problems:
        return f"its properties could not be read any more: {after.properties.problems[0].message}"
    return (
        _properties(change, before, after)
        or _tags(change, before, after)
        or ("" if old is None else _rest(before, after) or beyond_tags(change, before, after))
        or next(filter(None, (_claim(each, before, after) for each in below)), "")
    )


def _properties(change: NoteChange, before: Note, after: Note) -> str:
    meant = {
        intent.name.casefold(): _plain(intent.value)
        for intent in change.intents
        if intent.where == "property"
    }
    for name, value in meant.items():
        if after.properties.get(name) != value:
            return f"the property {name} would not become {value}"
    tags_meant = any(intent.where == "tags" for intent in change.intents)
    skipped = {*meant, "tags"} if tags_meant else set(meant)
    if change.before is None:
        return ""
    kept = [pair for pair in before.properties.values.items() if pair[0].casefold() not in skipped]
    found = [pair for pair in after.properties.values.items() if pair[0].casefold() not in skipped]
    # By their text: `1` and `True` are equal to Python, and not to Obsidian.
    return "" if repr(kept) == repr(found) else "another property would change"


def _tags(change: NoteChange, before: Note, after: Note) -> str:
    differing = _difference(change, "tags", _listed_tags(before), _listed_tags(after))
    if not differing and change.before is not None:
        old = Counter(tag.name for tag in before.tags)
        differing = _difference(change, "body", old, Counter(tag.name for tag in after.tags))
    return f"the tags would not be as planned: {_some(differing)}" if differing else ""


def _difference(
    change: NoteChange, where: str, before: Counter[str], after: Counter[str]
) -> list[str]:
    expected = before.copy()
    for intent in change.intents:
        if intent.where == where:
            expected[intent.name] += 1 if intent.value is not None else -1
    return sorted(name for name in {*expected, *after} if expected[name] != after[name])


def _listed_tags(note: Note) -> Counter[str]:
    """Return the members of the property `tags`, also those that are no valid tags."""
    value = note.properties.get("tags")
    members = value if isinstance(value, list) else [] if value is None else [value]
    return Counter(
        member.removeprefix("#") if isinstance(member, str) else repr(member) for member in members
    )


def _claim(below: Below, before: Note, after: Note) -> str:
    """Return how a claim would not be as meant: found again where it was, by its heading."""
    claim = below.claim
    if claim.paragraph is None:
        return ""
    heading = claim.heading
    if heading < 0:
        at = claim.paragraph.start
        heading = bisect_right(before.headings, at, key=lambda each: each.start) - 1
    said = said_under(after, heading)
    if said is None or said.text != claim.paragraph.text:
        return "what it says would change"
    expected = Counter(tag.name for tag in tags_on_lines(before, claim))
    for intent in below.intents:
        expected[intent.name] += 1 if intent.value is not None else -1
    found = Counter(tag.name for tag in tags_on_lines(after, claim._replace(paragraph=said)))
    astray = sorted(name for name in {*expected, *found} if expected[name] != found[name])
    return f"its tags would not all stand below it: {_some(astray)}" if astray else ""


def _some(names: Sequence[str]) -> str:
    """Return names for a message: some of them where they are many."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _plain(value: str | tuple[object, ...] | None) -> str | list[object] | None:
    return list(value) if isinstance(value, tuple) else value


def _rest(before: Note, after: Note) -> str:
    for what, old, new in (
        ("a heading", before.headings, after.headings),
        ("a link", before.links, after.links),
        ("a block id", before.blocks, after.blocks),
        ("a comment", before.comments, after.comments),
        ("code", before.code, after.code),
    ):
        if [before.raw(part) for part in old] != [after.raw(part) for part in new]:
            return f"{what} would change"
    return ""
