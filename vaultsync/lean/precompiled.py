"""Patterns that stay compiled from one process to the next, as modules do.

Compiling the hundred patterns of a small check takes longer than judging it.
What `re` makes of a pattern is a list of numbers, and depends on nothing but the
pattern and this Python. So it is kept, in the compiled form of `kept_patterns`. What
is damaged, or of another Python, counts as absent, and so does all of this where `re`
is not built as it is today.
"""

from __future__ import annotations

import sys
from marshal import dumps, loads

from vaultsync.lean import carriers

TYPE_CHECKING = False  # each check imports this before all else
if TYPE_CHECKING:
    import re
    from typing import Any, TypeAlias

    # Flags, numbers, how many groups, their numbers by name, their names by number.
    Kept: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_MAGIC = b"vaultsync patterns 2\n"
_MOST = 1000  # patterns: this program has no third of it

_kept: dict[tuple[str, int], Kept] | None = None
_new: dict[tuple[str, int], Kept] = {}


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern, made of what was kept of it where that is there."""
    global _kept
    said = (pattern, int(flags))
    try:
        if _kept is None:
            _kept = _read()
        kept = _kept.get(said) or _new.get(said)
        if kept is None:
            kept = _new[said] = _compiled(pattern, int(flags))
        return _pattern(pattern, kept)
    except Exception:  # noqa: BLE001 - another Python, or no pattern: `re` itself says which
        import re

        return re.compile(pattern, flags)


def keep() -> None:
    """Keep what was compiled in this process, if anything was and that may be."""
    source, path = _places()
    if not _new or path is None or sys.dont_write_bytecode:
        return
    known = {**(_kept or {}), **_now(), **_new}
    payload = dumps((_python(), known if len(known) <= _MOST else _new))
    if carriers.write(source, path, _MAGIC, payload):
        _new.clear()


carriers.at_the_end(keep)


def _places() -> tuple[str, str | None]:
    return carriers.places("kept_patterns")


def _python() -> Any:
    """Return what tells this Python from any other that may compile to other numbers."""
    import _sre  # type: ignore[import-not-found]  # it is not for everybody

    return (sys.version, sys.implementation.cache_tag, _sre.MAGIC, _sre.CODESIZE)


def _read() -> dict[tuple[str, int], Kept]:
    """Return what is kept, nothing where that is of no use."""
    _, path = _places()
    payload = path and carriers.read(path, _MAGIC)
    if not payload:
        return {}
    python, known = loads(payload)  # noqa: S302 - ours, and whole
    return known if python == _python() else {}


def _now() -> dict[tuple[str, int], Kept]:
    """Return what is kept by now: a fork may have kept something since this process looked."""
    try:
        return _read()
    except Exception:  # noqa: BLE001 - it is damaged, and replaced
        return {}


def _compiled(pattern: str, flags: int) -> Kept:
    """Return what `re` compiles a pattern to. Raises `re.error`."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]  # nor are these

    parsed = _parser.parse(pattern, flags)
    numbers = array("I", _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    return (flags | state.flags, numbers, state.groups - 1, dict(state.groupdict), tuple(names))


def _pattern(pattern: str, kept: Kept) -> re.Pattern[str]:
    import _sre

    flags, numbers, groups, by_name, names = kept
    code = memoryview(numbers).cast("I").tolist()
    made: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, by_name, names)
    return made
