"""Did you mean …: the texts among many that are near to one.

Two texts are near when their letters almost agree and their numbers do agree:
`Misson 3.1` may be `Mission 3.1`, never `Mission 3.2`. Case, hyphens and the
order of words count little. Texts are looked up by what a slip of the hand
leaves whole (how they start, how they end, a word), so that a question costs
about the same among any number of them.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, TypeAlias
from vaultsync.obsidian.leads.likeness import Bags, ranked
from vaultsync.obsidian.leads.sieve import Sieve, Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORDS = compiled(r"\d+|[^\W\d_]+")
_WORDS_OF_ALL = compiled(r"\d+|[^\W\d_]+|\0")
# Shared by so many texts, a start or a word tells nothing.
_TOO_COMMON = 4_000
_LONGEST = 300
# Among so few texts, to look at each is no work; the part of all that one question costs.
_FEW = 128
# A number with a date and a time in it names one note, whatever its title says.
_STAMP = 12

_Told: TypeAlias = tuple[str, str, str, str]
"""What is compared of a text: its words, the numbers and the letters of them; and the text."""


class Nearness:
    """Texts by what they look like, in whatever order they come.

    Those without letters or digits are near to none.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._all = list(texts)
        self._index: _Index | None = None
        self._sieve: Sieve | None = None
        self._looked_at = 0
        self._bags = Bags()
        self._memo: dict[tuple[str, int], tuple[str, ...]] = {}

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the texts near to one, best first, at most `limit`; often none."""
        known = self._memo.get((text, limit))
        if known is None:
            known = self._memo[text, limit] = self._around(text).nearest(text, limit)
        return known

    def _around(self, text: str) -> _Index:
        """Return an index of all texts, or of as many as may be near to this one.

        All are indexed once a few questions would cost as much.
        """
        if self._index is None:
            whole = len(self._all)
            if self._looked_at * 8 <= whole and whole > _FEW:
                self._sieve = self._sieve or _sieve_of(self._all)
                suspects = [self._all[row] for row in self._sieve.rows(sought_near(text))]
                self._looked_at += len(suspects) + whole // _FEW
                return _Index(suspects, self._bags)
            self._index = _Index(self._all, self._bags)
        return self._index


class _Index:
    """Texts by their words and blocks; of most only once texts of their numbers are sought."""

    def __init__(self, texts: Sequence[str], bags: Bags) -> None:
        self._bags = bags
        self._groups: dict[str, _Group] = {}  # by their numbers
        self._waiting: dict[str, list[_Told]] = {}
        # The number that names one note -> the names that begin with it, and their numbers.
        self._stamped: dict[str, dict[str, str]] = {}
        for told in _all_told(texts):
            name, numbers, letters, _ = told
            if name:
                self._waiting.setdefault(numbers, []).append(told)
                if letters and numbers[:_STAMP].isdigit() and (stamp := _stamp(name.split(" "))):
                    self._stamped.setdefault(stamp, {})[name] = numbers

    def _group(self, numbers: str) -> _Group:
        """Return the texts that have these numbers."""
        found = self._groups.get(numbers)
        if found is None:
            found = self._groups[numbers] = _Group(self._waiting.pop(numbers, ()))
        return found

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the texts near to one, best first, at most `limit`.

        Of those with the same words, one that is the same to the letter is the first.
        """
        words = _words(text)
        name = " ".join(words)
        numbers = _numbers(words)
        own = self._group(numbers)
        stamped = self._stamped.get(name, {})
        if len(stamped) == 1:
            ((only, its),) = stamped.items()
            return tuple(sorted(self._group(its).texts[only])[:limit])
        others = {} if name == numbers else self._stamped.get(_stamp(words), {})
        if len(others) >= _TOO_COMMON:
            others = {}
        found: list[str] = []
        for near in ranked(name, own.meeting(words).union(others), limit, self._bags):
            texts = own.texts.get(near) or self._group(others[near]).texts[near]
            found += sorted(texts, key=lambda each: (each != text, each))
        return tuple(found[:limit])


