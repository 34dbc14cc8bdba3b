"""Copies of notes that a synchroniser made: never matched, never written, reported once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vaultsync.obsidian.names import conflict_original, numbered_original

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Two notes from one small template are no copies of each other.
_LEAST = 120
_ALIKE = 0.85


def conflict_copies(paths: Iterable[str], body: Callable[[str], str | None]) -> dict[str, str]:
    """Return the conflict copies among notes, each with the path of its original.

    `body` gives the text of a note without its frontmatter; it is asked for
    only where a name alone does not decide. An original that is named by its
    copy may be gone.
    """
    known = set(paths)
    found: dict[str, str] = {}
    for path in sorted(known):
        original = conflict_original(path)
        if original is None:
            original = numbered_original(path)
            if original not in known or not _same_note(body(path), body(original)):
                continue
        found[path] = original
    return found


def _same_note(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and alike(one, other)


def alike(one: str, other: str) -> bool:
    """Return whether two texts are states of one text: most of their lines are the same."""
    mine, theirs = _lines(one), _lines(other)
    shared = sum(len(line) * count for line, count in (mine & theirs).items())
    whole = sum(len(line) * count for line, count in (mine + theirs).items())
    return shared >= _LEAST and 2 * shared >= _ALIKE * whole


def _lines(text: str) -> Counter[str]:
    return Counter(line for each in text.splitlines() if (line := each.strip()))
