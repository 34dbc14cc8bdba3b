"""Blobs are given back as they were put, wherever they lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from vaultsync.obsidian import blobs as module
from vaultsync.obsidian.blobs import Blobs


@pytest.fixture(params=[1, 2, 1000])
def blobs(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    monkeypatch.setattr(module, "_MOST", request.param)
    no_folder = tmp_path / "own"
    no_folder.symlink_to(tmp_path / "elsewhere")
    return Blobs([str(no_folder / "cache"), str(tmp_path / "other" / "cache")])


def test_what_was_put_is_given_back(blobs: Blobs) -> None:
    told = {bytes([number]): bytes([number]) * number * 7 for number in range(1, 60)}
    for key, blob in told.items():
        blobs.put(key, blob)
    blobs.put(b"\x05", b"anew")
    told[b"\x05"] = b"anew"
    assert {key: blobs.get(key) for key in told} == told
    assert len(blobs) == len(told)
    assert b"\x05" in blobs
    assert b"none" not in blobs
    assert blobs.get(b"none") is None
    blobs.clear()
    assert len(blobs) == 0
    assert blobs.get(b"\x05") is None
    blobs.put(b"a", b"after")
    assert blobs.get(b"a") == b"after"


def test_no_file_is_left(blobs: Blobs, tmp_path: Path) -> None:
    for number in range(20):
        blobs.put(bytes([number]), b"x")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] in ([], [".gitignore"])


def test_without_a_place_all_stay_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    (tmp_path / "file").write_text("")
    blobs = Blobs([str(tmp_path / "file" / "cache")])
    for number in range(20):
        blobs.put(bytes([number]), bytes([number]))
    assert [blobs.get(bytes([number])) for number in range(20)] == [
        bytes([number]) for number in range(20)
    ]


def test_a_full_disk_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def write(file: int, data: bytes, at: int) -> int:
        written.append(len(data))
        if len(written) > 3:
            raise OSError(28, "No space left on device")
        return real(file, data, at)

    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", write)
    monkeypatch.setattr(module, "_MOST", 5)
    blobs = Blobs([str(tmp_path / "own" / "cache")])
    told = {bytes([number]): bytes([number]) * 9 for number in range(60)}
    for key, blob in told.items():
        blobs.put(key, blob)
    assert {key: blobs.get(key) for key in told} == told
    assert len(written) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")
def test_a_fork_reads_what_was_put_before_it(blobs: Blobs) -> None:
    for number in range(1, 20):
        blobs.put(bytes([number]), bytes([number]))
    process = os.fork()
    if not process:
        blobs.put(b"own", b"own")
        mine = all(blobs.get(bytes([number])) == bytes([number]) for number in range(1, 20))
        os._exit(0 if mine and blobs.get(b"own") == b"own" else 1)
    blobs.put(b"other", b"other")
    assert os.waitpid(process, 0)[1] == 0
    assert blobs.get(b"own") is None
    assert blobs.get(b"other") == b"other"
