"""A file of named parts gives back what was put into it, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.disk.cachefile import read_parts, write_parts

MAGIC = b"test 1\n"
parts = st.dictionaries(st.text(max_size=3), st.binary(max_size=40), max_size=4)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "cache/file"


@given(st.lists(st.integers(0, 2**40)), parts, parts)
def test_what_is_read_is_what_was_written(
    path: Path, head: list[int], told: dict[str, bytes], late: dict[str, bytes]
) -> None:
    write_parts(path, MAGIC, head, told, late)
    found = read_parts(path, MAGIC)
    assert found is not None
    assert found[:2] == (head, told)
    assert {name: part.read() for name, part in found[2].items()} == late


def test_each_damaged_byte_is_noticed(path: Path) -> None:
    told, late = {"a": b"some", "b": b"bytes"}, {"c": b"more of them"}
    write_parts(path, MAGIC, "head", told, late)
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        found = read_parts(path, MAGIC)
        if at < len(data) - len(late["c"]):
            assert found is None, at
        else:
            assert found is not None
            assert found[1] == told
            assert found[2]["c"].read() is None
    for size in range(len(data)):
        path.write_bytes(data[:size])
        found = read_parts(path, MAGIC)
        assert found is None or found[2]["c"].read() is None


@pytest.mark.parametrize(("before", "after"), [(b"", b"*\n"), (b"!cache\n", b"!cache\n")])
def test_a_folder_ignores_itself_though_a_full_disk_left_it_no_more_than_a_name(
    before: bytes, after: bytes, tmp_path: Path
) -> None:
    ignored = tmp_path / "own" / ".gitignore"
    ignored.parent.mkdir()
    ignored.write_bytes(before)
    write_parts(tmp_path / "own" / "cache" / "file", MAGIC, "head", {})
    assert ignored.read_bytes() == after


def test_another_file_in_its_place_is_not_read_late(path: Path) -> None:
    late = {"c": b"more"}
    write_parts(path, MAGIC, "head", {}, late)
    found = read_parts(path, MAGIC)
    assert found is not None
    write_parts(path, MAGIC, "head", {}, late)
    assert found[2]["c"].read() is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_is_not_waited_for(path: Path) -> None:
    write_parts(path, MAGIC, "head", {}, {"c": b"more"})
    found = read_parts(path, MAGIC)
    assert found is not None
    path.unlink()
    os.mkfifo(path)
    assert found[2]["c"].read() is None
    assert read_parts(path, MAGIC) is None
    path.unlink()
