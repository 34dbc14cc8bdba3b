"""The body keeps every byte but for tags on lines of their own."""

import pytest

from vaultsync.sync.changes import Intent, NoteChange
from vaultsync.sync.check import unintended
from vaultsync.sync.entry import sha256
from vaultsync.text import Edit

TEXT = "---\nstatus: Paused\n---\n# One\nProse #status/paused here.\n#status/paused #mine\n"
GO = (Intent("body", "status/paused", None),)
ADD = (Intent("body", "status/done", "status/done"),)
SWAP = (*GO, *ADD)


def said(start, old, new, intents):
    """Return what is said of `new` in place of `old` where `start` stands last."""
    at = TEXT.rindex(start)
    assert TEXT.startswith(old, at)
    edit = Edit(at, at + len(old), new)
    change = NoteChange("a.md", sha256(TEXT.encode()), (edit,), "", (), intents)
    return unintended(change, TEXT.encode(), change.new_bytes(TEXT.encode()))


@pytest.mark.parametrize(
    ("start", "old", "new", "intents"),
    [
        ("#status/paused #mine", "#status/paused", "#status/done", SWAP),
        ("#status/paused #mine", "#status/paused ", "", GO),
        ("\n", "", " #status/done", ADD),
        (" #mine", "", " #status/done", ADD),
    ],
)
def test_tags_on_their_lines_may_change(start, old, new, intents):
    assert said(start, old, new, intents) == ""


@pytest.mark.parametrize(
    ("old", "new", "intents"),
    [
        ("Prose", "Lies", ()),
        ("here.\n", "here!\n", ()),
        ("here.\n", "here.\n\n", ()),
        ("One", "Two", ()),
        ("#mine", "", GO),
        ("#mine", "#status/done evil", ADD),
        ("#status/paused here.", "#status/done here.", SWAP),
        (" here.", " #status/done here.", ADD),
        (" here.", "\n#status/done\n here.", ADD),
        (" here.\n", "\n", ()),
    ],
)
def test_nothing_else_of_the_body_may(old, new, intents):
    assert said(old, old, new, intents)


def test_frontmatter_that_is_made_reaches_into_no_body():
    text = "# One\nProse.\n"
    intents = (Intent("property", "status", "Done"),)
    for new, fine in (
        ("---\nstatus: Done\n---\n", True),
        ("---\nstatus: Done\n---\nEvil.\n", False),
        ("---\nstatus: Done\n---\n\n", False),
    ):
        change = NoteChange("a.md", "", (Edit(0, 0, new),), "", (), intents)
        found = unintended(change, text.encode(), change.new_bytes(text.encode()))
        assert (found == "") is fine, (new, found)


def test_the_frontmatter_cannot_swallow_the_body():
    text = "---\nstatus: Paused\n---\nProse.\n---\nMore.\n"
    at = text.index("---\nProse")
    intents = (Intent("property", "status", "Done"),)
    edits = (Edit(12, 18, "Done"), Edit(at, at + 4, ""))
    change = NoteChange("a.md", "", edits, "", (), intents)
    assert unintended(change, text.encode(), change.new_bytes(text.encode()))
