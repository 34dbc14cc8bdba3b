"""The words of a reporting period -> the days that they may mean.

Months are known in English and French, full and short, with years, fiscal
years, quarters, halves, seasons and dates. Words that mean one of several times
have a reading for each: winter 2024 begins or ends in that year, a first
quarter is the calendar's or a fiscal year's.
"""

from __future__ import annotations

import re

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.vocabulary import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Days = tuple[int, int]  # the first and the last, as 20240331


class Period(NamedTuple):
    """What a period may mean. Of two of one kind, readings at one place belong together.

    The kind is empty where only the years were understood.
    """

    kind: str
    readings: tuple[Days, ...]


class Column(NamedTuple):
    """What the other periods of a column say of one: if days come first, and months in numbers."""

    day_first: bool | None = None
    months: bool = False


_LONGEST = 80
"""The most characters of a period that are looked into."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        1,
    )
    for name in names.split()
}
_SEASONS = {
    **dict.fromkeys(("spring", "printemps"), (301, 630)),
    **dict.fromkeys(("summer", "ete"), (601, 930)),
    **dict.fromkeys(("fall", "autumn", "automne"), (901, 1231)),
    **dict.fromkeys(("winter", "hiver"), (1201, 331)),
}
_ORDINALS = {
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "premier": "1er",
    "deuxieme": "2e",
    "troisieme": "3e",
    "quatrieme": "4e",
}
_FISCAL = {"fy", "fiscal", "exercice"}
_FILLER = (
    "of the de d du des le la l a au to through until and et in en on as at by year period "
    "reporting periode rapport annee financier financiere ended ending ends"
)
_FILLING = _FISCAL.union(_FILLER.split())

_BARE_YEAR = r"((?:19|20)\d\d)"
_YEAR = rf"(?<!\d){_BARE_YEAR}"
_END = r"(?!\d)"
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:([0-3]?\d)(?:st|nd|rd|th|er)?(?!\d))"
_ISO = re.compile(rf"{_YEAR}[-/.]([01]?\d)[-/.]([0-3]?\d){_END}(?:[t ]\d\d:[\d:.]*z?)?")
_NUMBERS = re.compile(rf"(?<!\d)([0-3]?\d)[-/.]([0-3]?\d)[-/.]{_BARE_YEAR}{_END}")
_MONTH_YEAR = re.compile(rf"(?<![\d/.-])([01]?\d)[-/.]{_BARE_YEAR}{_END}")
_NAMED = re.compile(
    rf"(?:(?<!\d){_DAY} (?:of |de )?)?\b({_NAME})\b\.?(?: {_DAY})?(?:,? ?(?:- )?{_YEAR}{_END})?"
)
_SHORT = re.compile(rf"({_NAME})\.?(?: - |[ '\u2019])(\d\d)")
_TWO_YEARS = re.compile(rf"{_YEAR} ?[-/] ?((?:19|20)\d\d|\d\d){_END}(?![-/.]\d)")
_ONE_YEAR = re.compile(_YEAR + _END)
_PART = re.compile(
    r"\b(?:([qths]) ?([1-4])(?![\da-z])|(quarter|trimestre|half|semestre) ([1-4])\b"
    r"|([1-4])(?:st|nd|rd|th|er|re|eme|e)? (quarter|trimestre|half|semestre)\b)"
)
_SEASON = re.compile(rf"\b({'|'.join(_SEASONS)})\b")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=\d\d\d\d)(?=[qths]\d)|(?<=\b[qths]\d)(?=fy\d)|(?<=\bfy)(?=\d)")


def periods_of(column: Iterable[str]) -> dict[str, Period | None]:
    """Return what the periods of one column mean; None for what has no year.

    Whether days or months come first in `03/04/2024`, and whether `2011-12` is
    a month, is seen from the others; where it is not, the date means both, and
    years that follow each other are a fiscal year.
    """
    texts = {text: _plain(text) for text in column}
    firsts = {
        int(each[1]) > int(each[2])
        for text in texts.values()
        for each in _NUMBERS.finditer(text)
        if max(int(each[1]), int(each[2])) > 12
    }
    months = any(
        len(each[2]) == 2 and not _follows(each) and 1 <= int(each[2]) <= 12
        for text in texts.values()
        for each in _TWO_YEARS.finditer(text)
    )
    others = Column(firsts.pop() if len(firsts) == 1 else None, months)
    return {text: _period(plain, others) for text, plain in texts.items()}


def _plain(text: str) -> str:
    # `folded` takes hyphens away, and these part dates.
    parts = re.split(r"\s*[-\u2010-\u2015]\s*", text[:_LONGEST])
    plain = re.sub(r"(?<=\d) - (?=\d)", "-", " - ".join(map(folded, parts)))
    plain = re.sub(r"(?<=[a-z]) - (?=\d{4})|(?<=\d{4}) - (?=[a-z]\d)", " ", plain)
    plain = _JOINED.sub(" ", plain)
    return re.sub(r"[a-z]+", lambda found: _ORDINALS.get(found[0], found[0]), plain)


def _follows(years: re.Match[str]) -> bool:
    return (int(years[1]) + 1) % 100 == int(years[2]) % 100


def _period(text: str, others: Column) -> Period | None:
    short = _SHORT.fullmatch(text)
    if short:  # a spreadsheet's `Apr-25`: nobody reports on one day of no year
        return Period("days", (_month(2000 + int(short[2]), _MONTHS[short[1]]),))
    years = [int(each) for each in _ONE_YEAR.findall(text)]
    if not years:
        return None
    for understood in (_dates, _named, _parts, _years):
        period = understood(text, others)
        if period is not None:
            return period
    return Period("", ((min(years) * 10000 + 101, max(years) * 10000 + 1231),))


def _taken(
    text: str, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Sequence[Days]]
) -> tuple[str, list[Sequence[Days]]]:
    """Return a text without what a pattern finds, and the readings of each."""
    found = [each for match in pattern.finditer(text) if (each := made(match))]
    return pattern.sub(lambda match: " " if made(match) else match[0], text), found


def _nothing_else(text: str) -> bool:
    return all(word in _FILLING for word in _WORD.findall(text))


def _hull(kind: str, found: Sequence[Sequence[Days]]) -> Period:
    """Return the period from the first to the last of several, reading by reading."""
    most = max(map(len, found))
    each = [[days[at % len(days)] for days in found] for at in range(most)]
    readings = tuple((min(days)[0], max(day[1] for day in days)) for days in each)
    return Period(kind, readings)


def _month(year: int, month: int, months: int = 1) -> Days:
    """Return the days of some months from one on, which may lie in the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = month + months - 1
    ends = (year + (last - 1) // 12) * 10000 + ((last - 1) % 12 + 1) * 100 + 31
    return year * 10000 + month * 100 + 1, ends


def _day(year: str, month: int, day: int) -> Sequence[Days]:
    date = int(year) * 10000 + month * 100 + day
    return ((date, date),) if 1 <= month <= 12 and 1 <= day <= 31 else ()


def _dates(text: str, others: Column) -> Period | None:
    """Return days and months in numbers: `2024-03-31`, `31/03/2024`, `03/2024`."""

    def either(found: re.Match[str]) -> Sequence[Days]:
        one, other = int(found[1]), int(found[2])
        first, last = _day(found[3], other, one), _day(found[3], one, other)
        if others.day_first is None:
            return (*first, *last)
        return first if others.day_first else last

    def month(found: re.Match[str]) -> Sequence[Days]:
        return (_month(int(found[2]), int(found[1])),) if 1 <= int(found[1]) <= 12 else ()

    text, days = _taken(text, _ISO, lambda each: _day(each[1], int(each[2]), int(each[3])))
    text, numbers = _taken(text, _NUMBERS, either)
    text, months = _taken(text, _MONTH_YEAR, month)
    found = [*days, *numbers, *months]
    if not found or not _nothing_else(text):
        return None
    return _hull("days" if max(map(len, found)) == 1 else "numbers", found)


def _named(text: str, others: Column) -> Period | None:
    """Return days and months with names: `April 2024`, `1er avril 2024 au 31 mars 2025`."""
    found = list(_NAMED.finditer(text))
    if not found or not _nothing_else(_NAMED.sub(" ", text)):
        # The year before: `2024 April`.
        turned = re.fullmatch(rf"{_YEAR},? ({_NAME})\.?", text)
        return Period("days", (_month(int(turned[1]), _MONTHS[turned[2]]),)) if turned else None
    days: list[Days] = []
    year = ""
    for each in reversed(found):  # `April to June 2024`: the year stands at the end
        year = each[4] or year
        if not year:
            return None
        month, day = _MONTHS[each[2]], each[1] or each[3]
        days += _day(year, month, int(day)) if day else [_month(int(year), month)]
    return _hull("days", [[each] for each in days]) if days else None


def _parts(text: str, others: Column) -> Period | None:
    """Return a quarter, a half or a season of one year or fiscal year."""
    parts, seasons = list(_PART.finditer(text)), list(_SEASON.finditer(text))
    rest = _SEASON.sub(" ", _PART.sub(" ", text))
    fiscal, single = _TWO_YEARS.search(rest), _ONE_YEAR.search(rest)
    found = fiscal if fiscal and _follows(fiscal) else single
    if found is None or len(parts) + len(seasons) != 1:
        return None
    if not _nothing_else(rest.replace(found[0], " ", 1)):
        return None
    year = int(found[1])
    if seasons:
        first, last = _SEASONS[seasons[0][1]]
        if first < last:
            days = (year * 10000 + first, year * 10000 + last)
            return Period("season", (days, days)) if found is single else None
        ends = [(at * 10000 + first, (at + 1) * 10000 + last) for at in (year - 1, year)]
        return Period("season", tuple(ends) if found is single else (ends[1], ends[1]))
    word = parts[0][1] or parts[0][3] or parts[0][6]
    months = 6 if word[0] in "hs" else 3
    month = (int(parts[0][2] or parts[0][4] or parts[0][5]) - 1) * months
    if month > 11:
        return None
    if found is fiscal:
        return Period(f"fiscal {months}", (_month(year, month + 4, months),))
    calendar = _month(year, month + 1, months)
    either = [_month(at, month + 4, months) for at in (year - 1, year)]
    return Period(f"part {months}", (calendar, *either))


def _years(text: str, others: Column) -> Period | None:
    """Return years and fiscal years: `2024`, `2024-25`, `FY 2025`, `2011-12` as a month too."""

    def two(found: re.Match[str]) -> Sequence[Days]:
        first, last = int(found[1]), int(found[2])
        if len(found[2]) == 2 and others.months:
            return (_month(first, last),) if 1 <= last <= 12 else ()
        if _follows(found):
            return (_month(first, 4, 12),)
        return (_month(first, 1, (last - first + 1) * 12),) if last > first else ()

    called = set(_WORD.findall(text)) & _FISCAL
    rest, twos = _taken(text, _TWO_YEARS, two)
    rest, ones = _taken(rest, _ONE_YEAR, lambda found: (_month(int(found[1]), 1, 12),))
    if not _nothing_else(rest):
        return None
    if called and len(ones) == 1 and not twos:
        year = ones[0][0][0] // 10000
        return Period("fiscal", (_month(year - 1, 4, 12), _month(year, 4, 12)))
    return _hull("days", [*twos, *ones])
