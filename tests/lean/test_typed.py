"""Our `NamedTuple` is that of `typing`, for whoever uses it."""

from __future__ import annotations

import ast
import copy
import enum
import pickle
import typing
from pathlib import Path
from typing import Any

import pytest

from vaultsync.lean import typed


def made(base: Any) -> Any:
    class Point(base):  # type: ignore[misc]  # either of the two
        """A point."""

        x: int
        y: int = 2
        name: str = "here"

        @property
        def sum(self) -> int:
            """Both together."""
            return int(self.x + self.y)

        def moved(self, by: int) -> Any:
            """Return another."""
            return self._replace(x=self.x + by)

    return Point


class Nothing(typed.NamedTuple):
    """No field at all."""


class Pair(typed.NamedTuple):
    """At the top of a module, where pickle finds it."""

    one: int
    other: str = ""


class Deeper(Pair):
    """A class of its own, made of a pair."""

    __slots__ = ()

    def both(self) -> str:
        return f"{self.one}{self.other}"


@pytest.fixture
def pair() -> list[Any]:
    return [made(typed.NamedTuple), made(typing.NamedTuple)]


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((1,), {}),
    ((1, 5), {}),
    ((1, 5, "z"), {}),
    ((), {"x": 3}),
    ((7,), {"name": "n"}),
    ((), {}),
    ((1, 2, 3, 4), {}),
    ((1,), {"x": 1}),
    ((1,), {"z": 1}),
]


def told(call: Any) -> Any:
    try:
        return call()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


def test_it_is_made_as_there(pair: list[Any]) -> None:
    for _ in range(5):  # also once its constructor is compiled
        for args, named in CALLS:
            mine, theirs = (told(lambda c=c, a=args, n=named: c(*a, **n)) for c in pair)
            assert mine == theirs
            assert repr(mine).rpartition(".")[2] == repr(theirs).rpartition(".")[2]


def test_it_has_what_that_has(pair: list[Any]) -> None:
    for cls in pair:
        point = cls(1)
        assert (point.x, point.y, point.name, point.sum) == (1, 2, "here", 3)
        assert point.moved(2) == (3, 2, "here")
        assert isinstance(point, tuple)
        assert type(cls) is type
        assert cls.__bases__ == (tuple,)
        assert cls._fields == cls.__match_args__ == ("x", "y", "name")
        assert cls._field_defaults == {"y": 2, "name": "here"}
        assert cls.__doc__ == "A point."
        assert cls._make([4, 5, "z"])._asdict() == {"x": 4, "y": 5, "name": "z"}
        assert told(lambda c=cls: c._make([4])) is TypeError
        assert told(lambda p=point: p._replace(z=1)) in (ValueError, TypeError)  # since 3.13
        assert told(lambda p=point: setattr(p, "x", 1)) is AttributeError
        assert told(lambda p=point: setattr(p, "other", 1)) is AttributeError
        match point:
            case cls(x, name=name):
                assert (x, name) == (1, "here")
            case _:
                raise AssertionError


def test_copies_and_others_made_of_it_are_what_they_were() -> None:
    for number in range(20):
        deeper = Deeper(number, other="x")
        assert deeper.both() == f"{number}x"
        for each in (Pair(number), deeper, Nothing()):
            again = pickle.loads(pickle.dumps(each))
            assert again == copy.copy(each) == copy.deepcopy(each) == each
            assert type(again) is type(copy.copy(each)) is type(each)
    assert repr(Deeper(1)) == "Deeper(one=1, other='')"
    assert repr(Nothing()) == "Nothing()"
    assert told(lambda: Nothing(1)) is TypeError  # type: ignore[call-arg]  # on purpose


class Colour(typed.Enum):
    """At the top of a module, where pickle finds it."""

    RED = "red"
    DARK_BLUE = "dark-blue"

    @property
    def short(self) -> str:
        """The first letter."""
        return self.value[:1]


class Weight(typed.IntEnum):
    """Numbers with names."""

    LOW = 1
    HIGH = 3


class TheirColour(enum.Enum):
    RED = "red"
    DARK_BLUE = "dark-blue"


class TheirWeight(enum.IntEnum):
    LOW = 1
    HIGH = 3


def test_a_class_of_few_values_is_what_it_is_there() -> None:
    pairs: list[tuple[Any, Any]] = [(Colour, TheirColour), (Weight, TheirWeight)]
    for mine, theirs in pairs:
        for one, other in zip(mine, theirs, strict=True):
            assert (one.name, one.value) == (other.name, other.value)
            assert repr(one) == repr(other).replace("Their", "")
            assert str(one) == f"{one}" == str(other).replace("Their", "")
            assert mine(one.value) is mine[one.name] is getattr(mine, one.name) is one
            for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
                assert again is one
            assert isinstance(one, mine)
            assert {one: 1}[one] == 1
        assert len(mine) == len(theirs) == 2
        assert told(lambda m=mine: m("no such")) is told(lambda t=theirs: t("no such"))
        with pytest.raises(KeyError):
            mine["NONE"]
    assert Colour.DARK_BLUE.short == "d"
    assert Colour.RED != Colour.DARK_BLUE
    assert max(Weight) is Weight.HIGH
    assert Weight.LOW + 1 < Weight.HIGH == 3
    assert bool(Colour.RED)


@pytest.mark.parametrize("count", range(1, 21))
def test_any_number_of_fields_may_be_given(count: int) -> None:
    names = [f"f{at}" for at in range(count)]
    space = {"__annotations__": dict.fromkeys(names, int)}
    (base,) = typed.NamedTuple.__mro_entries__((typed.NamedTuple,))
    cls: Any = type(base)("Many", (base,), space)
    values = tuple(range(count))
    for _ in range(20):
        assert cls(*values) == cls(**dict(zip(names, values, strict=True))) == values
        assert told(lambda: cls(*values, 1)) is told(lambda: cls(*values[1:])) is TypeError


def test_no_class_of_ours_waits_for_its_constructor_to_be_compiled() -> None:
    """Compiling one takes longer than twenty calls of it, and most runs make few."""
    known = typed._codes.keys()  # type: ignore[attr-defined]  # it is there while it runs
    for module in Path(typed.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and "NamedTuple" in map(ast.unparse, node.bases):
                count = sum(isinstance(each, ast.AnnAssign) for each in node.body)
                assert count in known, f"{module.name}: {node.name} has {count} fields"
