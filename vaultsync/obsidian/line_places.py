r"""Where the lines of a text start and end, asked from within them.

A line ends in ``\n``, ``\r\n`` or a lone ``\r``, as `text.Lines` has it. Every
answer costs no more than the line that is asked about.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled

_LINE_END = compiled(r"\r\n?|\n")
# How far to look back at first; each further look goes twice as far.
_NEAR = 256


def line_start(text: str, at: int) -> int:
    """Return where the line of an offset starts."""
    end = at - 1 if text[max(at - 1, 0) : at + 1] == "\r\n" else at
    reach = _NEAR
    while end > 0:
        start = max(0, end - reach)
        found = max(text.rfind("\n", start, end), text.rfind("\r", start, end))
        if found >= 0:
            return found + 1
        end = start
        reach *= 2
    return 0


def line_end(text: str, at: int) -> int:
    """Return where the line of an offset ends, before its line end."""
    found = _LINE_END.search(text, at)
    if found is None:
        return len(text)
    end = found.start()
    return end - 1 if end == at and text[max(end - 1, 0) : end + 1] == "\r\n" else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of an offset starts."""
    found = _LINE_END.search(text, at)
    return len(text) if found is None else found.end()


def line_end_before(text: str, at: int) -> str:
    r"""Return the line end that stands right before the start of a line, else ``\n``."""
    if text.startswith("\r\n", max(at - 2, 0)) and at >= 2:
        return "\r\n"
    return "\r" if at and text[at - 1] == "\r" else "\n"
