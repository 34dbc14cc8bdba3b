"""A small vault to write into, plans made by hand, and a system that fails on demand."""

import errno
import inspect
import os
from pathlib import Path

from vaultsync.sync.changes import BaseChange, Intent, NoteChange, Plan, Reason
from vaultsync.sync.entry import sha256
from vaultsync.sync.system import System
from vaultsync.sync.undo import log
from vaultsync.text import Edit
from vaultsync.tracker.entries import Base
from vaultsync.tracker.lock import EMPTY_LOCK, write_lock

NOW = "2026-11-21T20:55:58Z"
TEXT = "---\ntitle: {name}\n---\n# {name}\nWhat {name} says, é.\n"


class Power(BaseException):
    """The power went: nothing after this reaches the disk."""


class Quick(System):
    """A system that does not wait for the disk: tests are no power cuts."""

    def let_go(self):
        """Do what the end of a process does: nothing here."""

    def flush(self, handle):
        os.fstat(handle)

    def flush_folder(self, path):
        path.lstat()


class Faulty(Quick):
    """Fails the `at`-th call, counted from 0; counts in `calls` what was called.

    `how` is `error` (that call fails), `full` (from then on nothing more fits
    on the disk), `late` (that call does its work and fails all the same), `off`
    (the power goes before it), `on` (it goes right after it), or `torn` (a
    write reaches the disk in half).
    """

    def __init__(self, how="", at=-1, number=errno.EIO):
        self.how, self.at, self.number = how, at, number
        self.calls = []
        self.dead = False
        self.handles = set()

    def let_go(self):
        """Close what a process that died would have closed."""
        for handle in self.handles:
            os.close(handle)
        self.handles.clear()


def _failing(name, call):
    def failing(self, *arguments):
        if self.dead:
            raise Power
        at = len(self.calls)
        self.calls.append(name)
        if at == self.at:
            if self.how == "error":
                raise OSError(self.number, os.strerror(self.number))
            if self.how == "off" or (self.how == "torn" and name != "write"):
                self.dead = True
                raise Power
            if self.how == "torn":
                call(self, arguments[0], arguments[1][: len(arguments[1]) // 2])
                self.dead = True
                raise Power
        if self.how == "full" and at >= self.at and name in ("write", "make_folder", "link"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        result = call(self, *arguments)
        if name == "open":
            self.handles.add(result)
        elif name == "close":
            self.handles.discard(arguments[0])
        if at == self.at and self.how == "late" and name != "open":
            raise OSError(self.number, os.strerror(self.number))
        if at == self.at and self.how == "on":
            self.dead = True
            raise Power
        return result

    return failing


for _name, _call in inspect.getmembers(Quick, inspect.isfunction):
    if not _name.startswith("_") and _name != "let_go":
        setattr(Faulty, _name, _failing(_name, _call))


def text_of(name):
    return TEXT.format(name=name)


def make_vault(folder: Path):
    """Make a vault of a few notes, one with two names, one behind a link; return its root."""
    root = folder / "vault"
    (root / "Actions").mkdir(parents=True)
    for name in ("Plain", "Actions/Deep"):
        (root / f"{name}.md").write_text(text_of(name), newline="")
    (root / "Plain.md").chmod(0o640)
    (root / "Twin.md").write_text(text_of("Twin"))
    (root / "Twin too.md").hardlink_to(root / "Twin.md")
    (root / "Target.md").write_text(text_of("Target"))
    (root / "Link.md").symlink_to("Target.md")
    (folder / "vaultsync.lock").write_bytes(lock_bytes("not-started"))
    return root


def lock_bytes(token):
    return write_lock(EMPTY_LOCK._replace(base=(Base("Plain", "status", token),)))


def change_of(root: Path, path: str, word="In Progress"):
    """Return the change that sets the property status of a note whose title is its first."""
    old = (root / path).read_bytes()
    at = old.decode().index("---\n# ")
    return NoteChange(
        path,
        sha256(old),
        (Edit(at, at, f"status: {word}\n"),),
        "",
        (Reason(path.removesuffix(".md"), "3.1.b", "certain", f"status {word}"),),
        (Intent("property", "status", word),),
    )


def new_note(path: str):
    text = "---\nstatus: In Progress\n---\n# New\nWhat it says.\n"
    return NoteChange(path, None, (), text, (Reason("New", "3.1.c", "certain", "made"),), ())


def plan_of(root: Path, *changes: NoteChange):
    """Return a plan whose lock says that Plain.md was written."""
    lock_file = root.parent / "vaultsync.lock"
    return Plan(
        tuple(changes),
        sha256(lock_file.read_bytes()),
        lock_bytes("in-progress"),
        (BaseChange("Plain", "status", "not-started", "in-progress", frozenset({"Plain.md"})),),
        (),
    )


def whole_plan(root: Path):
    return plan_of(
        root,
        *(change_of(root, path) for path in ("Plain.md", "Actions/Deep.md", "Twin.md", "Link.md")),
        new_note("New/Notes/Made.md"),
    )


def contents(folder: Path):
    """Return every file below a folder but for the state folder: its bytes, and its mode."""
    return {
        file.relative_to(folder).as_posix(): (
            f"-> {file.readlink()}" if file.is_symlink() else file.read_bytes(),
            file.lstat().st_mode,
        )
        for file in sorted(folder.rglob("*"))
        if ".vaultsync" not in file.parts and (file.is_file() or file.is_symlink())
    }


def check_whole(folder, root, before, after):
    """Check what must hold once the next command has run."""
    found = contents(folder)
    assert not [path for path in found if ".~" in path], "a temporary was left"
    assert found.keys() <= before.keys() | after.keys()
    entries = log(root)
    assert not [entry for entry in entries if entry.state == "prepared"]
    new = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    written = {path for path in new if found.get(path) == after.get(path)}
    for path in new:
        assert found.get(path) in (before.get(path), after.get(path)), path
    for path in before.keys() - new:
        assert found[path] == before[path], path
    # The journal tells which.
    done = [logged.entry for logged in entries if logged.state == "done"]
    said = {f"vault/{record.path}" for entry in done for record in entry.written()}
    said = {"vault/Target.md" if path == "vault/Link.md" else path for path in said}
    said |= {"vault/Twin too.md"} if "vault/Twin.md" in said else set()
    notes = written - {"vaultsync.lock"}
    assert notes == said - {"vault/vaultsync.lock"}
    # The base says that Plain.md was written only if it was.
    if found["vaultsync.lock"][0] == lock_bytes("in-progress"):
        assert "vault/Plain.md" in written
    return done
