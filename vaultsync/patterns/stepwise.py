"""A regular expression as steps, each tried once at each place of a text.

`re` goes back and tries again whatever it tried before; here no step is taken
twice at one place, as in RE2's bit-state matcher. The first match and its groups
are the same. What needs more memory than a place, such as a reference back to a
group, cannot be done in steps.
"""

from __future__ import annotations

import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # `re` names no public parser

from vaultsync.lean.regex import LONGEST_TEXT, Found
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    # A step, a place, where groups begin and end, the repeats that have taken nothing so far.
    _Way: TypeAlias = tuple[int, int, dict[str, tuple[int, int]], tuple[int, ...]]

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
    """One step: take a character, go two ways, save a place, look at a place, or be done.

    Before what may be repeated once more, it is taken note of that it begins (`begin`), by a
    number of its own (`mark`); behind it, `again` leads to where it is repeated, or on behind
    all, if nothing was taken: as in `re`, nothing is not repeated.
    """

    kind: str
    test: Callable[..., object] | None = None
    first: int = 0
    second: int = 0
    name: str = ""
    mark: int = 0


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
        endless, may_be_nothing = most > LONGEST_TEXT, body.getwidth()[0] == 0
        rounds: list[tuple[int, int | None]] = []
        for _ in range(1 if endless else most - least):
            split = self._add(Step("split"))
            if may_be_nothing:
                self._add(Step("begin", mark=split))
            self._items(body, flags)
            if may_be_nothing or endless:
                rounds.append((split, self._add(Step("again", mark=split))))
            else:
                rounds.append((split, None))
        for split, again in rounds:
            ways = (split + 1, len(self._steps))
            self._aim(split, *(ways if greedy else reversed(ways)))
            if again is not None:
                self._aim(again, split if endless else again + 1, len(self._steps))

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
    """Follow the steps; the way preferred comes first, and no step is tried twice at a place.

    It is another place within a repeat that has taken nothing so far. How many such there are is
    told by how deep repeats lie within repeats: of those around a step, the innermost few.
    """
    tried: set[tuple[int, int, tuple[int, ...]]] = set()
    waiting: list[_Way] = [(0, 0, {}, ())]
    while waiting:
        at, place, groups, fresh = waiting.pop()
        while (at, place, fresh) not in tried:
            tried.add((at, place, fresh))
            step = steps[at]
            if step.kind == "take":
                if place == len(text) or not (step.test and step.test(text[place])):
                    break
                place += 1
                fresh = ()
            elif step.kind == "begin":
                fresh = (*fresh, step.mark)
            elif step.kind == "again":
                if step.mark in fresh:
                    fresh = fresh[: fresh.index(step.mark)]
                    at = step.second
                else:
                    at = step.first
                continue
            elif step.kind == "split":
                if step.second != step.first:
                    waiting.append((step.second, place, groups, fresh))
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
