"""A regular expression of the user's, matched in bounded time.

`re` goes back and tries again, and a pattern of a few characters can make it try
for ever. A pattern that can be read in few ways only is left to `re`. Any other
is followed step by step (`stepwise.py`), or refused where that cannot be done.
"""

from __future__ import annotations

from vaultsync.lean.regex import IGNORECASE, LONGEST_TEXT, Found, compiled
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.patterns.stepwise import Step

__all__ = ["LONGEST_PATTERN", "LONGEST_TEXT", "BoundedPattern", "Found"]

LONGEST_PATTERN = 500


class BoundedPattern:
    """A regular expression that ignores case, as `re` has it.

    `known_quick` says that `re` may have it, whatever it looks like, and that it
    is one of this program's own. Raises `ValueError`, with what is wrong, for one
    that is none, and for one that could take longer than anybody would wait.
    """

    def __init__(self, pattern: str, *, known_quick: bool = False) -> None:
        if len(pattern) > LONGEST_PATTERN:
            raise ValueError(f"is longer than {LONGEST_PATTERN} characters")
        self._steps: tuple[Step, ...] = ()
        if known_quick:
            self._re = compiled(pattern, IGNORECASE)
        else:  # few have a pattern of their own
            import re

            from vaultsync.patterns.quickness import steps_if_slow

            try:
                self._re = re.compile(pattern, IGNORECASE)
            except (re.error, OverflowError, RecursionError) as error:
                raise ValueError(f"is not a regular expression: {error}") from None
            self._steps = steps_if_slow(pattern, IGNORECASE)
        self.groups = tuple(self._re.groupindex)

    def match(self, text: str) -> Found | None:
        """Return the match at the text's start, or None."""
        near = text[:LONGEST_TEXT]
        found = self._found(near, whole=False)
        # A match that ends at the cut might have gone on behind it.
        cut = found is not None and len(found.text) == len(near) < len(text)
        return None if cut else found

    def fullmatch(self, text: str) -> Found | None:
        """Return the match of the whole text, or None."""
        return None if len(text) > LONGEST_TEXT else self._found(text, whole=True)

    def _found(self, text: str, whole: bool) -> Found | None:
        if self._steps:
            from vaultsync.patterns.stepwise import run

            return run(self._steps, text, whole)
        found = self._re.fullmatch(text) if whole else self._re.match(text)
        if found is None:
            return None
        return Found(found[0], {k: v for k, v in found.groupdict().items() if v is not None})
