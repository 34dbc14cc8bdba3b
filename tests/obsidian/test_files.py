import errno
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.files import DiskFiles, MemoryFiles, OverlayFiles, stats_of


def write(root, **files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def paths(files, under=""):
    return sorted(files.table(under).paths)


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    root.mkdir()
    return root


def test_everything_is_listed_but_what_starts_with_a_dot(vault):
    write(vault, **{
        "a.md": "a", "dir/b.md": "b", "dir/deep/c.png": "", ".obsidian/app.json": "{}",
        ".trash/old.md": "", "dir/.raw/page.md": "", "dir/.hidden.md": "",
    })  # fmt: skip
    assert paths(DiskFiles(vault)) == ["a.md", "dir/b.md", "dir/deep/c.png"]
    assert paths(DiskFiles(vault), "dir") == ["dir/b.md", "dir/deep/c.png"]
    assert paths(DiskFiles(vault), "absent") == []


def test_a_stat_tells_size_time_and_inode(vault):
    write(vault, **{"a.md": "four"})
    (listed,) = stats_of(DiskFiles(vault).table())
    on_disk = (vault / "a.md").stat()
    assert listed == ("a.md", 4, on_disk.st_mtime_ns, on_disk.st_ctime_ns, on_disk.st_ino)
    assert DiskFiles(vault).stat("a.md") == listed


def test_folders_and_absent_files_have_no_stat(vault):
    write(vault, **{"dir/a.md": ""})
    files = DiskFiles(vault)
    assert files.stat("dir") is None
    assert files.stat("b.md") is None
    assert files.stat("nul\0l") is None


def test_settings_can_be_read_although_they_are_not_listed(vault):
    write(vault, **{".obsidian/app.json": "{}"})
    files = DiskFiles(vault)
    assert files.read(".obsidian/app.json") == b"{}"
    assert files.stat(".obsidian/app.json") is not None


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_files_of_every_size_are_read_whole(vault, size):
    data = os.urandom(size)
    (vault / "a.md").write_bytes(data)
    assert DiskFiles(vault).read("a.md") == data


def test_absent_files_and_impossible_names_are_errors_of_the_system(vault):
    for path in ("a.md", "nul\0l.md"):
        with pytest.raises(OSError):  # noqa: PT011
            DiskFiles(vault).read(path)


def test_placeholders_of_the_cloud_are_passed_on(vault):
    write(vault, **{"dir/.Note.md.icloud": "x", ".obsidian/.x.md.icloud": "x"})
    assert paths(DiskFiles(vault)) == ["dir/.Note.md.icloud"]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
class TestSymbolicLinks:
    def test_links_to_other_places_are_followed(self, vault, tmp_path):
        write(tmp_path / "other", **{"x.md": "x", "sub/y.md": "y"})
        (vault / "ext").symlink_to(tmp_path / "other")
        (vault / "one.md").symlink_to(tmp_path / "other" / "x.md")
        files = DiskFiles(vault)
        assert paths(files) == ["ext/sub/y.md", "ext/x.md", "one.md"]
        assert files.read("ext/sub/y.md") == b"y"
        assert files.stat("ext/x.md") in stats_of(files.table())

    def test_links_to_the_vault_and_above_it_are_not(self, vault, tmp_path):
        write(vault, **{"dir/a.md": "a"})
        (vault / "self").symlink_to(vault)
        (vault / "up").symlink_to(tmp_path)
        (vault / "inside").symlink_to(vault / "dir")
        (vault / "b.md").symlink_to(vault / "dir" / "a.md")
        (vault / "dead").symlink_to(tmp_path / "nothing")
        files = DiskFiles(vault)
        assert paths(files) == ["dir/a.md"]
        assert files.stat("inside/a.md") is None
        assert files.stat("b.md") is None
        assert paths(files, "inside") == []

    def test_one_that_may_not_be_read_leads_nowhere(self, vault, tmp_path, monkeypatch):
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "x.md").touch()
        (vault / "ext").symlink_to(tmp_path / "other")
        (vault / "proc").symlink_to(tmp_path / "other")
        real = os.path.realpath

        def forbidden(path, **more):
            if os.fspath(path).endswith("proc"):
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return real(path, **more)

        monkeypatch.setattr(os.path, "realpath", forbidden)
        assert paths(DiskFiles(vault)) == ["ext/x.md"]

    def test_loops_outside_of_the_vault_end(self, vault, tmp_path):
        one, two = tmp_path / "one", tmp_path / "two"
        write(one, **{"1.md": ""})
        write(two, **{"2.md": ""})
        for number in range(8):
            (one / f"l{number}").symlink_to(two)
            (two / f"l{number}").symlink_to(one)
        (vault / "ext").symlink_to(one)
        found = paths(DiskFiles(vault))
        assert "ext/1.md" in found
        assert "ext/l0/2.md" in found
        assert len(found) < 20

    def test_a_vault_that_is_itself_reached_by_a_link_is_a_vault(self, vault, tmp_path):
        write(vault, **{"dir/a.md": "a"})
        (tmp_path / "door").symlink_to(vault)
        files = DiskFiles(tmp_path / "door")
        assert paths(files) == ["dir/a.md"]
        assert files.stat("dir/a.md") is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_left_out(vault):
    os.mkfifo(vault / "pipe.md")
    assert paths(DiskFiles(vault)) == []
    assert DiskFiles(vault).stat("pipe.md") is None


def test_memory_keeps_to_the_same_rules():
    files = MemoryFiles({
        "a.md": b"a", ".obsidian/app.json": b"{}", "d/.b.md.icloud": b"", ".x/.b.md.icloud": b"",
        "d/c.md": b"",
    })  # fmt: skip
    assert paths(files) == ["a.md", "d/.b.md.icloud", "d/c.md"]
    assert paths(files, "d") == ["d/.b.md.icloud", "d/c.md"]
    assert files.read(".obsidian/app.json") == b"{}"
    assert files.stat("a.md").size == 1
    with pytest.raises(FileNotFoundError):
        files.read("b.md")


def test_memory_shows_a_change_of_equal_size():
    contents = {"a.md": b"one"}
    before = MemoryFiles(contents).stat("a.md")
    contents["a.md"] = b"two"
    assert MemoryFiles(contents).stat("a.md") != before


_trees = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "d/c.md", "d/e/f.md", ".x/g.md"]), st.binary(max_size=9)
)


@given(
    _trees, st.dictionaries(st.sampled_from(["a.md", "d/c.md", "n.md"]), st.none() | st.binary())
)
def test_an_overlay_is_the_tree_with_its_texts_written(tree, texts):
    overlay = OverlayFiles(MemoryFiles(tree), texts)
    written = MemoryFiles(
        {path: data for path, data in {**tree, **texts}.items() if data is not None}
    )
    assert sorted(stats_of(overlay.table())) == sorted(stats_of(written.table()))
    assert paths(overlay, "d") == paths(written, "d")
    for path in (*tree, *texts):
        assert overlay.stat(path) == written.stat(path)
        if written.stat(path):
            assert overlay.read(path) == written.read(path)
        else:
            with pytest.raises(FileNotFoundError):
                overlay.read(path)
