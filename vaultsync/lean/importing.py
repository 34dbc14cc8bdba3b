"""Importing the modules of this package with less ado.

A small check imports two hundred of them. For each, Python lists suffixes, folders
and paths in turn, asks who else might have a module of that name, and takes twice as
long over that as over reading what the module was compiled to. A command knows that
its modules lie in the folders of their packages, and compiled beside them.

Only what is as it is for nearly all is done here: sources whose compiled form is
as old as they are. For whatever else there is, such as modules that are not
compiled yet, Python's own loader does what it always does.
"""

from __future__ import annotations

import os
import sys
from _frozen_importlib import ModuleSpec  # by these names, they are there already
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader
from _imp import _fix_co_filename  # type: ignore[attr-defined]  # it is not for everybody
from marshal import loads

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

_PACKAGE = f"{__name__.partition('.')[0]}."


class Compiled(SourceFileLoader):
    """The loader of a module that has a source and should have a compiled form."""

    def __init__(self, name: str, source: str, compiled: str, header: bytes) -> None:
        super().__init__(name, source)
        self._compiled = compiled
        self._header = header

    def get_code(self, fullname: str) -> CodeType | None:
        """Return what the module was compiled to, compiled anew where that is to be done."""
        try:
            data = _read(self._compiled)
        except OSError:
            return super().get_code(fullname)
        if data[: len(self._header)] != self._header:
            return super().get_code(fullname)
        code: CodeType = loads(memoryview(data)[len(self._header) :])  # noqa: S302 - as Python does
        _fix_co_filename(code, self.path)  # it may have been compiled elsewhere
        return code

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        exec(self.get_code(module.__name__), module.__dict__)  # type: ignore[arg-type]  # noqa: S102 - as Python does


_AT_ONCE = 1 << 16  # bytes: more than any module is compiled to, and soon had
_BINARY = getattr(os, "O_BINARY", 0)


def _read(path: str) -> bytes:
    """Return the bytes of a file. Raises `OSError`."""
    file = os.open(path, os.O_RDONLY | _BINARY)
    try:
        data = os.read(file, _AT_ONCE)
        while len(data) % _AT_ONCE == 0 and (more := os.read(file, _AT_ONCE)):
            data += more
        return data
    finally:
        os.close(file)


class Finder:
    """What finds the modules of this package."""

    def __init__(self, ending: str) -> None:
        self._ending = ending

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what says how a module is to be loaded; None where others are to be asked."""
        if not path or not name.startswith(_PACKAGE):
            return None
        folder, last, package = path[0], name.rpartition(".")[2], False
        try:
            source = f"{folder}{os.sep}{last}.py"
            at = os.stat(source)  # noqa: PTH116 - text
        except OSError:
            folder, last, package = f"{folder}{os.sep}{last}", "__init__", True
            try:
                source = f"{folder}{os.sep}__init__.py"
                at = os.stat(source)  # noqa: PTH116 - text
            except OSError:
                return None
        compiled = f"{folder}{os.sep}__pycache__{os.sep}{last}{self._ending}"
        state = (0, int(at.st_mtime), at.st_size)  # 0: it is told by these whether it is old
        header = MAGIC_NUMBER + b"".join(
            [(each & 0xFFFFFFFF).to_bytes(4, "little") for each in state]
        )
        spec = ModuleSpec(name, Compiled(name, source, compiled, header), origin=source)
        if package:
            spec.submodule_search_locations = [folder]
        spec.has_location = True
        spec.cached = compiled
        return spec


def hasten() -> None:
    """Find the modules of this package so from now on, if they lie where modules mostly do."""
    folder, name = os.path.split(__spec__.cached or "")
    beside = os.path.join(os.path.dirname(__file__), "__pycache__")  # noqa: PTH118, PTH120 - text
    if type(__spec__.loader) is SourceFileLoader and folder == beside:
        sys.meta_path.insert(0, Finder(name.removeprefix(__name__.rpartition(".")[2])))
