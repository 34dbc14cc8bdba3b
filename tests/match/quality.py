"""How good the matching is: a labelled set, a generator of rewordings, and the count.

    python -m tests.match.quality

prints precision and recall of what is certain or likely, over the seed's list
and an invented one, whole and in parts, with ids and areas withheld.
"""

from __future__ import annotations

import random
import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tests.match.seeds import Listed, by_hand, harbour, paired, seed_list

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each in both directions; none changes what an action commits to.
SYNONYMS = """improve/enhance guidance/direction departments/ministries explore/examine
create/establish develop/prepare provide/offer support/help implement/introduce ensure/secure
common/shared requirements/needs coordinate/organize review/examination publish/release
share/exchange data/information services/offerings leveraging/using enable/allow
promote/encourage solutions/approaches frictions/obstacles challenges/difficulties
convey/communicate measure/assess equip/furnish carriers/shippers inspections/checks"""
FILLERS = ("over time", "where appropriate", "as needed", "step by step", "as far as possible")


class Count(NamedTuple):
    """How pairs came out: sure ones right and wrong, doubts, and what was rightly left."""

    right: int = 0
    wrong: int = 0
    doubtful: int = 0
    missed: int = 0
    left: int = 0

    def __add__(self, other: tuple[object, ...]) -> Count:
        """Return both counts together."""
        return Count(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[operator]  # counts

    @property
    def precision(self) -> float:
        """Return the part of the sure pairs that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the part of the pairs that there are which was found for sure."""
        there = self.right + self.doubtful + self.missed
        return self.right / there if there else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} recall {self.recall:.3f}   sure {self.right}"
            f" wrong {self.wrong} doubtful {self.doubtful} missed {self.missed} left {self.left}"
        )


def count(
    ours: list[Listed], theirs: list[Listed], whole: bool = False, with_areas: bool = True
) -> Count:
    """Return how a vault and a tracker that state these actions come out."""
    found = paired(ours, theirs, whole, with_areas)
    published = {action.id for action in theirs}
    total = Count()
    for action in ours:
        row, verdict = found.get(action.id, ("", "none"))
        sure = verdict in ("certain", "likely")
        total += Count(
            right=sure and row == action.id,
            wrong=sure and row != action.id,
            doubtful=verdict == "doubtful" and action.id in published,
            missed=verdict == "none" and action.id in published,
            left=not sure and action.id not in published,
        )
    return total


def reworded(text: str, chance: random.Random, strength: int) -> str:
    """Return a text said otherwise, by so many changes of kinds that editors make."""
    for _ in range(strength):
        text = chance.choice(
            (_synonym, _synonym, _moved_clause, _dropped_clause, _filled, _turned)
        )(text, chance)
    return text


def _synonym(text: str, chance: random.Random) -> str:
    pairs = [pair.split("/") for pair in SYNONYMS.split()]
    known = [(a, b) for one, other in pairs for a, b in ((one, other), (other, one)) if a in text]
    return re.sub(rf"\b{(found := chance.choice(known))[0]}\b", found[1], text) if known else text


def _moved_clause(text: str, chance: random.Random) -> str:
    parts = text.rstrip(".").split(", ")
    if len(parts) > 2:
        at = chance.randrange(1, len(parts) - 1)
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return ", ".join(parts)


def _dropped_clause(text: str, chance: random.Random) -> str:
    """Drop one of the smaller parts of a sentence, or its last words."""
    parts = text.rstrip(".").split(", ")
    small = [n for n, part in enumerate(parts) if "will" not in part and len(part) < len(text) / 3]
    if small:
        del parts[chance.choice(small)]
        return ", ".join(parts)
    words = text.split()
    return " ".join(words[: -chance.randint(1, 3)]) if len(words) > 16 else text


def _filled(text: str, chance: random.Random) -> str:
    return f"{text.rstrip('.')} {chance.choice(FILLERS)}."


def _turned(text: str, chance: random.Random) -> str:
    """Turn `A and B` round, once."""
    found = list(re.finditer(r"\b([a-z]{4,}) and ([a-z]{4,})\b", text))
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[: one.start()]}{one[2]} and {one[1]}{text[one.end() :]}"


