"""A vault that came from somebody else, with a state folder that they prepared.

The worst that a planted journal can do is what a planted plan could: change
notes of its own vault, and the lock that its configuration names.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import pytest

from tests.sync.support import NOW, Quick, contents, make_vault, text_of
from vaultsync.errors import VaultsyncError
from vaultsync.sync.entry import Entry, FileRecord, JournalError, sha256
from vaultsync.sync.entry_file import encode
from vaultsync.sync.recovery import recover
from vaultsync.sync.state import own_identity
from vaultsync.sync.undo import log, undo

IDENT = "20261121-205558-1"
OUT = (
    "../outside.md", "Actions/../../outside.md", "/etc/passwd", "C:/x.md", "\\\\host\\x.md",
    ".obsidian/app.json", ".git/config", ".vaultsync/vault", "Away/outside.md", "Outside.md",
    "a\0b.md", "", ".", "..", ".git/hooks/x.md", ".obsidian/x.md", ".vaultsync/x.md",
    "Script.py", "vaultsync.toml", "To script.md", "Board.canvas",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_vault(tmp_path)
    (tmp_path / "outside").mkdir()
    for name in ("outside.md", "outside/outside.md"):
        (tmp_path / name).write_text(text_of("Plain"))
    (root / "Away").symlink_to(tmp_path / "outside")
    (root / "Outside.md").symlink_to(tmp_path / "outside.md")
    (root / "To script.md").symlink_to("Script.py")
    for name in (
        ".obsidian/app.json", ".git/config", ".git/hooks/x.md", ".obsidian/x.md",
        ".vaultsync/x.md", "Script.py", "vaultsync.toml", "Board.canvas",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text_of("Plain"))
    return root


def plant(root: Path, path: str, state: str, role: str = "note", vault: str = "") -> None:
    """Plant an entry that says that a file was written, and what it was before."""
    now = text_of("Plain").encode()
    record = FileRecord(path, role, sha256(b"evil"), sha256(now), b"evil", ("why",))  # type: ignore[arg-type]
    entry = Entry(
        IDENT, "prepared", NOW, "sync", None, True, (record,), ("../made", "Away/made"),
        {}, {}, {}, False, 0,
    )  # fmt: skip
    data = encode(entry, vault or own_identity(root, Quick()))
    (root / ".vaultsync" / "journal" / f"{IDENT}.{state}").write_bytes(data)


@pytest.mark.parametrize("path", OUT)
@pytest.mark.parametrize("state", ["done", "prepared"])
def test_no_planted_entry_leads_out_of_the_vault(root: Path, path: str, state: str) -> None:
    plant(root, path, state)
    before = contents(root.parent)
    with contextlib.suppress(VaultsyncError):
        recover(root, root.parent / "vaultsync.lock", Quick())
        undo(root, root.parent / "vaultsync.lock", IDENT, NOW, True, Quick())
    assert contents(root.parent) == before
    assert not (root.parent / "made").exists()


@pytest.mark.parametrize("state", ["done", "prepared"])
def test_no_entry_of_another_vault_is_used(root: Path, state: str) -> None:
    own_identity(root, Quick())
    plant(root, "Plain.md", state, vault="0" * 32)
    before = contents(root.parent)
    assert recover(root, root.parent / "vaultsync.lock", Quick()) == ()
    assert log(root, Quick()) == ()
    with pytest.raises(VaultsyncError):
        undo(root, root.parent / "vaultsync.lock", IDENT, NOW, True, Quick())
    assert contents(root.parent) == before


@pytest.mark.parametrize("state", ["done", "prepared"])
def test_no_entry_is_used_where_the_vault_has_lost_its_identity(root: Path, state: str) -> None:
    plant(root, "Plain.md", state)
    (root / ".vaultsync" / "vault").unlink()
    before = contents(root.parent)
    assert recover(root, root.parent / "vaultsync.lock", Quick()) == ()
    with pytest.raises(VaultsyncError):
        undo(root, root.parent / "vaultsync.lock", IDENT, NOW, True, Quick())
    assert contents(root.parent) == before


def test_what_leads_elsewhere_after_a_crash_is_passed_over(root: Path) -> None:
    plant(root, "Plain.md", "prepared")
    (root / "Plain.md").unlink()
    (root / "Plain.md").symlink_to(root.parent / "outside.md")
    before = contents(root.parent)
    (found,) = recover(root, root.parent / "vaultsync.lock", Quick())
    assert found.state == "rolled-back"
    assert contents(root.parent) == before


def test_a_planted_entry_changes_no_more_than_notes_and_the_lock(root: Path) -> None:
    plant(root, "Plain.md", "done")
    before = contents(root.parent)
    undo(root, root.parent / "vaultsync.lock", IDENT, NOW, True, Quick())
    after = contents(root.parent)
    assert [path for path in after if after[path] != before.get(path)] == ["vault/Plain.md"]


def test_a_planted_lock_record_names_no_file(root: Path) -> None:
    plant(root, "../outside.md", "done", role="lock")
    before = contents(root.parent)
    with contextlib.suppress(VaultsyncError):
        undo(root, root.parent / "vaultsync.lock", IDENT, NOW, True, Quick())
    after = contents(root.parent)
    assert {path for path in after if after[path] != before[path]} <= {"vaultsync.lock"}


@pytest.mark.parametrize("link", ["journal", "vault", "lock", f"journal/{IDENT}.prepared"])
def test_links_in_the_state_folder_are_not_written_through(root: Path, link: str) -> None:
    own_identity(root, Quick())
    target = root.parent / "outside.md"
    planted = root / ".vaultsync" / link
    if planted.is_dir():
        planted.rmdir()
        target = root.parent / "outside"
    planted.unlink(missing_ok=True)
    planted.symlink_to(target)
    before = contents(root.parent)
    for command in (
        lambda: recover(root, root.parent / "vaultsync.lock", Quick()),
        lambda: undo(root, root.parent / "vaultsync.lock", None, NOW, True, Quick()),
        lambda: log(root, Quick()),
        lambda: own_identity(root, Quick()),
    ):
        with contextlib.suppress(VaultsyncError):
            command()
    after = contents(root.parent)
    after.pop("outside/journal", None)
    assert after == before


@pytest.mark.parametrize("data", [b"", b"junk", b"[" * 10**6, b"\n" * 10**6, b'{"journal":1}'])
def test_a_damaged_entry_is_named_with_what_to_do(root: Path, data: bytes) -> None:
    own_identity(root, Quick())
    file = root / ".vaultsync" / "journal" / f"{IDENT}.prepared"
    file.write_bytes(data)
    with pytest.raises(VaultsyncError, match="is damaged") as raised:
        recover(root, root.parent / "vaultsync.lock", Quick())
    assert f".vaultsync/journal/{IDENT}.prepared" in raised.value.remedy


def test_a_number_without_end_is_no_entry(root: Path) -> None:
    own_identity(root, Quick())
    file = root / ".vaultsync" / "journal" / f"{IDENT}.done"
    file.write_text(json.dumps({"journal": 1})[:-1] + ',"x":' + "9" * 100_000 + "}")
    with pytest.raises(VaultsyncError, match="is damaged"):
        log(root, Quick())


APPENDED = (
    b'{"after":9,"is":null}', b'{"after":-1,"is":null}', b'{"left":1e999,"is":"x"}',
    b'{"kept":5,"is":"eA=="}', b'{"after":0,"is":{}}', b"[1]",
)  # fmt: skip


@pytest.mark.parametrize("line", APPENDED)
def test_what_is_appended_is_of_a_file_or_the_entry_is_damaged(root: Path, line: bytes) -> None:
    plant(root, "Plain.md", "prepared")
    file = root / ".vaultsync" / "journal" / f"{IDENT}.prepared"
    file.write_bytes(file.read_bytes() + b"\n" + line)
    with contextlib.suppress(JournalError):
        recover(root, root.parent / "vaultsync.lock", Quick())


def test_a_damaged_entry_stops_no_other(root: Path) -> None:
    plant(root, "Plain.md", "done")
    journal = root / ".vaultsync" / "journal"
    (journal / "20261121-205558-2.done").write_bytes(b"junk")
    damaged: dict[str, JournalError] = {}
    assert [each.entry.id for each in log(root, Quick(), damaged)] == [IDENT]
    assert "is damaged" in damaged["20261121-205558-2"].message
    with pytest.raises(JournalError, match="205558-2 of the journal is damaged"):
        undo(root, root.parent / "vaultsync.lock", None, NOW, system=Quick())
    undo(root, root.parent / "vaultsync.lock", IDENT, NOW, system=Quick())
    assert (root / "Plain.md").read_bytes() == b"evil"


def test_beside_a_damaged_entry_what_was_cut_short_is_put_back(root: Path) -> None:
    plant(root, "Plain.md", "prepared")
    # As after a crash before the second note of two.
    journal = root / ".vaultsync" / "journal"
    (journal / "20261121-205558-2.prepared").write_bytes(b"junk")
    with pytest.raises(JournalError, match="205558-2 of the journal is damaged"):
        recover(root, root.parent / "vaultsync.lock", Quick())
    assert not (journal / f"{IDENT}.prepared").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_in_the_journal_is_not_waited_for(root: Path) -> None:
    own_identity(root, Quick())
    os.mkfifo(root / ".vaultsync" / "journal" / f"{IDENT}.prepared")
    with pytest.raises(JournalError, match="is damaged"):
        recover(root, root.parent / "vaultsync.lock", Quick())
