"""Patterns that were kept mean what `re` makes of them, and nothing goes wrong without them."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from pathlib import Path

import pytest

import vaultsync
from vaultsync import precompiled
from vaultsync.regex import Late

SOME = [
    ("a(?P<x>b)*+", 0),
    ("[\x00-\x1f\ud800-\udfff\U000e0000-\U000e007f]", 0),
    (r"(?i:é)\b | # more", re.VERBOSE | re.MULTILINE),
    ("", 0),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "made.patterns"
    monkeypatch.setattr(precompiled, "_path", lambda: str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(precompiled, "_kept", None)
    monkeypatch.setattr(precompiled, "_new", {})
    return path


def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Begin as another process would; the patterns that this one has to compile."""
    made: list[str] = []
    real = precompiled._compiled
    monkeypatch.setattr(
        precompiled, "_compiled", lambda text, flags: made.append(text) or real(text, flags)
    )
    monkeypatch.setattr(precompiled, "_kept", None)
    monkeypatch.setattr(precompiled, "_new", {})
    return made


def kept(file: Path) -> bytes:
    for pattern, flags in SOME:
        assert precompiled.compiled(pattern, flags) == re.compile(pattern, flags)
    precompiled.keep()
    return file.read_bytes()


def test_what_was_kept_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file)
    made = anew(monkeypatch)
    for pattern, flags in SOME:
        found, expected = precompiled.compiled(pattern, flags), re.compile(pattern, flags)
        assert found == expected  # down to the numbers
        assert (found.groups, found.groupindex) == (expected.groups, expected.groupindex)
    assert made == []
    before = file.stat()
    precompiled.keep()
    assert file.stat() == before
    assert precompiled.compiled("new") == re.compile("new")
    precompiled.keep()
    made = anew(monkeypatch)
    precompiled.compiled("new")
    precompiled.compiled(*SOME[0])
    assert made == []
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_every_pattern_of_the_program_can_be_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = set()
    for module in pkgutil.walk_packages(vaultsync.__path__, "vaultsync."):
        if not module.name.endswith("__main__"):
            for each in vars(importlib.import_module(module.name)).values():
                if isinstance(each, Late):
                    said.add(each._said)
    for pattern, flags in said:
        precompiled.compiled(pattern, flags)
    precompiled.keep()
    made = anew(monkeypatch)
    for pattern, flags in said:
        assert precompiled.compiled(pattern, flags) == re.compile(pattern, flags)
    assert made == []
    assert len(said) > 50


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="torn"),
        pytest.param(lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:], id="a bit"),
        pytest.param(lambda data: b"other" + data[5:], id="another version"),
        pytest.param(lambda data: data.replace(b"cpython", b"cpythom"), id="torn within"),
    ],
)
def test_damage_costs_only_time(
    damage: object, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(damage(kept(file)))  # type: ignore[operator]
    made = anew(monkeypatch)
    assert precompiled.compiled(*SOME[0]) == re.compile(*SOME[0])
    assert made == [SOME[0][0]]


def test_so_does_another_python(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file)
    made = anew(monkeypatch)
    monkeypatch.setattr(sys, "version", "3.99")
    precompiled.compiled(*SOME[0])
    assert made == [SOME[0][0]]


def test_where_re_is_built_otherwise_it_compiles_by_itself(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _sre

    monkeypatch.delattr(_sre, "compile")
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: (pattern, flags))
    assert precompiled.compiled("a", re.IGNORECASE) == ("a", re.IGNORECASE)


def test_what_is_no_pattern_is_an_error_as_it_always_is(file: Path) -> None:
    with pytest.raises(re.error):
        precompiled.compiled("(")


def test_nothing_is_written_where_python_is_to_write_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    precompiled.compiled("a")
    precompiled.keep()
    assert not file.exists()


def test_where_it_cannot_be_written_nothing_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precompiled, "_path", lambda: str(file.parent / "gone" / "made.patterns"))
    precompiled.compiled("a")
    precompiled.keep()
    assert list(file.parent.iterdir()) == []


def test_it_lies_beside_the_compiled_modules() -> None:
    path = Path(precompiled._path() or "")
    assert path.parent.name == "__pycache__"
    assert path.name.endswith(".patterns")
