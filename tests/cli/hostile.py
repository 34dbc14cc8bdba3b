"""A vault in which everything that can hold a text holds what attacks a terminal or a log."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from vaultsync.sync.entry import Entry, FileRecord, sha256
from vaultsync.sync.entry_file import encode
from vaultsync.sync.state import own_identity
from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.lock import EMPTY_LOCK, write_lock
from vaultsync.tracker.model import Row, SourceRead, snapshot_of
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

# Moves the cursor, sets the title, turns the line round, breaks it, steers a workflow.
EVIL = "\x1b[2J\x1b]0;x\x07\u202e\u2066\u200b\x9b31m\x85\x7f"
LINES = "a\r\n::error::b\u2028::warning::c\n##[error]d"
NAMES = ("\x1b[31m\u202eName", "::error::Name", "a\n::warning::Name", "##[error]Name")
NOTE = f"""\
---
status: "evergreen{EVIL[:4]}\u202e"
priority: "\\e[31m\\u202e\\n::error::x"
"k\\e[31m\\u202e": 1
"k\\e[31m\\u202e": 2
tags: "a, \\e[31mb, ::error::c"
aliases: [x, ["y", "\\e]0;x\\a"]]
---
# Mission 3.1{{letter}}
::error::The text {EVIL} of the action that TBS will publish \u202e backwards.

##[error]No heading {EVIL}
## A heading {EVIL} ^id
::warning::[[No\u202eNote{EVIL}#H\x1b[31m|shown\u202e]] ![[Mission 3.1#None\x1b]0;x\x07]] #tag\u200b
[x](a\x1b.md) [y](%1b%5b31m%E2%80%AE.md) [[::error::x]] #status/completed\u202e
%% vaultsync: ignore[L\x1b[31m] why\u202e %%
%% vaultsync: ignore[T999] \x1b[31m %%
<<<<<<< \x1b[31m
"""


def make(folder: Path) -> Path:
    """Make the vault in a folder, and return its root."""
    root = folder / "vault"
    root.mkdir()
    for letter, name in zip("abcd", NAMES, strict=True):
        (root / f"{name}.md").write_text(NOTE.format(letter=letter), newline="")
    (root / "Mission 3.1.md").write_text(f"# Area {EVIL}\n![[Mission 3.1a#x\x1b]]\n", newline="")
    for letter in "abcd":
        text = f"---\nstatus: In Progress\n---\nWhat TBS will do about it {EVIL} {letter}.\n"
        (root / f"Mission 3.1{letter}.md").write_text(text, newline="")
    (root / f"Mission 3.1{EVIL}e.md").write_text("Text.\n")
    (root / "Bad\x1b[31m.md").write_bytes(b"\xff\x1b[31m")
    (root / "d\n::error::ir").mkdir()
    (root / "d\n::error::ir" / "Mission 3.1f.md").write_text(NOTE.format(letter="f"), newline="")
    (root / "c\x1b.canvas").write_text(
        '{"nodes":[{"id":"1","type":"file","file":"\\u001b[31m.md"}]}'
    )
    (root / "Mission 3.1a (conflicted copy \x1b 2026-07-10 070952).md").write_text("x")
    (root / ".obsidian").mkdir()
    (root / ".obsidian" / "app.json").write_text('{"userIgnoreFilters": "\\u001b[31m", "\\u202e')
    (root / ".obsidian" / "types.json").write_text('{"types": {"status": "\\u001b[31m\\u202e"}}')
    words = '"done-\\u001b[31m" = ["\\u001b[31m\\u202eDone"]'
    (root / "vaultsync.toml").write_text(f"[vocabulary.status]\n{words}\n")
    (root / "vaultsync.lock").write_bytes(lock())
    journal(root)
    return root


def rows() -> list[Row]:
    """Rows of which every text is hostile."""
    words = Vocabulary()

    def one(letter: str, status: str) -> Row:
        return Row(
            f"3.1.{letter}",
            f"What TBS will do about it {EVIL} {letter}{LINES}.",
            f"::error::Area {EVIL}{LINES}",
            words.value("status", status),
            words.value("priority", f"Year {EVIL}{LINES}"),
            lead=f"TBS{EVIL}",
            source=f"pa\x1b[31mge\u202e{LINES}.txt",
            read="2026-11-21T20:55:58Z",
            line=3,
        )

    return [one(letter, "Completed") for letter in "abcdefgh"] + [
        one("i", f"::error::{EVIL}"), one("z", "-"),
    ]  # fmt: skip


def lock() -> bytes:
    """A lock of which every text is hostile."""
    source = SourceRead(f"pa\x1b[31mge\u202e{LINES}.txt", "0" * 64, "2026-11-21T20:55:58Z", 43, 10)
    return write_lock(
        EMPTY_LOCK._replace(
            snapshot=snapshot_of(rows(), [source]),
            identities=(Identity(f"Mission{EVIL}", f"~{EVIL}", LINES, EVIL, "accepted", EVIL),),
            base=(
                Base("Mission 3.1a", "status", f"not{EVIL}{LINES}"),
                Base("Mission 3.1b", "status", "not-started"),
            ),
            kept=(Kept("Mission 3.1c", "status", "in-progress", "completed", EVIL, LINES),),
        )
    )


def journal(root: Path) -> None:
    """An entry of this vault's journal of which every text is hostile."""
    identity = own_identity(root)
    record = FileRecord(
        f"Mission 3.1a{EVIL}{LINES}.md", "note", sha256(b"a"), sha256(b"b"), b"a",
        (f"why{EVIL}{LINES}",),
    )  # fmt: skip
    entry = Entry(
        "20261121-205558-1", "done", f"2026{EVIL}{LINES}", f"sync{EVIL}{LINES}", None, True,
        (record,), (), {}, {}, {}, False, 0,
    )  # fmt: skip
    folder = root / ".vaultsync" / "journal"
    (folder / "20261121-205558-1.done").write_bytes(encode(entry, identity))


def copied_page() -> bytes:
    """A tracker page of which every text is hostile."""
    parts = [f"Found 4 actions{EVIL}"]
    for letter in "abcd":
        parts += [
            f"Action: What TBS will do about it {EVIL} {letter}. ::error::x",
            f"Area for action: ::error::{EVIL}",
            f"Priority: Year {EVIL}",
            f"Status: ::error::{EVIL}",
        ]
    return "\n".join(parts).encode()


def copy_of(root: Path, folder: Path) -> Path:
    """Return a copy of the vault, to write into."""
    return shutil.copytree(root, folder, symlinks=True)
