"""Modules are those that Python itself would import, and compiled when it would compile them."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vaultsync

PACKAGE = Path(vaultsync.__file__).parent
CHECK = "import sys; sys.argv[1:] = ['check']; from vaultsync.cli import main; main()"
TOLD = (
    "import inspect, os, sys; from importlib.util import cache_from_source\n"
    "from vaultsync.lean.importing import Compiled, hasten; hasten()\n"
    "from vaultsync.rules import broken_link as rule\n"
    "assert type(rule.__spec__.loader) is Compiled\n"
    "assert rule.__file__ == rule.__spec__.origin == inspect.getsourcefile(rule)\n"
    "assert rule.__cached__ == rule.__spec__.cached == cache_from_source(rule.__file__)\n"
    "assert rule.__package__ == 'vaultsync.rules'\n"
    "assert inspect.getsource(rule) == open(rule.__file__).read()\n"
    "assert rule.check_use.__code__.co_filename == rule.__file__\n"
    "assert vars(rule).keys() >= {'__builtins__', '__doc__', '__loader__'}\n"
    "try: import vaultsync.rules.nothing\n"
    "except ModuleNotFoundError as error: print(error)\n"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the program, compiled where it lay before it was moved to its place."""
    first, package = tmp_path / "first", tmp_path / "lib"
    shutil.copytree(PACKAGE, first / "vaultsync", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(first / "vaultsync" / "rules", quiet=2)
    first.rename(package)
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    (tmp_path / "vault" / "One.md").write_text("[[Nowhere]]\n")
    return package


def run(code: str, package: Path, *options: str) -> subprocess.CompletedProcess[str]:
    kept = {key: said for key, said in os.environ.items() if not key.startswith("PYTHON")}
    cache = package.parent / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        cwd=package.parent / "vault",
        env={**kept, "PYTHONPATH": str(package), "VAULTSYNC_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_module_is_what_it_is_elsewhere(package: Path) -> None:
    for options in ((), (), ("-O",)):
        told = run(TOLD, package, *options)
        assert told.stderr == ""
        assert told.stdout == "No module named 'vaultsync.rules.nothing'\n"


def test_a_changed_source_is_compiled_anew(package: Path) -> None:
    module = package / "vaultsync" / "rules" / "broken_link.py"
    compiled = next((module.parent / "__pycache__").glob("broken_link.*"))
    before = run(CHECK, package)
    assert "Nowhere" in before.stdout
    old = compiled.read_bytes()
    module.write_text(module.read_text() + "\nprint('changed')\n")
    for _ in range(2):
        assert run(CHECK, package).stdout == "changed\n" + before.stdout
        assert compiled.read_bytes() != old
    for damaged in (b"", old[:10], b"other" + compiled.read_bytes()[5:]):
        compiled.write_bytes(damaged)
        assert run(CHECK, package).stdout == "changed\n" + before.stdout
    compiled.unlink()
    assert run(CHECK, package).stdout == "changed\n" + before.stdout
    assert compiled.exists()


def test_where_modules_are_compiled_to_another_place_python_finds_them(package: Path) -> None:
    code = "import sys; from vaultsync.lean.importing import hasten; there = sys.meta_path[:]"
    code += "; hasten()"
    elsewhere = ("-X", f"pycache_prefix={package.parent / 'compiled'}")
    assert run(f"{code}; print(sys.meta_path == there)", package, *elsewhere).stdout == "True\n"
    assert run(f"{code}; print(sys.meta_path == there)", package).stdout == "False\n"


def test_who_compiles_no_pattern_imports_nothing_that_does(package: Path) -> None:
    for _ in range(2):  # the first run compiles patterns, and keeps them
        told = run(CHECK, package, "-X", "importtime").stderr
    imported = {line.rpartition("|")[2].strip() for line in told.splitlines() if "|" in line}
    assert "vaultsync.obsidian.scan" in imported
    assert imported.isdisjoint({"enum", "re", "re._compiler", "re._parser"})


def test_another_python_finds_modules_by_itself(package: Path) -> None:
    other = "import sys; sys.modules['_frozen_importlib_external'] = None\n"
    before, after = run(CHECK, package), run(other + CHECK, package)
    assert after.stderr == before.stderr
    assert after.stdout == before.stdout
    assert "Nowhere" in after.stdout
