"""Lists that say each action once in every language: one language is read.

A row in another language is left out where the wanted one says the same: where
it holds a row of the same id, or, in a list without ids, as many rows. What is
said in one language alone is read in that. The same goes for pages that are read
together, where the words for status and priority tell the language; there, rows without
ids have to agree in these as well.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
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


class LeftOut(NamedTuple):
    """Rows that were left out because others say the same in the language that is read.

    `language` is theirs. `by_id` says that each has the id of one that is read; else they are
    as many. `together` says that whole sources were held against others, not rows of one.
    """

    sources: tuple[str, ...]
    rows: int
    language: str
    by_id: bool = False
    together: bool = False


class Spoken(NamedTuple):
    """The rows of one reading that are read, and those that are not.

    `mixed` says that rows of the other language stay, of which nobody can tell what
    they are the same as.
    """

    rows: list[Row]
    left_out: LeftOut | None = None
    mixed: bool = False


def in_one_language(
    name: str, published: Sequence[Published], wanted: str
) -> tuple[list[Published], LeftOut | None]:
    """Return the rows of a source without those that only repeat others in another language.

    And what was left out. `wanted` is `en` or `fr`; empty, it is English.
    """
    wanted = wanted or "en"
    codes = [_CODES.get(folded(each.words.get("language", "")), "") for each in published]
    count = Counter(codes)
    if not count[wanted] or count.keys() <= {wanted, ""}:
        return list(published), None
    said = {_id(each) for each, code in zip(published, codes, strict=True) if code == wanted}
    pairs = [*zip(published, codes, strict=True)]
    read = [
        each
        for each, code in pairs
        if code in (wanted, "")
        or (_id(each) not in said if _id(each) else count[code] != count[wanted])
    ]
    if len(read) == len(pairs):
        return read, None
    kept = {id(each) for each in read}
    left = [(each, code) for each, code in pairs if id(each) not in kept]
    by_id = all(_id(each) for each, _ in left)
    return read, LeftOut((name,), len(left), left[0][1], by_id)


def _id(published: Published) -> tuple[str, ...]:
    return id_parts(published.words.get("id", ""))


def rows_in_one_language(rows: Sequence[Row], wanted: str) -> Spoken:
    """Return the rows of one reading without those that only repeat others in another language.

    Rows with ids stay, behind those in the wanted language: their ids tell that they
    are the same, and their values whether they agree. Rows without ids are the same where
    one language has as many, of the same values in the same order, if these are not all
    one. A source is in a language if it uses no words of the other.
    """
    wanted = wanted or "en"
    spoken: dict[str, set[str]] = {}
    for row in rows:
        spoken.setdefault(row.source, set()).add(_code(row))
    # Where a source uses words of both, they are its own words, whatever the language.
    single = {source: "".join(codes) for source, codes in spoken.items() if len(codes - {""}) == 1}
    codes = [single.get(row.source, "") for row in rows]
    if not {wanted} < set(codes) - {""}:
        return Spoken(list(rows))
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
    read = [row for row, code in pairs if code in (wanted, "")]
    others = [(row, code) for row, code in pairs if code not in (wanted, "")]
    read += [row for row, _ in others if row.id or not alike]
    left = [(row, code) for row, code in others if alike and not row.id]
    left_out = None
    if left:
        sources = tuple(dict.fromkeys(row.source for row, _ in left))
        left_out = LeftOut(sources, len(left), left[0][1], together=True)
    # Of a row whose id both languages have, nobody has to ask what it is the same as.
    open_ones = set(unnamed).union(*(said for said in named.values() if len(said) == 1))
    return Spoken(read, left_out, bool(unnamed) and not alike and len(open_ones) > 1)


def _code(row: Row) -> str:
    """Return the language of a row's priority, or else of its status; empty if it is unknown."""
    year = folded(row.priority.published).partition(" ")[0]
    return _YEARS.get(year) or _SAID.get(folded(row.status.published), "")
