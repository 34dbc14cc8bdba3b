"""Only plain files are read, and only as much of them as was asked for."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from vaultsync.disk.bounded import read_bounded, remedy

MOST = 100_000


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, MOST])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    file = tmp_path / "file"
    data = os.urandom(size)
    file.write_bytes(data)
    assert read_bounded(file, MOST) == data
    assert read_bounded(str(file), MOST) == data
    (tmp_path / "link").symlink_to(file)
    assert read_bounded(tmp_path / "link", MOST) == data


def _refused(path: Path | str) -> OSError:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its words and number are looked at
        read_bounded(path, MOST)
    return caught.value


def test_a_larger_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as stream:
        stream.truncate(6 << 30)  # takes no room on the disk
    assert (_refused(file).errno, _refused(file).strerror) == (
        errno.EFBIG,
        "it has more than 97 KiB",
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="it needs a file of no known size")
def test_a_file_that_does_not_tell_its_size() -> None:
    assert read_bounded("/proc/self/stat", MOST)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="it needs a device")
def test_a_device_that_never_ends(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/zero")
    assert _refused(tmp_path / "link").strerror == "it is no plain file, but a pipe or a device"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="it needs pipes")
def test_a_pipe_lets_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _refused(tmp_path / "pipe").errno == errno.ENODEV


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="it needs sockets")
def test_what_else_there_may_be(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert _refused(tmp_path / "loop").strerror == "it is a symbolic link that leads in circles"
    assert _refused(tmp_path).strerror == "it is a folder"
    assert isinstance(_refused(tmp_path / "absent"), FileNotFoundError)
    assert isinstance(_refused("nul\0l"), FileNotFoundError)


def test_what_to_do() -> None:
    assert remedy(PermissionError(errno.EACCES, ""), "Remove it.") == "Make it readable for you."
    assert remedy(OSError(errno.EFBIG, ""), "Remove it.") == "Remove it."
