"""What a text is particular about: organisations, numbers, dates, and what it denies.

Two texts may say one thing in many words, but not with another organisation,
another number or a "not" more, however few letters that takes.
"""

from __future__ import annotations

from vaultsync.lean.cached import Counter, lru_cache
from vaultsync.lean.regex import IGNORECASE, compiled
from vaultsync.lean.typed import Literal, NamedTuple
from vaultsync.tracker.vocabulary import folded

Kind = Literal["organisation", "number", "date", "negation"]


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# One federal organisation has two codes, and some have more spellings.
_ALIASES = {
    "SCT": "TBS", "BCP": "PCO", "SPC": "SSC", "SAC": "ISC", "EFPC": "CSPS", "MPO": "DFO",
    "STATSCAN": "STATCAN", "STATSCANADA": "STATCAN", "STC": "STATCAN",
}  # fmt: skip
_ORGANISATION = compiled(r"[A-Z](?<!\w[A-Z])\w*[A-Z]\w*")  # most places are asked one thing
_CAPITALISED = compiled(
    r"[A-Z][\w'\u2019-]*(?: (?:(?:of|the|and|for|de|du|des|la|et) )*[A-Z][\w'\u2019-]*)+"
)
_WORD = compiled(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+")
_LETTERS_ALONE = bytes([byte | 32 if chr(byte).isalpha() else 32 for byte in range(256)])

_YEARS = compiled(r"\b(\d\d)(\d\d)\s?[-\u2013\u2014/]\s?(\d\d)\b")
_GROUPED = compiled(r"(?<=\d)[,\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")
_NUMBER = compiled(r"(?<![\w.])1(?:st|er|re|ère)\b|\d+(?:[.,]\d+)*")
_NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "two deux second deuxieme", "three trois third troisieme", "four quatre fourth",
            "five cinq fifth", "six sixth", "seven sept seventh", "eight huit eighth",
            "nine neuf ninth", "ten dix tenth", "eleven onze eleventh", "twelve douze twelfth",
        ),
        start=2,
    )
    for word in words.split()
}  # fmt: skip
_NUMBER_WORDS |= {"twenty": "20", "vingt": "20", "thirty": "30", "trente": "30", "fifty": "50"}
_NUMBER_WORDS |= {"hundred": "100", "cent": "100", "thousand": "1000", "mille": "1000"}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan", "february fevrier feb", "march mars", "april avril apr",
            "may mai", "june juin", "july juillet", "august aout aug", "september septembre sept",
            "october octobre oct", "november novembre nov", "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# These are words of their own too: dates only beside a number.
_UNSURE_MONTHS = {"march", "mars", "may", "mai", "jan", "apr", "sept", "oct", "dec", "august"}

_NEGATIONS = _set_of(
    "not no never without cannot nor neither none except unless"
    " pas jamais sans aucun aucune ni sauf"
)
# "no fewer than two" denies nothing: it says "at least".
_BOUNDS = compiled(r"\bno (?:fewer|less|later|more|longer|earlier) than\b", IGNORECASE)
# A prefix that denies, and the shortest word that it can be told from: not `in-form`.
_NEGATING = {"un": 4, "non": 4, "dis": 4, "in": 5, "im": 5, "ir": 5, "il": 5, "de": 5}
_PREFIXES = tuple(_NEGATING)
_OPPOSITES = (
    (
        _set_of("will shall must required doit doivent"),
        _set_of("may might could should optional peut peuvent"),
    ),
    (
        _set_of("increase increases increasing increased raise more"),
        _set_of("decrease decreases decreasing reduce reduces reducing reduced lower less fewer"),
    ),
    (
        _set_of("allow allows permit permits enable enables"),
        _set_of("prohibit prohibits forbid forbids prevent prevents"),
    ),
    (
        _set_of("include includes including included"),
        _set_of("exclude excludes excluding excluded"),
    ),
    (_set_of("internal internally"), _set_of("external externally")),
    (_set_of("public publicly"), _set_of("private privately")),
    (_set_of("mandatory compulsory"), _set_of("voluntary optional")),
    (_set_of("before avant"), _set_of("after apres")),
    (_set_of("minimum least"), _set_of("maximum most")),
    (_set_of("above"), _set_of("below")),
    (_set_of("start begin launch"), _set_of("stop end cease")),
    (_set_of("open"), _set_of("closed")),
)


class Particulars(NamedTuple):
    """The particulars of a text, each kind ready to be compared.

    `lead` are the organisations named before the first verb of commitment
    (`TBS and StatCan will …`), `words` all its words, folded.
    """

    organisations: frozenset[str]
    lead: frozenset[str]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    negations: int
    words: frozenset[str]
    capitalised: tuple[str, ...]


class Change(NamedTuple):
    """A particular that two texts do not share; `detail` says what stands on either side."""

    kind: Kind
    detail: str


_COMMITMENT = compiled(r"\b(?:will|shall|must|should|may|doit|doivent|va|vont)\b", IGNORECASE)


def particulars(text: str) -> Particulars:
    """Return the particulars of a text."""
    return _particulars(text.removesuffix("."))  # which often is all that two differ in


@lru_cache(maxsize=2048)
def _particulars(text: str) -> Particulars:
    words = _words(text)
    said = frozenset(words)
    commitment = _COMMITMENT.search(text)
    named = organisations(text)
    subject = text[: commitment.start()] if commitment else ""
    return Particulars(
        named,
        named & {_code(word) for word in _ORGANISATION.findall(subject)},
        tuple(sorted(_numbers(text, words))),
        () if said.isdisjoint(_MONTHS) else tuple(sorted(_dates(words))),
        _negations(text, words, said),
        said,
        tuple(_CAPITALISED.findall(text)) if named or len(words) > 2 else (),
    )


