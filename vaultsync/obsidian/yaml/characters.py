"""Characters that PyYAML refuses or misreads, made such that it does not.

Every replacement has the length of what it replaces: offsets stay what they are.
"""

from __future__ import annotations

import re

from vaultsync.lean.regex import compiled
from vaultsync.obsidian.yaml.errors import UnreadableError

# What PyYAML refuses (control characters), or takes for a line end as YAML 1.1 did:
# to YAML 1.2 and to Obsidian these are characters like any other.
_UNUSUAL = compiled(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_STAND_INS = (0xF0000, 0xFFFFE)

# Tabs that YAML 1.2 takes for spaces and PyYAML does not: behind a dash, and in
# lines without anything else.
_TAB_AS_SPACE = compiled(r"^([ ]*+-)(\t[ \t]*+)|^()([ ]*+\t[ \t]*+)(?=\r?$)", re.MULTILINE)


def without_unusual(block: str) -> tuple[str, dict[int, str]]:
    """Return the block with stand-ins for characters that PyYAML misreads, and the way back."""
    found = sorted(set(_UNUSUAL.findall(block)))
    if not found:
        return block, {}
    used = set(block)
    free = (chr(code) for code in range(*_STAND_INS) if chr(code) not in used)
    stand_ins = dict(zip(found, free, strict=False))
    if len(stand_ins) < len(found):
        message = "the block holds more kinds of private-use characters than can be read"
        raise UnreadableError("too-large", 0, len(block), message)
    plain = _UNUSUAL.sub(lambda match: stand_ins[match.group()], block)
    return plain, {ord(stand_in): char for char, stand_in in stand_ins.items()}


def with_spaces(plain: str) -> str:
    """Return the block with spaces for the tabs that YAML 1.2 takes for such and PyYAML not."""
    return _TAB_AS_SPACE.sub(_spaced, plain)


def _spaced(found: re.Match[str]) -> str:
    return found[1] + " " * len(found[2]) if found[1] else " " * len(found[4])