def editions(actions: list[Listed], chance: random.Random, strength: int) -> list[Listed]:
    """Return a list whose tracker words everything otherwise once more."""
    return [
        action._replace(tracker=reworded(action.tracker, chance, strength)) for action in actions
    ]


def parts(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    """Return a part of a list as a vault has it, and another as a page shows it."""
    ours, theirs = chance.choice((0.3, 0.6, 0.9, 1)), chance.choice((0.3, 0.6, 0.9, 1))
    return (
        [action for action in actions if chance.random() < ours],
        [action for action in actions if chance.random() < theirs],
    )


def cut(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    """Return a list, and a page of it: rows that follow one another."""
    length = max(5, len(actions) // chance.choice((1, 2, 4)))
    start = chance.randrange(len(actions) - length + 1)
    return actions, actions[start : start + length]


# What a twin says instead of one of its other's words.
_OBJECTS = """funding training infrastructure procurement recruitment translation archives vehicles
payments research standards models languages contracts libraries networks budgets statistics
partnerships software permits curricula"""
_VERBS = (
    "fund audit advertise translate archive outsource insure measure lead finish question delay"
)
_NO_OBJECTS = """which their these those every where after before through between about across under
will would could should instead because among towards while within serve"""
CHANGES = ("swapped", "added", "verb", "reworded")
PAGES = (
    "in its place",
    "alone",
    "last of its area",
    "last after its own",
    "next to it",
    "among some",
)


def twin(action: Listed, change: str, chance: random.Random) -> Listed:
    """Return another action of the same area: one that differs in one word.

    `reworded` is one that is also said otherwise.
    """
    text = action.vault
    verbs = [
        word
        for word in re.finditer(r"\b[a-z]{4,}\b", text)
        if text[: word.start()].endswith(("will ", " to "))
    ]
    words = [
        word
        for word in re.finditer(r"\b[a-z]{5,}\b", text)
        if word[0] not in _NO_OBJECTS.split() and word[0] not in {verb[0] for verb in verbs}
    ]
    word = chance.choice(verbs if change == "verb" and verbs else words)
    others = _VERBS if change == "verb" else _OBJECTS
    other = chance.choice([name for name in others.split() if name not in text])
    rest = f" {text[word.start() :]}" if change == "added" else text[word.end() :]
    said = f"{text[: word.start()]}{other}{rest}"
    told = reworded(said, chance, 2) if change == "reworded" else said
    while other not in told:  # without its own word it is no other action
        told = reworded(said, chance, 2)
    return action._replace(id="twin", tracker=told)


def twins(
    actions: list[Listed],
    page: str,
    change: str,
    with_areas: bool,
    chance: random.Random,
    whole: bool = False,
) -> Count:
    """Return how each action fares on a page without its row but with a twin of it.

    The twin is an action of its own that the vault does not have; all else is
    listed as the vault words it. `whole`: the list says that it has no other rows.
    """
    total = Count()
    listed = [action._replace(tracker=action.vault) for action in actions]
    for number, action in enumerate(listed):
        other = twin(action, change, chance)
        area = action.id[:3]
        ours, later = listed, listed[number + 1 :]
        if page == "in its place":  # as if its own had been withdrawn
            theirs = [*listed[:number], other, *later]
        elif page == "alone":
            ours, theirs = [action], [other]
        elif page == "last of its area":
            same = [each for each in later if each.id[:3] == area]
            theirs = [*same, other, *later[len(same) :][:6]]
        elif page == "last after its own":  # as if its own had been withdrawn
            same = [each for each in later if each.id[:3] == area]
            theirs = [*listed[max(0, number - 5) : number], *same, other, *later[len(same) :][:6]]
        elif page == "next to it":  # with a label of its own: the later ones are one further
            moved = [
                each._replace(id=area + "." + chr(ord(each.id[4]) + 1))
                if each.id[:3] == area
                else each
                for each in later
            ]
            ours, theirs = [*listed[: number + 1], *moved], [other, *moved[:7]]
        else:  # rows are left out here and there, as by a filter
            some = [each for each in listed if each is not action and chance.random() < 0.5]
            at = sum(each.id[:3] <= area for each in some)
            theirs = [*some[:at], other, *some[at:]]
        row, verdict = paired(ours, theirs, whole, with_areas).get(action.id, ("", "none"))
        wrong = row == "twin" and verdict in ("certain", "likely")
        total += Count(wrong=wrong, left=not wrong)
    return total


def measure(rounds: int, seed: int = 1) -> Iterator[tuple[str, Count]]:
    """Yield the counts over both lists, so many rounds for each way of withholding."""
    lists = {"seed": seed_list(), "harbour": harbour()}
    ways = product(lists, ("whole", "partial"), ("with areas", "no areas"), KINDS)
    for name, coverage, areas, kind in ways:
        chance = random.Random(seed)
        total = Count()
        for _ in range(1 if kind == "as listed" else rounds):
            ours, theirs = KINDS[kind](lists[name], chance)
            total += count(ours, theirs, coverage == "whole", areas == "with areas")
        yield f"{name}, {coverage}, {areas}, {kind}", total


def _as_listed(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    return actions, actions


def _reworded(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    return actions, editions(actions, chance, 3)


def _in_parts(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    return parts(editions(actions, chance, chance.randint(0, 3)), chance)


def _a_page(actions: list[Listed], chance: random.Random) -> tuple[list[Listed], list[Listed]]:
    return cut(editions(actions, chance, chance.randint(0, 3)), chance)


KINDS = {
    "as listed": _as_listed,
    "reworded": _reworded,
    "a page": _a_page,
    "in parts": _in_parts,
}


def hand_twins(whole: bool, with_areas: bool) -> Count:
    """Return how each of the seed's actions fares with a twin made by hand in its place."""
    total = Count()
    listed = [action._replace(tracker=action.vault) for action in seed_list()]
    made = by_hand()
    for number, action in enumerate(listed):
        for text in made[action.id].twins:
            other = action._replace(id="twin", tracker=text)
            theirs = [*listed[:number], other, *listed[number + 1 :]]
            row, verdict = paired(listed, theirs, whole, with_areas).get(action.id, ("", "none"))
            wrong = row == "twin" and verdict in ("certain", "likely")
            total += Count(wrong=wrong, left=not wrong)
    return total


def hand_rewordings(edition: int) -> list[Listed]:
    """Return the seed's list as one of two people worded it otherwise."""
    made = by_hand()
    return [action._replace(tracker=made[action.id].reworded[edition]) for action in seed_list()]


def measure_by_hand() -> Iterator[tuple[str, Count]]:
    """Yield how rewordings and twins fare that people made."""
    for whole, with_areas in product((True, False), (True, False)):
        how = f"{'whole' if whole else 'partial'}, {'with' if with_areas else 'no'} areas"
        total = Count()
        for edition in (0, 1):
            actions = hand_rewordings(edition)
            total += count(actions, actions, whole, with_areas)
        yield f"seed, {how}, reworded by hand", total
        yield f"seed, {how}, twins by hand", hand_twins(whole, with_areas)


def measure_twins(rounds: int, seed: int = 1) -> Iterator[tuple[str, Count]]:
    """Yield how many actions were taken for a twin that differs in one word."""
    lists = {"seed": seed_list(), "harbour": harbour()}
    pages = [(page, False) for page in PAGES] + [
        ("in its place", True),
        ("last after its own", True),
    ]
    ways = product(lists, pages, ("with areas", "no areas"), CHANGES)
    for name, (page, whole), areas, change in ways:
        chance = random.Random(seed)
        total = Count()
        for _ in range(rounds):
            total += twins(lists[name], page, change, areas == "with areas", chance, whole)
        coverage = "whole, " if whole else ""
        yield f"{name}, {coverage}twin {change}, {page}, {areas}", total


def _print() -> None:
    from tests.match.relisted import measure_relisted, measure_reworded
    from tests.match.retold import measure_retold, measure_town

    for title, total in measure(rounds=100):
        print(f"{title:<42} {total}")  # noqa: T201 - it is asked to print
    for title, total in measure_reworded(rounds=20):
        print(f"{title:<42} {total}")  # noqa: T201 - as above
    for title, total in (*measure_by_hand(), *measure_town()):
        print(f"{title:<42} {total}")  # noqa: T201 - as above
    ways = ((10, measure_twins), (3, measure_retold), (3, measure_relisted))
    for rounds, measured in ways:
        for title, total in measured(rounds):
            print(f"{title:<52} wrong {total.wrong} of {total.wrong + total.left}")  # noqa: T201 - as above


if __name__ == "__main__":
    _print()
