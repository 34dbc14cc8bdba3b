"""Texts that were laid down are there as they were, whoever laid them down."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian import at_hand as module
from vaultsync.obsidian.at_hand import AtHand, at_hand, lot_of
from vaultsync.processes import shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.obsidian.at_hand import Laid

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is memory a file")


@pytest.fixture
def texts() -> Iterator[AtHand]:
    made = at_hand()
    assert made is not None
    yield made
    made.clear()


def known(texts: AtHand) -> dict[str, bytes]:
    found = [dict(zip(lot.paths, lot.texts, strict=True)) for lot in texts.lots(texts.places)]
    return {path: text for lot in found for path, text in lot.items()}


@given(st.lists(st.binary(max_size=5)))
def test_each_text_of_a_lot_is_as_it_was(texts: list[bytes]) -> None:
    lot = lot_of([str(number) for number, _ in enumerate(texts)], texts)
    assert list(lot.texts) == texts
    assert [lot.text[end : end + 1] for end in lot.ends] == [b"\n"] * len(texts)


def test_all_processes_lay_down_texts_side_by_side(texts: AtHand) -> None:
    paths = [f"{number}.md" for number in range(400)]

    def put(some: Sequence[str]) -> list[tuple[Sequence[str], Laid | None, int]]:
        time.sleep(0.005)  # so that forks are there before all is done
        laid = texts.put([path.encode() * (len(path) * 300) for path in some])
        return [(some, laid, os.getpid())]

    found = [each for part in shares.shared(3, paths, put) for each in part]
    assert len({process for _, _, process in found}) > 1
    for some, laid, _ in found:
        assert laid is not None
        texts.know(some, laid)
    assert known(texts) == {path: path.encode() * (len(path) * 300) for path in paths}


def test_no_more_is_laid_down_than_there_is_room_for(
    texts: AtHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    for name, size in (("a.md", 4), ("b.md", 4), ("c.md", 1)):
        if (laid := texts.put([b"x" * size])) is not None:
            texts.know([name], laid)
    assert known(texts) == {"a.md": b"xxxx", "b.md": b"xxxx"}


def test_what_cannot_be_laid_down_or_got_again_is_left_out(
    texts: AtHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = texts.put([b"text"])
    assert laid is not None
    texts.know(["a.md"], laid)
    read, write = os.pread, os.pwritev
    monkeypatch.setattr(os, "pread", lambda file, size, at: read(file, size - 1, at))
    assert known(texts) == {}
    monkeypatch.setattr(os, "pwritev", lambda file, parts, at: write(file, parts[:1], at))
    assert texts.put([b"text"]) is None


def test_of_more_texts_than_the_system_takes_none_is_laid_down(texts: AtHand) -> None:
    assert texts.put([b"text"] * 5000) is None
    assert texts.put([b"text"]) is not None


def test_nothing_is_left_of_what_was_let_go(texts: AtHand) -> None:
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    laid = texts.put([b"text"])
    assert laid is not None
    texts.know(["a.md"], laid)
    texts.clear()
    texts.clear()
    assert known(texts) == {}
    assert texts.put([b"text"]) is None
    assert len(list(Path("/proc/self/fd").iterdir())) == open_files - 1


def test_where_no_file_can_be_had_nothing_is_laid_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> int:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "memfd_create", refuse)
    assert at_hand() is None
    monkeypatch.delattr(os, "memfd_create")
    assert at_hand() is None
