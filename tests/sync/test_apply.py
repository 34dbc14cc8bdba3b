"""Writing a plan: what is written, what is refused, and that nothing else changes."""

import contextlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sync.support import (
    NOW,
    Quick,
    change_of,
    contents,
    lock_bytes,
    make_vault,
    new_note,
    plan_of,
    text_of,
    whole_plan,
)
from vaultsync.errors import VaultsyncError
from vaultsync.sync.apply import NOTHING, StalePlanError, apply_plan, feasible, replace_lock
from vaultsync.sync.changes import Intent, Plan
from vaultsync.sync.entry import sha256
from vaultsync.sync.journal import Journal
from vaultsync.sync.transaction import CHANGED, LockMovedError
from vaultsync.sync.undo import log
from vaultsync.sync.vaultlock import VaultBusyError, vault_lock
from vaultsync.text import Edit


@pytest.fixture
def root(tmp_path):
    return make_vault(tmp_path)


def apply(root, plan, system=None):
    return apply_plan(root, root.parent / "vaultsync.lock", plan, "sync", NOW, system or Quick())


def set_status(path):
    return text_of(path).replace("---\n# ", "status: In Progress\n---\n# ").encode()


def test_a_plan_changes_what_it_says_and_nothing_else(root):
    before = contents(root.parent)

    outcome = apply(root, whole_plan(root))

    after = contents(root.parent)
    assert outcome.written == (
        "Plain.md",
        "Actions/Deep.md",
        "Twin.md",
        "Link.md",
        "New/Notes/Made.md",
    )
    assert outcome.left == ()
    assert outcome.lock_written
    assert outcome.entry == "20261121-205558-1"
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "vault/Plain.md",
        "vault/Actions/Deep.md",
        "vault/Twin.md",
        "vault/Twin too.md",
        "vault/Target.md",
        "vault/New/Notes/Made.md",
        "vaultsync.lock",
    }
    assert after["vault/Plain.md"][0] == set_status("Plain")
    assert after["vault/Target.md"][0] == set_status("Target")
    assert after["vaultsync.lock"][0] == lock_bytes("in-progress")
    for path in changed & before.keys():
        assert after[path][1] == before[path][1], "the mode"


def test_the_state_folder_ignores_itself_in_git(root):
    apply(root, whole_plan(root))
    assert (root / ".vaultsync" / ".gitignore").read_bytes() == b"*\n"


def test_a_note_with_two_names_stays_one_file(root):
    apply(root, whole_plan(root))
    assert (root / "Twin.md").samefile(root / "Twin too.md")


def test_a_linked_note_stays_a_link(root):
    apply(root, whole_plan(root))
    assert (root / "Link.md").readlink() == Path("Target.md")


def test_an_empty_plan_touches_nothing(root):
    outcome = apply(root, Plan((), None, None, (), ()))
    assert outcome == NOTHING
    assert not (root / ".vaultsync").exists()


def test_equal_bytes_are_never_written(root):
    change = change_of(root, "Plain.md")._replace(edits=(), intents=())
    before = (root / "Plain.md").stat()
    plan = plan_of(root, change)._replace(lock=None)

    outcome = apply(root, plan)

    assert outcome.entry is None
    assert log(root) == ()
    assert (root / "Plain.md").stat() == before


def test_a_note_that_changed_since_the_plan_is_left_and_the_others_go_on(root):
    plan = whole_plan(root)
    (root / "Plain.md").write_text("newer\n")

    outcome = apply(root, plan)

    assert [(left.path, left.reason) for left in outcome.left] == [
        ("Plain.md", "it changed meanwhile")
    ]
    assert (root / "Plain.md").read_text() == "newer\n"
    assert (root / "Actions/Deep.md").read_bytes() == set_status("Actions/Deep")


def test_the_base_of_a_note_that_was_left_stays_as_it_was(root):
    plan = whole_plan(root)
    (root / "Plain.md").write_text("newer\n")

    outcome = apply(root, plan)

    assert (root.parent / "vaultsync.lock").read_bytes() == lock_bytes("not-started")
    assert not outcome.lock_written


def test_a_note_that_has_gone_is_left(root):
    plan = whole_plan(root)
    (root / "Plain.md").unlink()
    assert [left.path for left in apply(root, plan).left] == ["Plain.md"]
    assert not (root / "Plain.md").exists()


