"""Values as YAML text that every reader takes for the same.

Obsidian and other YAML 1.2 readers, and YAML 1.1 readers such as PyYAML, differ
about `no`, `012`, `12:30`, `1_000` and dates. A text is written without quotes
only where none of them could take it for anything else.
"""

from __future__ import annotations

import math
import re

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import Style
    from vaultsync.obsidian.yaml.scalars import Scalar

# Starts with a letter, and holds nothing that YAML gives a meaning anywhere.
_PLAIN = re.compile(r"[^\W\d_][\w ./'’()+&–—-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNQUOTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPED = re.compile(r'["\\]|' + _UNQUOTABLE.pattern)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Time(str):
    """A day, or a time of a day, where one is meant: it needs no quotes, and gets none.

    Obsidian writes its date properties so, and readers that know dates see one.
    """

    __slots__ = ()


def scalar_text(value: Scalar, style: Style = "plain") -> str:
    """Return a value as YAML on one line, in the style asked for where that can hold it.

    `style` is `plain`, `single` or `double`; text that would not be text
    without quotes gets double ones, as Obsidian writes them, but for a `Time`.
    None is written as nothing. Raises `ValueError` for text that UTF-8 cannot hold.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float_text(value)
    if _SURROGATE.search(value):
        raise ValueError("half a character cannot be written as UTF-8")
    if style not in ("single", "double") and (isinstance(value, Time) or _is_plain(value)):
        return value
    if style == "single" and not _UNQUOTABLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _is_plain(value: str) -> bool:
    return (
        _PLAIN.fullmatch(value) is not None
        and value.lower() not in _WORDS
        and not value.endswith(" ")
    )


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _SHORT.get(char) or (f"\\x{ord(char):02x}" if char < "\x80" else f"\\u{ord(char):04x}")


def _float_text(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    written = repr(value)
    # YAML 1.1 asks for a point in every number with an exponent.
    mantissa, exponent, power = written.partition("e")
    return written if not exponent or "." in mantissa else f"{mantissa}.0e{power}"
