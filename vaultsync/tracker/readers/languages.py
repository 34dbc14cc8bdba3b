"""Lists that say each action once in every language: one language is read.

A row in another language is left out where the wanted one says the same: where
it holds a row of the same id, or, in a list without ids, as many rows. What is
said in one language alone is read in that. The same goes for pages that are read
together, where the words for status and priority tell the language; there, rows without
ids have to agree in these as well.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.vocabulary import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.tracker.model import Row
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


_STATUSES = {
    "en": "not started,in progress,behind,paused,blocked,completed,complete",
    "fr": "non entamee,non entame,pas commence,pas commencee,en cours,en arriere,en pause,bloque,"
    "bloquee,terminee,termine",
}
_SAID = {word: code for code, words in _STATUSES.items() for word in words.split(",")}
_YEARS = {"year": "en", "annee": "fr"}


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


def rows_in_one_language(rows: Sequence[Row], wanted: str) -> tuple[list[Row], bool]:
    """Return the rows of one reading without those that only repeat others in another language.

    Rows with ids stay, behind those in the wanted language: their ids tell that they
    are the same, and their values whether they agree. Rows without ids are the same where
    one language has as many, of the same values in the same order, if these are not all
    one. And whether others stay too, of which nobody can tell what they are the same as.
    A source is in a language if it uses no words of the other.
    """
    wanted = wanted or "en"
    spoken: dict[str, set[str]] = {}
    for row in rows:
        spoken.setdefault(row.source, set()).add(_code(row))
    # Where a source uses words of both, they are its own words, whatever the language.
    single = {source: "".join(codes) for source, codes in spoken.items() if len(codes - {""}) == 1}
    codes = [single.get(row.source, "") for row in rows]
    if not {wanted} < set(codes) - {""}:
        return list(rows), False
    unnamed: dict[str, dict[str, tuple[str | None, str | None]]] = {}
    named: dict[tuple[str, ...], set[str]] = {}
    for row, code in zip(rows, codes, strict=True):
        if row.id is not None and code:
            named.setdefault(id_parts(row.id), set()).add(code)
        if row.id is None and code:
            values = row.status.token, row.priority.token
            unnamed.setdefault(code, {}).setdefault(row.key, values)
    said = [[*each.values()] for each in unnamed.values()]
    # That all are in progress is so of many pages, and tells none from another.
    alike = len(said) > 1 and len(set(said[0])) > 1 and all(each == said[0] for each in said)
    pairs = [*zip(rows, codes, strict=True)]
    left = [row for row, code in pairs if code in (wanted, "")]
    left += [row for row, code in pairs if code not in (wanted, "") and (row.id or not alike)]
    # Of a row whose id both languages have, nobody has to ask what it is the same as.
    open_ones = set(unnamed).union(*(said for said in named.values() if len(said) == 1))
    return left, bool(unnamed) and not alike and len(open_ones) > 1


def _code(row: Row) -> str:
    """Return the language of a row's priority, or else of its status; empty if it is unknown."""
    year = folded(row.priority.published).partition(" ")[0]
    return _YEARS.get(year) or _SAID.get(folded(row.status.published), "")
