"""Code: fenced, indented and inline (CommonMark 4.4, 4.5, 6.1)."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.regex import compiled, late
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.markdown.reading import Reading

_RUN = compiled("`++")
_AROUND_LINKS = late(r"(?:\\.|\[\[[^\[\]\n`]++\]\]|[^|\n`])*+(`++)")
_FENCE_END = compiled(r"\n {0,3}(`{3,}+|~{3,}+)(?=[ \t\r]*+(?:\n|\Z))")


def inline(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read a text between two single backticks on one line."""
    if reading.tables and reading.hangs_on_blocks(start):
        return _in_paragraph(reading, start, start + 1)
    reading.code.append((start, end, False))
    return end


def backticks(reading: Reading, found: re.Match[str], start: int, at: int) -> int:
    """Read a run of backticks: a fence, or inline code up to the next run of its length."""
    text = reading.text
    length = at - start
    if length >= 3 and reading.blocks is None:
        if reading.starts_line(start):
            if text.find("`", at, reading.line_end(at)) < 0:
                return _fence(reading, start, at)
        elif reading.containers(start) is not None:
            return reading.again(start)
    if not reading.tables or not reading.hangs_on_blocks(start):
        closing = _RUN.search(text, at)
        if not closing:
            return at
        end = closing.end()
        if end - closing.start() == length and reading.on_one_line(at, end):
            return reading.keep_code(start, end, False)
    return _in_paragraph(reading, start, at)


def tildes(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read three tildes or more: a fence, and nothing inline."""
    if reading.blocks is None:
        if reading.starts_line(start):
            return _fence(reading, start, end)
        if reading.containers(start) is not None:
            return reading.again(start)
    return end


def _in_paragraph(reading: Reading, start: int, at: int) -> int:
    """Keep inline code whose end is not the next run of backticks on its line."""
    limit = reading.text_end(start)
    known, runs = reading.backtick_runs
    if limit != known:
        runs = {}
        for run in _RUN.finditer(reading.text, start, limit):
            runs.setdefault(run.end() - run.start(), []).append(run.start())
        reading.backtick_runs = (limit, runs)
    starts = runs.get(at - start, [])
    index = bisect_left(starts, at)
    if index == len(starts):
        # Code around a wikilink whose `|` was not escaped is taken for code, as it was meant.
        whole = _AROUND_LINKS.match(reading.text, at) if reading.in_table(start) else None
        if whole and len(whole[1]) == at - start:
            return reading.keep_code(start, whole.end(), False)
        return at
    return reading.keep_code(start, starts[index] + at - start, False)


def _fence(reading: Reading, start: int, at: int) -> int:
    """Keep the fenced code that starts in the first column; nothing can be around it."""
    marks = reading.text[start:at]
    end = reading.last_line_end()
    for closing in _FENCE_END.finditer(reading.text, at):
        if closing[1].startswith(marks):
            end = closing.end()
            break
    return reading.after_block(reading.keep_code(start, end, True))
