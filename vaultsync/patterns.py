"""A regular expression of the user's, matched in bounded time.

`re` goes back and tries again, and a pattern of a few characters can make it try
for ever. A pattern that can be read in few ways only is left to `re`. Any other
is turned into steps, of which each is tried once at each place of the text, as
RE2's bit-state matcher does: first match and groups are those of `re`. What
cannot be done in steps, such as a reference back to a group, is refused.
"""

from __future__ import annotations

import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # `re` names no public parser
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LONGEST_TEXT = 200
"""The most characters that a match may have; what is longer does not match."""
LONGEST_PATTERN = 500

# The ways that a text may be read in: `re` tries them all in about a millisecond.
_FEW = 50_000
_MOST_STEPS = 2_000
_FLAGS = re.IGNORECASE
# What `(?i-s:` switches, and `(?a:`.
_SWITCHED = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)
_KINDS = int(re.ASCII | re.UNICODE)
_SUBPATTERN = _parser.parse("(?:a)(?i:b)")[-1][0]

_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_REFUSED = {
    "ASSERT": "a look-around",
    "ASSERT_NOT": "a look-around",
    "GROUPREF": "a reference to a group",
    "GROUPREF_EXISTS": "a condition",
    "ATOMIC_GROUP": "an atomic group",
    "POSSESSIVE_REPEAT": "a possessive repeat",
}


class Found(NamedTuple):
    """A match from the text's start: what matched, and the named groups that did."""

    text: str
    groups: Mapping[str, str]


class BoundedPattern:
    """A regular expression that ignores case, as `re` has it.

    `known_quick` says that `re` may have it, whatever it looks like. Raises
    `ValueError`, with what is wrong, for one that is none, and for one that could
    take longer than anybody would wait.
    """

    def __init__(self, pattern: str, *, known_quick: bool = False) -> None:
        if len(pattern) > LONGEST_PATTERN:
            raise ValueError(f"is longer than {LONGEST_PATTERN} characters")
        try:
            self._re = re.compile(pattern, _FLAGS)
            tree = _parser.parse(pattern, _FLAGS)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"is not a regular expression: {error}") from None
        self.groups = tuple(self._re.groupindex)
        self._steps: tuple[_Step, ...] = ()
        if not known_quick and _ways(tree, tree.state) > _FEW:
            self._steps = _Writer(tree.state).program(tree)

    def match(self, text: str) -> Found | None:
        """Return the match at the text's start, or None."""
        near = text[:LONGEST_TEXT]
        found = self._found(near, whole=False)
        # A match that ends at the cut might have gone on behind it.
        cut = found is not None and len(found.text) == len(near) < len(text)
        return None if cut else found

    def fullmatch(self, text: str) -> Found | None:
        """Return the match of the whole text, or None."""
        return None if len(text) > LONGEST_TEXT else self._found(text, whole=True)

    def _found(self, text: str, whole: bool) -> Found | None:
        if self._steps:
            return _run(self._steps, text, whole)
        found = self._re.fullmatch(text) if whole else self._re.match(text)
        if found is None:
            return None
        return Found(found[0], {k: v for k, v in found.groupdict().items() if v is not None})


def _ways(items: Any, state: Any, behind: Any = None) -> int:
    """Return no less than in how many ways a text can be read; large numbers are cut short.

    `behind` is the item that must follow, if that is known.
    """
    ways = 1
    listed = list(items)
    for index, item in enumerate(listed):
        following = listed[index + 1] if index + 1 < len(listed) else behind
        ways *= _ways_of(item, following, state)
        if ways > _FEW:
            return _FEW + 1
    return ways