def test_a_note_waits_for_one_that_waits_for_one_that_changed(root):
    """Whatever their order in the plan."""
    deep, plain, twin = (
        change_of(root, f"{name}.md") for name in ("Actions/Deep", "Plain", "Twin")
    )
    deep = deep._replace(requires=frozenset({"Plain.md"}))
    plain = plain._replace(requires=frozenset({"Twin.md"}))
    plan = plan_of(root, deep, plain, twin, change_of(root, "Link.md"))
    (root / "Twin.md").write_text("another text\n")
    shown = feasible(root, plan)
    assert [change.path for change in shown.changes] == ["Link.md"]
    assert [(left.path, left.reason) for left in shown.left] == [
        ("Actions/Deep.md", "Plain.md is not written"),
        ("Plain.md", "Twin.md is not written"),
        ("Twin.md", CHANGED),
    ]


def test_a_plan_for_another_vault_is_refused(root):
    before = contents(root.parent)
    with pytest.raises(StalePlanError, match="made for another vault"):
        apply(root, whole_plan(root)._replace(vault="0" * 32))
    assert contents(root.parent) == before


def test_a_lock_that_changed_refuses_the_whole_plan(root):
    plan = whole_plan(root)
    (root.parent / "vaultsync.lock").write_bytes(lock_bytes("completed"))
    before = contents(root.parent)
    with pytest.raises(LockMovedError, match="changed since the plan was made"):
        apply(root, plan)
    assert contents(root.parent) == before


def test_a_lock_that_changes_while_notes_are_written_has_them_put_back(root):
    class Pulled(Quick):
        def replace(self, source, target):
            super().replace(source, target)
            if target.name.endswith(".prepared"):
                lock_file.write_bytes(lock_bytes("completed"))

    lock_file = root.parent / "vaultsync.lock"
    plan = whole_plan(root)
    before = contents(root)
    with pytest.raises(LockMovedError, match=r"changed while .* everything was put back"):
        apply(root, plan, Pulled())
    assert lock_file.read_bytes() == lock_bytes("completed")
    assert contents(root) == before


def test_the_lock_is_made_where_there_is_none(root):
    lock_file = root.parent / "vaultsync.lock"
    lock_file.unlink()
    plan = Plan((change_of(root, "Plain.md"),), None, lock_bytes("in-progress"), (), ())
    apply(root, plan)
    assert lock_file.read_bytes() == lock_bytes("in-progress")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../outside.md", "not a path inside"),
        ("Actions/../../outside.md", "not a path inside"),
        ("/etc/outside.md", "not a path inside"),
        ("C:/outside.md", "not a path inside"),
        ("C:outside.md", "not a path inside"),
        ("Actions\\Deep.md", "not a path inside"),
        ("./Plain.md", "not a path inside"),
        ("Actions//Deep.md", "not a path inside"),
        ("", "not a path inside"),
        (".obsidian/app.json", "hidden"),
        (".vaultsync/lock", "hidden"),
        ("Actions/.hidden.md", "hidden"),
        ("Plain.md\0", "NUL"),
        ("plain.md", "no such note"),
        ("Actions", "not a file"),
        ("Away/Deep.md", "reached through a link"),
        ("Outside.md", "leads out of the vault"),
        ("Hidden.md", "link to a hidden file"),
        ("vaultsync.toml", "is no note"),
        ("Settings.md", "is no note"),
    ],
)
def test_no_path_leads_out_of_the_vault(root, path, reason):
    outside = root.parent / "outside.md"
    outside.write_text(text_of("Plain"))
    (root / "Away").symlink_to(root / "Actions")
    (root / "Outside.md").symlink_to(outside)
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text(text_of("Plain"))
    (root / "Hidden.md").symlink_to(".git/config")
    (root / "vaultsync.toml").write_text(text_of("Plain"))
    (root / "Settings.md").symlink_to("vaultsync.toml")
    change = change_of(root, "Plain.md")._replace(path=path)
    before = contents(root.parent)

    outcome = apply(root, plan_of(root, change)._replace(lock=None))

    assert [left.path for left in outcome.left] == [path]
    assert reason in outcome.left[0].reason
    assert contents(root.parent) == before


@pytest.mark.parametrize(
    "path",
    [
        "../New.md",
        "/New.md",
        "C:New.md",
        "a:b.md",
        "what?.md",
        "New.md.",
        " New.md",
        "CON.md",
        "line\nend.md",
        "x" * 300 + ".md",
        "Away/New.md",
        "Plain.md/New.md",
    ],
)
def test_no_new_note_gets_a_name_that_cannot_be_used(root, path):
    (root / "Away").symlink_to(root / "Actions")
    before = contents(root.parent)
    outcome = apply(root, plan_of(root, new_note(path))._replace(lock=None))
    assert [left.path for left in outcome.left] == [path]
    assert contents(root.parent) == before


