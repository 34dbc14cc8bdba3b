"""The line with which a page says how many rows the whole list has.

`Found 43 actions`, `26 actions`, `43 actions trouvées`; numbers below ten are
spelled out (`Found seven actions`, `sept actions trouvées`).
"""

from __future__ import annotations

import re

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf vingt"
)
_NUMBERS = {
    "no": 0,
    "aucune": 0,
    "une": 1,
    **{word: number for words in (_ENGLISH, _FRENCH) for number, word in enumerate(words.split())},
}

# Thousands stand apart by a comma or a space: `1,043`, and `1 043` with a hard space.
_NUMBER = r"(\d{1,9}|\d{1,3}(?:[, \xa0\u2009\u202f]\d{3}){1,2}|[^\W\d_]+(?:-[^\W\d_]+)?)"
_LINE = re.compile(
    rf"(?:found[ \xa0]+)?{_NUMBER}[ \xa0]+actions?(?:[ \xa0]+(?:found|trouvées?))?[ \xa0]*[.:]?",
    re.IGNORECASE,
)


def counted(line: str) -> int | None:
    """Return how many rows a line counts, or None where it is no such line."""
    found = _LINE.fullmatch(line.strip())
    if not found:
        return None
    number = found[1]
    if number[0].isdecimal():
        return int(re.sub(r"\D", "", number))
    return _NUMBERS.get(number.casefold())
