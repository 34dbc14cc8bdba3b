"""One file replaced while others save it: the newest text that a user saved always stays."""

import errno
import os

import pytest

from tests.sync.support import Quick
from vaultsync.sync.replace import create_file, remove_file, replace_file
from vaultsync.sync.rewrite import is_between
from vaultsync.sync.settle import ChangedError, UnsettledError

OLD, NEW, THEIRS = b"old text\n", b"new text, longer\n", b"what somebody saved\n"


class Watched(Quick):
    """Lets somebody do something right before or after the first call of a name."""

    def __init__(self, when, name, what):
        self.when, self.name, self.what = when, name, what

    def _around(self, name, call, *arguments):
        now, what = name == self.name, self.what
        if now:
            self.name = ""
        if now and self.when == "before":
            what()
        result = call(*arguments)
        if now and self.when == "after":
            what()
        return result

    def exchange(self, one, other):
        return self._around("exchange", super().exchange, one, other)

    def replace(self, source, target):
        return self._around("replace", super().replace, source, target)

    def link(self, source, target):
        return self._around("link", super().link, source, target)

    def flush_folder(self, path):
        return self._around("flush_folder", super().flush_folder, path)


class WatchedPlain(Watched):
    """The same where files cannot swap names."""

    def exchange(self, one, other):
        return False


@pytest.fixture
def note(tmp_path):
    note = tmp_path / "Note.md"
    note.write_bytes(OLD)
    return note


def save_in_place(note):
    return lambda: note.write_bytes(THEIRS)


def save_by_rename(note):
    def save():
        other = note.with_name("saved.tmp")
        other.write_bytes(THEIRS)
        other.replace(note)

    return save


def replace(system, note, announced=None):
    def announce(data):
        if announced is not None:
            announced.append(data)

    replace_file(system, note, OLD, NEW, note.with_name(".~t.tmp"), announce)


def only_the_note(note):
    return [path.name for path in note.parent.iterdir()] == [note.name]


@pytest.mark.parametrize("save", [save_in_place, save_by_rename])
@pytest.mark.parametrize(
    ("when", "name"),
    [("before", "exchange"), ("after", "exchange"), ("after", "flush_folder")],
)
def test_what_somebody_saves_around_an_exchange_stays(note, save, when, name):
    with pytest.raises(ChangedError):
        replace(Watched(when, name, save(note)), note)
    assert note.read_bytes() == THEIRS
    assert only_the_note(note)


@pytest.mark.parametrize("save", [save_in_place, save_by_rename])
@pytest.mark.parametrize(("when", "name"), [("after", "replace"), ("after", "flush_folder")])
def test_what_somebody_saves_after_a_plain_replacement_stays(note, save, when, name):
    with pytest.raises(ChangedError):
        replace(WatchedPlain(when, name, save(note)), note)
    assert note.read_bytes() == THEIRS
    assert only_the_note(note)


@pytest.mark.parametrize("system", [Watched, WatchedPlain])
def test_a_note_that_somebody_removes_meanwhile_stays_removed(note, system):
    with pytest.raises((ChangedError, FileNotFoundError)):
        replace(system("after", "flush_folder", note.unlink), note)
    assert not note.exists()
    with pytest.raises(FileNotFoundError):
        replace(Quick(), note)
    assert list(note.parent.iterdir()) == []


def test_two_saves_around_an_exchange_leave_the_newer(note):
    first = save_in_place(note)

    class Twice(Watched):
        def exchange(self, one, other):
            if self.name:
                return super().exchange(one, other)
            # While the earlier save is brought back, a later one comes.
            note.write_bytes(b"saved later\n")
            return super().exchange(one, other)

    with pytest.raises(ChangedError):
        replace(Twice("before", "exchange", first), note)
    assert note.read_bytes() == b"saved later\n"
    assert only_the_note(note)


def test_a_failure_that_cannot_be_put_back_is_told(note):
    class Breaking(Quick):
        def __init__(self):
            self.exchanged = False

        def exchange(self, one, other):
            if self.exchanged:
                raise OSError(errno.EIO, "broken")
            self.exchanged = super().exchange(one, other)
            return self.exchanged

        def flush_folder(self, path):
            raise OSError(errno.EIO, "broken")

    with pytest.raises(UnsettledError):
        replace(Breaking(), note)


def test_what_does_not_reach_the_disk_is_noticed_before_the_note_changes(note):
    class Losing(Quick):
        def write(self, handle, data):
            super().write(handle, b"?" * len(data))
            return len(data)

    with pytest.raises(OSError, match="did not last"):
        replace(Losing(), note)
    assert note.read_bytes() == OLD


def test_a_hard_linked_note_is_announced_before_it_is_rewritten(note):
    twin = note.with_name("Twin.md")
    twin.hardlink_to(note)
    announced = []
    replace(Quick(), note, announced)
    assert announced == [NEW]
    assert twin.read_bytes() == NEW
    assert twin.samefile(note)


def test_a_shorter_text_leaves_no_tail_in_place(tmp_path):
    note = tmp_path / "Note.md"
    note.write_bytes(b"long " * 100)
    note.with_name("Twin.md").hardlink_to(note)
    replace_file(Quick(), note, b"long " * 100, b"short", tmp_path / "t", lambda _: None)
    assert note.read_bytes() == b"short"


def test_a_new_note_never_takes_a_name_that_came_meanwhile(tmp_path):
    note = tmp_path / "New.md"
    system = Watched("before", "link", lambda: note.write_bytes(THEIRS))
    with pytest.raises(ChangedError):
        create_file(system, note, NEW, tmp_path / ".~t.tmp", lambda _: None)
    assert note.read_bytes() == THEIRS
    assert only_the_note(note)


def test_a_new_note_gets_the_mode_that_new_files_have(tmp_path):
    mask = os.umask(0o027)
    try:
        create_file(Quick(), tmp_path / "New.md", NEW, tmp_path / ".~t.tmp", lambda _: None)
    finally:
        os.umask(mask)
    assert (tmp_path / "New.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_somebody_saves_around_a_removal_stays(note, when):
    system = Watched(when, "replace", save_in_place(note))
    if when == "before":
        with pytest.raises(ChangedError):
            remove_file(system, note, OLD, note.with_name(".~t.tmp"))
    else:
        remove_file(system, note, OLD, note.with_name(".~t.tmp"))
    assert note.read_bytes() == THEIRS
    assert only_the_note(note)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (b"old text\n", True),
        (b"new text, longer\n", True),
        (b"new text\n", True),
        (b"new text, lo", True),
        (b"old text, lo", True),
        (b"old text\n\0\0\0", True),
        (b"what somebody", False),
        (b"old", False),
        (b"new text, longer\n and more", False),
    ],
)
def test_an_unfinished_overwriting_is_known_by_its_bytes(found, expected):
    assert is_between(found, OLD, NEW) is expected