@pytest.mark.parametrize("path", ["Plain.md", "PLAIN.md", "Cafe\u0301.md", "actions/New.md"])
def test_a_new_note_never_takes_a_name_that_is_there_but_for_case_or_normal_form(root, path):
    (root / "Caf\u00e9.md").write_text("here\n")
    before = contents(root.parent)
    outcome = apply(root, plan_of(root, new_note(path))._replace(lock=None))
    assert [left.path for left in outcome.left] == [path]
    assert "already" in outcome.left[0].reason
    assert contents(root.parent) == before


class IgnoringCase(Quick):
    """A file system to which names that differ by case are one."""

    def _real(self, path):
        for other in path.parent.iterdir() if path.parent.is_dir() else ():
            if other.name.casefold() == path.name.casefold():
                return other
        return path

    def status(self, path):
        return super().status(self._real(path))

    def open(self, path, flags, mode=0o666):
        return super().open(self._real(path), flags, mode)

    def link(self, source, target):
        super().link(source, self._real(target))


def test_a_file_system_that_ignores_case_gives_no_note_a_second_name(root):
    before = contents(root)
    plan = plan_of(
        root,
        change_of(root, "Plain.md")._replace(path="PLAIN.md"),
        change_of(root, "Actions/Deep.md")._replace(path="actions/Deep.md"),
        new_note("plain.MD"),
        new_note("ACTIONS/deep.md"),
    )._replace(lock=None)
    outcome = apply(root, plan, IgnoringCase())
    assert outcome.written == ()
    assert len(outcome.left) == 4
    assert contents(root) == before
    assert apply(root, whole_plan(root), IgnoringCase()).left == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("New.md", "new.md"),
        ("New/a.md", "new/b.md"),
        ("New/a.md", "New/A.md"),
        ("New/a.md", "New/a.md"),
        ("New.md/a.md", "new.md"),
    ],
)
def test_two_new_notes_never_differ_only_by_case(root, one, other):
    plan = plan_of(root, new_note(one), new_note(other))._replace(lock=None)
    outcome = apply(root, plan)
    assert outcome.written == (one,)
    assert "there will be" in outcome.left[0].reason


def test_two_names_of_one_file_are_not_both_written(root):
    plan = plan_of(root, change_of(root, "Twin.md"), change_of(root, "Twin too.md"))
    outcome = apply(root, plan)
    assert outcome.written == ("Twin.md",)
    assert "another name" in outcome.left[0].reason


def test_a_state_folder_that_is_a_link_is_not_followed(root):
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (root / ".vaultsync").symlink_to(elsewhere)
    with pytest.raises(VaultsyncError, match="not a folder of this vault"):
        apply(root, whole_plan(root))
    assert list(elsewhere.iterdir()) == []


def test_a_read_only_note_is_left(root):
    plan = whole_plan(root)
    (root / "Plain.md").chmod(0o444)
    with as_plain_user(root):
        outcome = apply(root, plan)
    assert [(left.path, left.reason) for left in outcome.left] == [("Plain.md", "it is read-only")]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write what others only read")
def test_root_writes_what_others_only_read(root):
    (root / "Plain.md").chmod(0o444)
    outcome = apply(root, whole_plan(root))
    assert not outcome.left
    assert (root / "Plain.md").stat().st_mode & 0o777 == 0o444


