"""Lists that say each action once in every language: one language is read.

A row in another language is left out where the wanted one says the same: where
it holds a row of the same id, or, in a list without ids, as many rows. What is
said in one language alone is read in that.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.vocabulary import folded
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.tracker.readers.reading import Published

COLUMN_NAMES = ("language", "lang", "langue")
"""What a column that says a row's language is called."""

_CODES = {
    name: code
    for code, names in {
        "en": "en eng english anglais en-ca en-us en-gb",
        "fr": "fr fra fre french francais fr-ca fr-fr",
    }.items()
    for name in names.split()
}


def in_one_language(published: Sequence[Published], wanted: str) -> list[Published]:
    """Return the rows without those that only repeat others in another language.

    `wanted` is `en` or `fr`; empty, it is English.
    """
    wanted = wanted or "en"
    codes = [_CODES.get(folded(each.words.get("language", "")), "") for each in published]
    count = Counter(codes)
    if not count[wanted] or count.keys() <= {wanted, ""}:
        return list(published)
    said = {_id(each) for each, code in zip(published, codes, strict=True) if code == wanted}
    return [
        each
        for each, code in zip(published, codes, strict=True)
        if code in (wanted, "")
        or (_id(each) not in said if _id(each) else count[code] != count[wanted])
    ]


def _id(published: Published) -> tuple[str, ...]:
    return id_parts(published.words.get("id", ""))