class _Group:
    """Texts that have the same numbers, by their words, and by how their letters start and end."""

    def __init__(self, told: Iterable[_Told]) -> None:
        # The words of a text, joined -> the texts that have them.
        self.texts: dict[str, list[str]] = {}
        self._starts: dict[str, list[str]] = {}
        self._ends: dict[str, list[str]] = {}
        self._words: dict[str, list[str]] = {}
        for name, _, letters, text in told:
            if (known := self.texts.get(name)) is not None:
                known.append(text)
                continue
            self.texts[name] = [text]
            if letters:
                self._starts.setdefault(letters[:3], []).append(name)
                self._ends.setdefault(letters[-3:], []).append(name)
                for word in {*name.split(" ")}:
                    if len(word) > 3 and not word.isdigit():
                        self._words.setdefault(word, []).append(name)

    def meeting(self, words: list[str]) -> set[str]:
        """Return the names that are these words, or meet them in a start, an end or a word."""
        name = " ".join(words)
        found = {name} & self.texts.keys()
        letters = [word for word in words if not word.isdigit()]
        whole = "".join(letters)
        if whole:
            each = [self._words.get(word, ()) for word in letters if len(word) > 3]
            for names in (self._starts.get(whole[:3], ()), self._ends.get(whole[-3:], ()), *each):
                if len(names) < _TOO_COMMON:
                    found.update(names)
        return found


def _all_told(texts: Sequence[str]) -> list[_Told]:
    """Return what is compared of each text, found in a few steps for all of them."""
    found: list[_Told] = []
    others: list[str] = []
    for text in texts:
        small = text.lower()
        letters = small.replace(" ", "")
        is_plain = letters.isalpha() and "  " not in small and small == small.strip()
        if is_plain and len(text) <= _LONGEST:  # as most names are
            found.append((small, "", letters, text))
        else:
            others.append(text)
    whole = "\0".join(others)
    if whole.count("\0") >= len(others) or max(map(len, others)) > _LONGEST:
        return [*found, *map(_told, others)]
    words = [
        word.lstrip("0") or "0" if word[0] == "0" else word
        for word in _WORDS_OF_ALL.findall(whole.lower())
    ]
    names = " ".join(words).split("\0")
    numbers = " ".join([word for word in words if word.isdigit() or word == "\0"]).split("\0")
    letters_of = "".join([word for word in words if not word.isdigit()]).split("\0")
    found += zip(map(str.strip, names), map(str.strip, numbers), letters_of, others, strict=True)
    return found


def _told(text: str) -> _Told:
    """Return what is compared of a text."""
    words = _words(text)
    letters = "".join([word for word in words if not word.isdigit()])
    return " ".join(words), _numbers(words), letters, text


def sought_near(text: str) -> Sought:
    """Return what texts have at least one of that are near to this one."""
    words = _words(text)
    letters = [word for word in words if not word.isdigit()]
    whole = "".join(letters)
    long = tuple([word for word in letters if len(word) > 3])
    return Sought(whole[:3], whole[-3:], long, _stamp(words))


def _sieve_of(texts: list[str]) -> Sieve:
    whole = "\0".join(texts)
    if whole.count("\0") >= len(texts) or max(map(len, texts)) > _LONGEST:
        whole = "\0".join([text.replace("\0", " ")[-_LONGEST:] for text in texts])
    return Sieve(f"\0{whole}\0".lower().encode("utf-8", "surrogatepass"))


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case; numbers without leading zeros."""
    return [
        word.lstrip("0") or "0" if word.isdigit() else word
        for word in _WORDS.findall(text[-_LONGEST:].lower())
    ]


def _numbers(words: list[str]) -> str:
    return " ".join([word for word in words if word.isdigit()])


def _stamp(words: list[str]) -> str:
    """Return the number that a text begins with, if it names one note by its date and time."""
    first = words[0] if words else ""
    return first if len(first) >= _STAMP and first.isdigit() else ""