@contextlib.contextmanager
def as_plain_user(folder):
    """Be somebody who may not write everywhere: tests may run as root."""
    from vaultsync.sync import native  # noqa: F401 - root's files are out of reach from here on

    if os.geteuid() != 0:
        yield
        return
    for path in (folder.parent, *folder.parent.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    above = [path for path in folder.parents if path.stat().st_mode & 0o011 != 0o011]
    for path in above:
        path.chmod(path.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_vault_that_cannot_be_written_says_so(root):
    plan = whole_plan(root)
    before = contents(root.parent)
    with as_plain_user(root):
        root.chmod(0o555)
        try:
            with pytest.raises(VaultsyncError, match="nothing was written: Permission denied"):
                apply(root, plan)
        finally:
            root.chmod(0o755)
    assert contents(root.parent) == before


def test_a_note_in_a_folder_that_cannot_be_written_is_left(root):
    plan = whole_plan(root)
    with as_plain_user(root):
        (root / "Actions").chmod(0o555)
        outcome = apply(root, plan)
        (root / "Actions").chmod(0o755)
    assert [(left.path, left.reason) for left in outcome.left] == [
        ("Actions/Deep.md", "Permission denied")
    ]
    assert len(outcome.written) == 4


def test_a_note_that_cannot_be_read_is_left(root):
    plan = whole_plan(root)
    with as_plain_user(root):
        (root / "Plain.md").chmod(0o200)
        outcome = apply(root, plan)
    assert [(left.path, left.reason) for left in outcome.left] == [
        ("Plain.md", "Permission denied")
    ]


def test_a_note_of_another_owner_keeps_its_owner(root):
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    note = root / "Plain.md"
    plan = plan_of(root, change_of(root, "Plain.md"))
    with as_plain_user(root):
        os.seteuid(0)
        os.chown(note, 1234, 1234)
        note.chmod(0o666)
        os.seteuid(65534)
        outcome = apply(root, plan)
    assert outcome.written == ("Plain.md",)
    assert note.read_bytes() == set_status("Plain")
    assert note.stat().st_uid == 1234, "it was rewritten in place"


def test_a_lock_file_that_cannot_be_written_puts_every_note_back(root):
    plan = whole_plan(root)
    (root.parent / "vaultsync.lock").chmod(0o444)
    before = contents(root.parent)
    with (
        as_plain_user(root),
        pytest.raises(VaultsyncError, match=r"it is read-only.*everything was put back"),
    ):
        apply(root, plan)
    assert contents(root.parent) == before
    assert [each.state for each in log(root)] == ["rolled-back"]


def test_a_second_sync_at_the_same_time_fails_clearly(root):
    plan = whole_plan(root)
    before = contents(root.parent)
    with vault_lock(root, Quick()), pytest.raises(VaultBusyError, match=r"process .* is writing"):
        apply(root, plan)
    assert contents(root.parent) == before


def test_what_a_plan_does_not_say_is_not_written(root):
    good = change_of(root, "Plain.md")
    at = text_of("Plain").index("title")
    deceiving = good._replace(edits=(*good.edits, Edit(at, at + 5, "head")))
    outcome = apply(root, plan_of(root, deceiving))
    assert outcome.left[0].reason == "another property would change"
    assert (root / "Plain.md").read_text() == text_of("Plain")


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit(0, 3, "--"), "another property would change"),
        (Edit(23, 24, "## "), "a heading would change"),
        (Edit(40, 40, " #more"), "the tags would not be as planned: more"),
        (Edit(40, 40, " [[More]]"), "a link would change"),
        (Edit(4, 4, "a: [\n"), "could not be read any more"),
    ],
)
def test_a_change_is_checked_by_reading_its_outcome(root, edit, reason):
    change = change_of(root, "Plain.md")._replace(edits=(edit,), intents=())
    outcome = apply(root, plan_of(root, change))
    assert reason in outcome.left[0].reason


def test_an_edit_that_does_not_fit_is_left(root):
    change = change_of(root, "Plain.md")._replace(edits=(Edit(0, 99999, ""),))
    assert "leaves the text" in apply(root, plan_of(root, change)).left[0].reason


def test_a_tag_that_is_not_valid_is_not_lost_unseen(root):
    (root / "Plain.md").write_text("---\ntags: [2024, a]\n---\n# x\n")
    change = change_of(root, "Plain.md")._replace(
        edits=(Edit(10, 19, "[a, b]"),), intents=(Intent("tags", "b", "b"),)
    )
    assert "2024" in apply(root, plan_of(root, change)).left[0].reason


def test_owner_mode_and_attributes_are_kept(root):
    note = root / "Plain.md"
    note.chmod(0o664)
    try:
        os.setxattr(note, "user.colour", b"red")
    except OSError:
        pytest.skip("this file system has no attributes")
    if os.geteuid() == 0:
        os.chown(note, 1234, 2345)
    before = note.stat()

    apply(root, plan_of(root, change_of(root, "Plain.md")))

    after = note.stat()
    assert stat.S_IMODE(after.st_mode) == 0o664
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert os.getxattr(note, "user.colour") == b"red"
    assert after.st_ino != before.st_ino, "it was replaced"


def test_a_note_whose_owner_cannot_be_given_to_a_new_file_is_rewritten_in_place(root):
    class Strange(Quick):
        def carry_attributes(self, source, handle):
            raise PermissionError(1, "not yours")

    before = (root / "Plain.md").stat()
    apply(root, plan_of(root, change_of(root, "Plain.md")), Strange())
    assert (root / "Plain.md").read_bytes() == set_status("Plain")
    assert (root / "Plain.md").stat().st_ino == before.st_ino