def _words(text: str) -> list[str]:
    plain = text.encode() if text.isascii() else b"'"
    if len(plain.translate(None, b"'0123456789")) == len(plain):
        return plain.translate(_LETTERS_ALONE).decode().split()  # the same in an eighth of the time
    return _WORD.findall(text.casefold() if text.isascii() else folded(text))


def _negations(text: str, words: list[str], said: frozenset[str]) -> int:
    found = 0
    if not said.isdisjoint(_NEGATIONS):
        found = sum(map(_NEGATIONS.__contains__, words)) - len(_BOUNDS.findall(text))
    if "'" in text or "\u2019" in text:
        found += sum(word.endswith(("n't", "n\u2019t")) for word in words)
    return found


def organisations(text: str) -> frozenset[str]:
    """Return the organisations that a text names by code: `TBS`, `STATCAN`.

    A code is a word of two or more capitals. French codes and other spellings
    are one with the English code. A text in capitals names none.
    """
    found = _ORGANISATION.findall(text)
    if not found or text.upper() == text:
        return frozenset()
    return frozenset(_code(word) for word in found)


def codes(text: str) -> dict[str, str]:
    """Return the codes of the organisations that a text names, by how it spells them, folded."""
    if text.upper() == text:
        return {}
    return {word.casefold(): _code(word) for word in _ORGANISATION.findall(text)}


def _code(word: str) -> str:
    if word.endswith("s") and word[:-1].isupper():
        word = word[:-1]
    code = word.upper()
    return _ALIASES.get(code, code)


def _numbers(text: str, words: list[str]) -> list[str]:
    numbers = [_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS]
    if not any(map(str.isdecimal, words)):
        return numbers
    plain = _GROUPED.sub("", _YEARS.sub(r"\1\2 \1\3", text))
    return numbers + [
        found.replace(",", ".").lstrip("0") or "0"
        for found in _NUMBER.findall(plain)
        if found[-1].isdigit()
    ]


def _dates(words: list[str]) -> list[str]:
    dates = []
    for at, word in enumerate(words):
        if word in _MONTHS:
            beside = words[max(at - 1, 0) : at + 2]
            if word not in _UNSURE_MONTHS or any(other.isdigit() for other in beside):
                dates.append(f"month {_MONTHS[word]}")
    return dates


def changes(one: Particulars, other: Particulars) -> tuple[Change, ...]:
    """Return the particulars in which two texts differ; the order of the two does not matter.

    An organisation spelled out on one side (`Privy Council Office`) is the
    same as its code on the other.
    """
    if one is other:
        return ()
    found: list[Change] = []
    gone = _unmatched(one, other), _unmatched(other, one)
    if any(gone):
        found.append(Change("organisation", _against(*map(sorted, gone))))
    elif one.lead and other.lead and not one.lead & other.lead:
        found.append(Change("organisation", _against(sorted(one.lead), sorted(other.lead))))
    if one.numbers != other.numbers:
        found.append(Change("number", _difference(one.numbers, other.numbers)))
    if one.dates != other.dates:
        found.append(Change("date", _difference(one.dates, other.dates)))
    if denial := _denial(one, other):
        found.append(Change("negation", denial))
    return tuple(found)


def _difference(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    left, right = Counter(ours), Counter(theirs)
    return _against(sorted(left - right), sorted(right - left))


def _against(ours: list[str], theirs: list[str]) -> str:
    return f"{', '.join(ours) or 'none'} against {', '.join(theirs) or 'none'}"


def _unmatched(one: Particulars, other: Particulars) -> list[str]:
    """Return the organisations of one text that the other does not name in any way."""
    return [
        code
        for code in one.organisations - other.organisations
        if code.casefold() not in other.words
        and not any(_spells(name, code) for name in other.capitalised)
    ]


def _spells(name: str, code: str) -> bool:
    """Return whether a name stands for a code: `Statistics Canada` for `STATCAN`."""
    parts = [part for part in name.replace("-", " ").split() if part[0].isupper()]
    initials = iter("".join(part[0] for part in parts))
    if len(parts) <= len(code) + 2 and all(letter in initials for letter in code):
        return True
    rest = code
    for part in parts:
        shared = 0
        while shared < min(len(part), len(rest)) and part[shared].upper() == rest[shared]:
            shared += 1
        if shared < 2:
            return False
        rest = rest[shared:]
    return not rest


def _denial(one: Particulars, other: Particulars) -> str:
    if one.negations != other.negations:
        noun = "negation" if one.negations == 1 else "negations"
        return f"{one.negations or 'no'} {noun} against {other.negations or 'none'}"
    ours, theirs = one.words - other.words, other.words - one.words
    if not ours or not theirs:
        return ""
    for left, right in ((ours, theirs), (theirs, ours)):
        for word in sorted([word for word in left if word.startswith(_PREFIXES)]):
            for prefix, shortest in _NEGATING.items():
                rest = word.removeprefix(prefix)
                if len(rest) >= shortest and rest != word and rest in right:
                    return f"{rest} against {word}"
    for positive, negative in _OPPOSITES:
        for left, right in ((ours, theirs), (theirs, ours)):
            if (
                (said := left & positive)
                and (denied := right & negative)
                and not right & positive
                and not left & negative
            ):
                return f"{min(said)} against {min(denied)}"
    return ""
