"""Whether edits lie where a sync may write: in the frontmatter, and on lines of tags.

What stands elsewhere must keep every byte. So a body may only lose and get the
tags that are meant, on lines that hold nothing else, and the blanks and quote
marks that such lines bring and take with them.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.line_places import line_end, line_start
from vaultsync.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.note import Note
    from vaultsync.sync.changes import NoteChange
    from vaultsync.text import Edit


def beyond_tags(change: NoteChange, before: Note, after: Note) -> str:
    """Return what of a note's body would change beside the tags that are meant, or nothing."""
    at = before.body_start
    inside = [edit for edit in change.edits if _is_in_body(edit, at)]
    moved = [edit._replace(start=edit.start - at, end=edit.end - at) for edit in inside]
    if apply_edits(before.text[at:], moved) != after.text[after.body_start :]:
        return "its text would change beside its properties"
    meant = [intent for intent in change.intents if intent.where == "body"]
    going = {intent.name for intent in meant if intent.value is None}
    coming = {intent.name for intent in meant if intent.value is not None}
    for edit in inside:
        old = before.text[edit.start : edit.end]
        if not (_holds_only(old, going) and _holds_only(edit.text, coming)):
            return f"its text would change beside its tags: {old.strip() or edit.text.strip()}"
    return "" if _are_apart(before.text, inside) else "a tag within its text would change"


def _is_in_body(edit: Edit, body_start: int) -> bool:
    """Return whether an edit is one of the body; what makes the frontmatter is none."""
    return edit.start >= body_start and not (edit.end == 0 and edit.text.startswith("---"))


def _holds_only(text: str, tags: set[str]) -> bool:
    return all(
        word[:1] == "#" and word[1:].rstrip("/") in tags for word in text.split() if word.strip(">")
    )


def _are_apart(text: str, edits: Sequence[Edit]) -> bool:
    """Return whether edits are about whole lines of tags: those they change, or ones they add."""
    behind = -1
    for edit in sorted(edits):
        old = text[edit.start : edit.end]
        if not old.strip() and edit.text[:1] in ("\n", "\r"):
            if edit.start != line_end(text, edit.start):
                return False
        elif edit.end > behind:
            start = edit.start + len(old) - len(old.lstrip())
            behind = line_end(text, edit.end)
            line = text[line_start(text, start) : behind]
            if not all(word[:1] == "#" for word in line.split() if word.strip(">")):
                return False
    return True
