"""The words in which two texts differ, short enough for a line each."""

from __future__ import annotations

from vaultsync.match.words import difference

_AROUND = 3  # words that are shown before and after a change
_LONGEST = 140  # characters; `vaultsync match` shows all


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Return both texts, what is alike cut to `…`, what is not in `[…]` and `{…}`."""
    one: list[str] = []
    other: list[str] = []
    pieces = difference(old, new)
    for index, (kind, text) in enumerate(pieces):
        if kind == "same":
            kept = _shortened(text, index == 0, index == len(pieces) - 1)
            one.append(kept)
            other.append(kept)
        elif kind == "removed":
            one.append(f"[{text.strip()}]" + text[len(text.rstrip()) :])
        else:
            other.append(f"{{{text.strip()}}}" + text[len(text.rstrip()) :])
    return _cut("".join(one)), _cut("".join(other))


def _shortened(text: str, first: bool, last: bool) -> str:
    """Return the words of an unchanged stretch that stand next to a change."""
    words = text.split()
    if first and len(words) > _AROUND:
        return "… " + " ".join(words[-_AROUND:]) + " "
    if last and len(words) > _AROUND:
        return " ".join(words[:_AROUND]) + " …"
    if len(words) > 2 * _AROUND + 1:
        return " ".join(words[:_AROUND]) + " … " + " ".join(words[-_AROUND:]) + " "
    return text


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"