def test_no_temporary_stays(root):
    apply(root, whole_plan(root))
    assert not list(root.parent.rglob(".~*"))


def test_bytes_are_as_they_were_but_for_the_edit(root):
    data = b"\xef\xbb\xbf---\r\ntitle: x\r\n---\n# x\r\nNo last line end \t"
    (root / "Plain.md").write_bytes(data)
    text = data.decode("utf-8-sig")
    at = text.index("---\n#")
    change = change_of(root, "Actions/Deep.md")._replace(
        path="Plain.md",
        before=sha256(data),
        edits=(Edit(at, at, "status: In Progress\r\n"),),
    )
    apply(root, plan_of(root, change))
    wanted = data.replace(b"---\n#", b"status: In Progress\r\n---\n#")
    assert (root / "Plain.md").read_bytes() == wanted


def test_the_journal_says_why(root):
    apply(root, whole_plan(root))
    entry = Journal(root, Quick()).read("20261121-205558-1")
    assert entry.files[0].why == ("Plain: status In Progress (row 3.1.b, certain)",)
    assert (entry.command, entry.time, entry.state) == ("sync", NOW, "done")


def test_the_lock_alone_is_replaced_wholly(root):
    lock_file = root.parent / "vaultsync.lock"
    replace_lock(lock_file, b"new\n", Quick())
    assert lock_file.read_bytes() == b"new\n"
    lock_file.unlink()
    replace_lock(lock_file, b"made\n", Quick())
    assert lock_file.read_bytes() == b"made\n"


@pytest.mark.parametrize("at", ["open", "flush", "exchange"])
def test_two_that_write_the_lock_alone_take_nothing_from_each_other(root, at, monkeypatch):
    class First(Quick):
        """Is overtaken by another process at a step of its own."""

        overtaken = False

        def _overtake(self, step):
            if step == at and not self.overtaken:
                self.overtaken = True
                own = os.getpid()
                with monkeypatch.context() as patch:
                    patch.setattr(os, "getpid", lambda: own + 1)
                    assert replace_lock(lock_file, b"second\n", Quick(), expected=b"old\n")

        def open(self, path, flags, mode=0o666):
            handle = super().open(path, flags, mode)
            if path.name.endswith(".tmp"):
                self._overtake("open")
            return handle

        def flush(self, handle):
            super().flush(handle)
            self._overtake("flush")

        def exchange(self, one, other):
            self._overtake("exchange")
            return super().exchange(one, other)

    lock_file = root.parent / "vaultsync.lock"
    lock_file.write_bytes(b"old\n")
    before = contents(root.parent).keys()
    first = First()
    assert not replace_lock(lock_file, b"first\n", first, expected=b"old\n")
    assert first.overtaken
    assert lock_file.read_bytes() == b"second\n"
    assert contents(root.parent).keys() == before


def test_a_lock_that_goes_while_it_is_written_is_no_error(root):
    class Gone(Quick):
        def status(self, path):
            path.unlink(missing_ok=True)
            return super().status(path)

    lock_file = root.parent / "vaultsync.lock"
    lock_file.write_bytes(b"old\n")
    assert not replace_lock(lock_file, b"new\n", Gone(), expected=b"old\n")
    assert not lock_file.exists()


def test_what_a_crash_left_beside_the_lock_is_removed_and_no_more(root):
    lock_file = root.parent / "vaultsync.lock"
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], stdout=-1)
    gone, running = int(ended.stdout), os.getppid()
    names = [f".~vaultsync.lock.{number}.tmp" for number in (gone, os.getpid(), running)]
    for name in (*names, ".~other.lock.1.tmp"):
        lock_file.with_name(name).write_bytes(b"half")
    assert replace_lock(lock_file, b"new\n", Quick())
    assert lock_file.read_bytes() == b"new\n"
    assert {file.name for file in root.parent.glob(".~*")} == {names[2], ".~other.lock.1.tmp"}


@pytest.mark.parametrize("name", ["run.sh", "new.html", "x.canvas"])
def test_only_notes_are_made(root, name):
    change = change_of(root, "Plain.md")._replace(path=name, before=None, edits=(), text="x\n")
    outcome = apply(root, plan_of(root, change)._replace(lock=None))
    assert [left.reason for left in outcome.left] == ["is no note"]
    assert not (root / name).exists()