def _ways_of(item: Any, following: Any, state: Any) -> int:
    name, value = str(item[0]), item[1]
    if name == "SUBPATTERN":
        return _ways(value[3], state, following)
    if name == "BRANCH":
        return sum(_ways(branch, state, following) for branch in value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return _ways(value[1], state)
    if name == "ATOMIC_GROUP":
        return _ways(value, state)
    if name == "GROUPREF_EXISTS":
        return _ways(value[1], state) + (_ways(value[2], state) if value[2] else 1)
    if name not in _REPEATS:
        return 1
    least, most, body = min(value[0], LONGEST_TEXT), min(value[1], LONGEST_TEXT), value[2]
    single = len(body) == 1 and str(body[0][0]) in _SINGLE
    if single and _ends_before(body, following, state):
        return 1
    each = _ways(body, state)
    if each == 1:
        return int(most - least + 1)
    ways = 0
    for count in range(least, most + 1):
        ways += each ** min(count, 20)  # two ways each are too many by then
        if ways > _FEW:
            break
    return ways


def _ends_before(body: Any, following: Any, state: Any) -> bool:
    """Return whether what follows a repeat is a character that the repeat cannot take."""
    while following is not None and str(following[0]) == "SUBPATTERN" and len(following[1][3]):
        following = following[1][3][0]
    if following is None or str(following[0]) != "LITERAL":
        return False
    char = chr(following[1])
    # Whatever flags may hold just there.
    tests = [
        _one_item(body[0], state, flags).fullmatch
        for flags in (0, re.IGNORECASE, re.ASCII, re.ASCII | re.IGNORECASE)
    ]
    chars = {char, *char.lower(), *char.upper()}
    return not any(test(each) for test in tests for each in chars)


def _one_item(item: Any, state: Any, flags: int) -> re.Pattern[str]:
    """Return the pattern of a single item under the flags that hold where it stands."""
    body = _parser.SubPattern(state, [item])
    group = (_SUBPATTERN, (None, flags, _SWITCHED & ~flags, body))
    compiled: re.Pattern[str] = _compiler.compile(_parser.SubPattern(state, [group]), 0)
    return compiled


def _within(flags: int, more: int, less: int) -> int:
    """Return the flags that hold in a group that switches some on and off."""
    if more & _KINDS:
        flags &= ~_KINDS
    return (flags | more) & ~less


class _Step(NamedTuple):
    """One step: take a character, go two ways, save a place, look at a place, or be done."""

    kind: str
    test: Callable[..., object] | None = None
    first: int = 0
    second: int = 0
    name: str = ""


class _Writer:
    """Writes a pattern's tree as steps. Raises `ValueError` for what cannot be."""

    def __init__(self, state: Any) -> None:
        self._state = state
        self._names = {number: name for name, number in state.groupdict.items()}
        self._steps: list[_Step] = []

    def program(self, tree: Any) -> tuple[_Step, ...]:
        self._items(tree, int(self._state.flags))
        self._add(_Step("done"))
        return tuple(self._steps)

    def _add(self, step: _Step) -> int:
        if len(self._steps) >= _MOST_STEPS:
            raise ValueError("repeats too much to be tried on every heading")
        self._steps.append(step)
        return len(self._steps) - 1

    def _items(self, items: Any, flags: int) -> None:
        for item in items:
            self._item(item, flags)

    def _item(self, item: Any, flags: int) -> None:
        name, value = str(item[0]), item[1]
        if name in _SINGLE:
            test = _one_item(item, self._state, flags).fullmatch
            self._add(_Step("take", _remembering(test)))
        elif name == "AT":
            self._add(_Step("look", _one_item(item, self._state, flags).match))
        elif name == "SUBPATTERN":
            group, more, less, body = value
            self._group(self._names.get(group, ""), body, _within(flags, more, less))
        elif name == "BRANCH":
            self._branch(value[1], flags)
        elif name in _REPEATS - _REFUSED.keys():
            self._repeat(*value, greedy=name == "MAX_REPEAT", flags=flags)
        else:
            what = _REFUSED.get(name, name.lower())
            raise ValueError(
                f"could take for ever: it has {what} beside repeats that overlap. "
                "Write it without one of the two"
            )

    def _group(self, name: str, body: Any, flags: int) -> None:
        if name:
            self._add(_Step("start", name=name))
        self._items(body, flags)
        if name:
            self._add(_Step("end", name=name))

    def _branch(self, branches: Sequence[Any], flags: int) -> None:
        leaving = []
        for branch in branches[:-1]:
            split = self._add(_Step("split"))
            self._items(branch, flags)
            leaving.append(self._add(_Step("split")))
            self._aim(split, split + 1, len(self._steps))
        self._items(branches[-1], flags)
        for step in leaving:
            self._aim(step, len(self._steps), len(self._steps))

    def _repeat(self, least: Any, most: Any, body: Any, greedy: bool, flags: int) -> None:
        for _ in range(min(least, LONGEST_TEXT + 1)):
            self._items(body, flags)
        splits = []
        if most > LONGEST_TEXT:
            split = self._add(_Step("split"))
            self._items(body, flags)
            self._add(_Step("split", first=split, second=split))
            splits.append(split)
        else:
            for _ in range(most - least):
                splits.append(self._add(_Step("split")))
                self._items(body, flags)
        for split in splits:
            ways = (split + 1, len(self._steps))
            self._aim(split, *(ways if greedy else reversed(ways)))

    def _aim(self, at: int, first: int, second: int) -> None:
        self._steps[at] = self._steps[at]._replace(first=first, second=second)


def _remembering(test: Callable[[str], object]) -> Callable[[str], bool]:
    known: dict[str, bool] = {}

    def remembered(char: str) -> bool:
        if char not in known:
            known[char] = test(char) is not None
        return known[char]

    return remembered


def _run(steps: Sequence[_Step], text: str, whole: bool) -> Found | None:
    """Follow the steps; the way preferred comes first, and no step is tried twice at a place."""
    size = len(text) + 1
    tried = bytearray(len(steps) * size)
    waiting: list[tuple[int, int, dict[str, tuple[int, int]]]] = [(0, 0, {})]
    while waiting:
        at, place, groups = waiting.pop()
        while not tried[at * size + place]:
            tried[at * size + place] = 1
            step = steps[at]
            if step.kind == "take":
                if place == len(text) or not (step.test and step.test(text[place])):
                    break
                place += 1
            elif step.kind == "split":
                if step.second != step.first:
                    waiting.append((step.second, place, groups))
                at = step.first
                continue
            elif step.kind == "look":
                if not (step.test and step.test(text, place)):
                    break
            elif step.kind == "done":
                if whole and place != len(text):
                    break
                return Found(text[:place], {k: text[a:b] for k, (a, b) in groups.items() if b >= 0})
            else:
                start = groups[step.name][0] if step.kind == "end" else place
                groups = {**groups, step.name: (start, place if step.kind == "end" else -1)}
            at += 1
    return None
