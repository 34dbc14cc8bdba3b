"""Patterns that were kept mean what `re` makes of them, and nothing goes wrong without them."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
from compileall import compile_file
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import cache_from_source
from marshal import loads
from pathlib import Path

import pytest

import vaultsync
from vaultsync.lean import carriers, kept_patterns, precompiled
from vaultsync.lean.regex import Late
from vaultsync.processes import forks

SOME = [
    ("a(?P<x>b)*+", 0),
    ("[\x00-\x1f\ud800-\udfff\U000e0000-\U000e007f]", 0),
    (r"(?i:é)\b | # more", re.VERBOSE | re.MULTILINE),
    ("", 0),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "kept_patterns.py"
    source.write_bytes(Path(kept_patterns.__file__).read_bytes())
    path = Path(cache_from_source(str(source)))
    path.parent.mkdir()
    monkeypatch.setattr(precompiled, "_places", lambda: (str(source), str(path)))
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
        pytest.param(lambda data: data[: len(data) // 2], id="torn"),
        pytest.param(lambda data: data.replace(b"(?P<x>", b"(?P<y>"), id="a bit"),
        pytest.param(lambda data: data.replace(b"patterns 2", b"patterns 1"), id="older"),
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
    source, _ = precompiled._places()
    nowhere = str(file.parent / "gone" / "made.pyc")
    for places in ((source, nowhere), ("gone.py", str(file))):
        monkeypatch.setattr(precompiled, "_places", lambda places=places: places)
        precompiled.compiled("a")
        precompiled.keep()
        assert list(file.parent.iterdir()) == []


def test_it_is_the_compiled_form_of_a_module(file: Path) -> None:
    """So whatever knows of compiled modules knows of it: `compileall`, and what uninstalls."""
    data = kept(file)
    source = file.parent.parent / "kept_patterns.py"
    loader = SourceFileLoader("kept_patterns", str(source))
    code = loader.get_code("kept_patterns")
    assert code is not None
    assert code == loads(data[16:])
    there: dict[str, bytes] = {}
    exec(code, there)
    assert there["KEPT"] in data
    assert len(there["KEPT"]) > 500
    assert compile_file(str(source), quiet=2)
    assert file.read_bytes() == data


def test_the_module_of_this_package_is_meant() -> None:
    source = kept_patterns.__file__
    assert precompiled._places() == (source, cache_from_source(source))


def test_beside_modules_that_are_not_compiled_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(carriers, "__spec__", ModuleSpec("carriers", None))
    monkeypatch.setattr(precompiled, "_kept", None)
    monkeypatch.setattr(precompiled, "_new", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert precompiled.compiled("a") == re.compile("a")
    precompiled.keep()
    assert precompiled._new


def test_what_a_fork_compiled_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("this system has no forks")
    fork = forks.forked(lambda go_on: [precompiled.compiled("only (?:here)*+", 0).pattern])
    assert fork is not None
    assert precompiled.compiled("here(?: too)*+", 0).pattern == "here(?: too)*+"
    assert fork.result() == "only (?:here)*+"
    precompiled.keep()
    made = anew(monkeypatch)
    assert precompiled.compiled("only (?:here)*+", 0).fullmatch("only herehere")
    assert precompiled.compiled("here(?: too)*+", 0).fullmatch("here too")
    assert made == []
    assert [each.name for each in file.parent.iterdir()] == [file.name]
