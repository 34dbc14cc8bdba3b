"""A vault that came from somebody else, with a state folder that they prepared.

The worst that a planted journal can do is what a planted plan could: change
notes of its own vault, and the lock that its configuration names.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from tests.sync.support import NOW, Quick, contents, make_vault, text_of
from vaultsync.errors import VaultsyncError
from vaultsync.sync.entry import Entry, FileRecord, encode, sha256
from vaultsync.sync.recovery import recover
from vaultsync.sync.state import own_identity
from vaultsync.sync.undo import log, undo

IDENT = "20261121-205558-1"
OUT = (
    "../outside.md", "Actions/../../outside.md", "/etc/passwd", "C:/x.md", "\\\\host\\x.md",
    ".obsidian/app.json", ".git/config", ".vaultsync/vault", "Away/outside.md", "Outside.md",
    "a\0b.md", "", ".", "..",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_vault(tmp_path)
    (tmp_path / "outside").mkdir()
    for name in ("outside.md", "outside/outside.md"):
        (tmp_path / name).write_text(text_of("Plain"))
    (root / "Away").symlink_to(tmp_path / "outside")
    (root / "Outside.md").symlink_to(tmp_path / "outside.md")
    for name in (".obsidian/app.json", ".git/config"):
        (root / name).parent.mkdir()
        (root / name).write_text(text_of("Plain"))
    return root


def plant(root: Path, path: str, state: str, role: str = "note") -> None:
    """Plant an entry that says that a file was written, and what it was before."""
    now = text_of("Plain").encode()
    record = FileRecord(path, role, sha256(b"evil"), sha256(now), b"evil", ("why",))  # type: ignore[arg-type]
    entry = Entry(
        IDENT, "prepared", NOW, "sync", None, True, (record,), ("../made", "Away/made"),
        {}, {}, {}, False, 0,
    )  # fmt: skip
    data = encode(entry, own_identity(root, Quick()))
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
