"""Where the lines of a text start and end, asked from within them."""

from __future__ import annotations


def line_start(text: str, at: int) -> int:
    """Return where the line of an offset starts."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of an offset ends, before its line end."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if end and text[end - 1] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of an offset starts."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def line_end_before(text: str, at: int) -> str:
    """Return the line end that stands right before the start of a line."""
    return "\r\n" if text.startswith("\r\n", at - 2) else "\n"
