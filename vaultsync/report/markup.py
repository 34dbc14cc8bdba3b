"""Text that Markdown takes for nothing but itself."""

from __future__ import annotations

import re

from vaultsync.report.terminal import escape

# What would be read as markup, end a table's cell, or make a mention of somebody.
_MARKUP = re.compile(r"[\\`*_\[\]<>|#~$&@=%^{}!]")


def plain(text: str) -> str:
    """Return a text as one line of Markdown that means nothing but itself."""
    return _MARKUP.sub(r"\\\g<0>", escape(" ".join(text.split())))
