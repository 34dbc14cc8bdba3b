"""The words in which two texts differ, short enough for a line each."""

from __future__ import annotations

_AROUND = 3  # words that are shown before and after a change
_LONGEST = 200  # characters; `vaultsync match` shows all
_MARKS = {"removed": ("[", "]"), "added": ("{", "}")}


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Return both texts, what is alike cut to `…`, what is not in `[…]` and `{…}`.

    A final point never makes two texts differ and is left out.
    """
    from vaultsync.match.wording.words import difference

    pieces = difference(old.rstrip(" ."), new.rstrip(" ."))
    sides: dict[str, list[str]] = {"removed": [], "added": []}
    for index, (kind, text) in enumerate(pieces):
        if kind == "same":
            kept = _shortened(text.strip(), index == 0, index == len(pieces) - 1)
            for side in sides.values():
                side.append(kept)
        else:
            before, after = _MARKS[kind]
            sides[kind].append(before + text.strip() + after)
    return _cut(" ".join(sides["removed"])), _cut(" ".join(sides["added"]))


def _shortened(text: str, first: bool, last: bool) -> str:
    """Return the words of an unchanged stretch that stand next to a change."""
    words = text.split()
    if first and len(words) > _AROUND:
        return "… " + " ".join(words[-_AROUND:])
    if last and len(words) > _AROUND:
        return " ".join(words[:_AROUND]) + " …"
    if len(words) > 2 * _AROUND + 1:
        return " ".join(words[:_AROUND]) + " … " + " ".join(words[-_AROUND:])
    return text


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"
