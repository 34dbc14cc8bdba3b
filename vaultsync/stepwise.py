"""A regular expression as steps, each tried once at each place of a text.

`re` goes back and tries again whatever it tried before; here no step is taken
twice at one place, as in RE2's bit-state matcher. The first match and its groups
are the same. What needs more memory than a place, such as a reference back to a
group, cannot be done in steps.
"""

from __future__ import annotations

import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # `re` names no public parser

from vaultsync.regex import LONGEST_TEXT, Found
from vaultsync.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
"""The items of a parsed pattern that repeat others, and that take one character."""

_MOST_STEPS = 2_000
# What `(?i-s:` switches, and `(?a:`.
_SWITCHED = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)
_KINDS = int(re.ASCII | re.UNICODE)
_SUBPATTERN = _parser.parse("(?:a)(?i:b)")[-1][0]
_REFUSED = {
    "ASSERT": "a look-around",
    "ASSERT_NOT": "a look-around",
    "GROUPREF": "a reference to a group",
    "GROUPREF_EXISTS": "a condition",
    "ATOMIC_GROUP": "an atomic group",
    "POSSESSIVE_REPEAT": "a possessive repeat",
}


def steps_of(tree: Any) -> tuple[Step, ...]:
    """Return the steps of a parsed pattern. Raises `ValueError` for what cannot be done so."""
    return _Writer(tree.state).program(tree)


def one_item(item: Any, state: Any, flags: int) -> re.Pattern[str]:
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


class Step(NamedTuple):
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
        self._steps: list[Step] = []

    def program(self, tree: Any) -> tuple[Step, ...]:
        self._items(tree, int(self._state.flags))
        self._add(Step("done"))
        return tuple(self._steps)

    def _add(self, step: Step) -> int:
        if len(self._steps) >= _MOST_STEPS:
            raise ValueError("repeats too much to be tried on every heading")
        self._steps.append(step)
        return len(self._steps) - 1

    def _items(self, items: Any, flags: int) -> None:
        for item in items:
            self._item(item, flags)

    def _item(self, item: Any, flags: int) -> None:
        name, value = str(item[0]), item[1]
        if name in SINGLE:
            test = one_item(item, self._state, flags).fullmatch
            self._add(Step("take", _remembering(test)))
        elif name == "AT":
            self._add(Step("look", one_item(item, self._state, flags).match))
        elif name == "SUBPATTERN":
            group, more, less, body = value
            self._group(self._names.get(group, ""), body, _within(flags, more, less))
        elif name == "BRANCH":
            self._branch(value[1], flags)
        elif name in REPEATS - _REFUSED.keys():
            least, most, body = value
            self._repeat(least, most, body, greedy=name == "MAX_REPEAT", flags=flags)
        else:
            what = _REFUSED.get(name, name.lower())
            raise ValueError(
                f"could take for ever: it has {what} beside repeats that overlap. "
                "Write it without one of the two"
            )

    def _group(self, name: str, body: Any, flags: int) -> None:
        if name:
            self._add(Step("start", name=name))
        self._items(body, flags)
        if name:
            self._add(Step("end", name=name))

    def _branch(self, branches: Sequence[Any], flags: int) -> None:
        leaving = []
        for branch in branches[:-1]:
            split = self._add(Step("split"))
            self._items(branch, flags)
            leaving.append(self._add(Step("split")))
            self._aim(split, split + 1, len(self._steps))
        self._items(branches[-1], flags)
        for step in leaving:
            self._aim(step, len(self._steps), len(self._steps))

    def _repeat(self, least: Any, most: Any, body: Any, greedy: bool, flags: int) -> None:
        for _ in range(min(least, LONGEST_TEXT + 1)):
            self._items(body, flags)
        splits = []
        if most > LONGEST_TEXT:
            split = self._add(Step("split"))
            self._items(body, flags)
            self._add(Step("split", first=split, second=split))
            splits.append(split)
        else:
            for _ in range(most - least):
                splits.append(self._add(Step("split")))
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


def run(steps: Sequence[Step], text: str, whole: bool) -> Found | None:
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
