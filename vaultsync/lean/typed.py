"""What modules need of `typing` and `enum` while they run, without importing them.

A small check makes a hundred classes of tuples before it looks at a note. `typing`
takes three milliseconds to import, looks at each annotation of such a class, and
`collections` compiles a constructor for each, which together takes longer than
reading the vault. Here annotations are left alone, and a class gets a constructor
of its own once it was used a few times: a copy of what was compiled for all classes
of so many fields. All else of `NamedTuple` is as it is there; of the other names
nothing is needed but that they are there. `enum` takes as long as twenty modules of
ours; of it, there are here classes of a few values whose names are upper case. To
type checkers, all are those of `typing` and `enum`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import Enum, IntEnum
    from typing import (
        Any,
        Generic,
        Literal,
        NamedTuple,
        NoReturn,
        Protocol,
        Self,
        TypeAlias,
        TypeVar,
        cast,
        get_args,
    )
else:
    from _collections import _tuplegetter  # what `namedtuple` reads fields with

    _OFTEN = 8  # calls, before a class gets a constructor of its own
    _new = tuple.__new__
    # What constructors do, by how many fields there are: only names tell them apart. It
    # takes twenty times as long to compile one than to have it here.
    _known = (
        lambda _cls: _new(_cls, ()),
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m)
        ),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)
        ),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _new(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)
        ),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s: _new(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s)
        ),
    )
    _codes = {made.__code__.co_argcount - 1: made.__code__ for made in _known}

    def _code(count):
        """Return what a constructor of so many fields does, whatever they are called."""
        if count not in _codes:
            given = ", ".join([f"_{at}" for at in range(count)])
            made = eval(f"lambda _cls, {given}: _new(_cls, ({given}))")  # noqa: S307 - of numbers
            _codes[count] = made.__code__
        return _codes[count]

    def _constructor(owner, fields, defaults):
        """Return `__new__` for a class, which puts a faster one in its place when it pays."""
        count, left = len(fields), _OFTEN

        def construct(cls, /, *told, **named):
            nonlocal left
            left -= 1
            if left > 0 and len(told) == count and not named:
                return _new(cls, told)
            name = f"{owner.__qualname__}.__new__"
            code = _code(count).replace(
                co_varnames=("_cls", *fields), co_name="__new__", co_qualname=name
            )
            made = type(construct)(code, {"_new": _new}, "__new__", defaults)
            owner.__new__ = staticmethod(made)
            return made(cls, *told, **named)

        return construct

    def _maker(count):
        """Return `_make` for a class of so many fields."""

        def make(cls, iterable):
            made = _new(cls, iterable)
            if len(made) != count:
                raise TypeError(f"Expected {count} arguments, got {len(made)}")
            return made

        return classmethod(make)

    def _replace(self, /, **told):
        made = self._make(map(told.pop, self._fields, self))
        if told:
            raise ValueError(f"Got unexpected field names: {list(told)!r}")
        return made

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def _arguments(self):
        return tuple(self)

    def _shown(self):
        fields = zip(self._fields, self, strict=True)
        return (
            f"{type(self).__name__}({', '.join([f'{name}={value!r}' for name, value in fields])})"
        )

    _COMMON = {
        "__slots__": (),
        "__repr__": _shown,
        "__getnewargs__": _arguments,
        "__replace__": _replace,
        "_asdict": _asdict,
        "_replace": _replace,
    }

    class _Meta(type):
        """What makes a class statement with `NamedTuple` a plain class of tuples."""

        def __new__(cls, name, bases, namespace):
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            made = type(
                name,
                (tuple,),
                {
                    **_COMMON,
                    **namespace,
                    **{field: _tuplegetter(at, None) for at, field in enumerate(fields)},
                    "_fields": fields,
                    "__match_args__": fields,
                    "_field_defaults": defaults,
                    "_make": _maker(len(fields)),
                },
            )
            made.__new__ = staticmethod(_constructor(made, fields, tuple(defaults.values())))
            return made

    _made = (type.__new__(_Meta, "NamedTuple", (), {}),)

    class _Named:
        """What stands for `NamedTuple` among the bases of a class."""

        def __mro_entries__(self, bases):
            return _made

    NamedTuple = _Named()

    class _Members(type):
        """What makes a class statement with `Enum` a class of a few values, each with a name."""

        def __new__(cls, name, bases, namespace):
            values = {each: namespace[each] for each in namespace if each.isupper()}
            rest = {each: namespace[each] for each in namespace if each not in values}
            made = super().__new__(cls, name, bases, rest)
            made._by_name, made._by_value = {}, {}
            for each, value in values.items():
                member = made._made(value)
                member.name, member.value = each, value
                made._by_name[each] = made._by_value[value] = member
                setattr(made, each, member)
            return made

        def __call__(cls, value):
            try:
                return cls._by_value[value]
            except KeyError:
                raise ValueError(f"{value!r} is not a valid {cls.__qualname__}") from None

        def __getitem__(cls, name):
            return cls._by_name[name]

        def __iter__(cls):
            return iter(cls._by_name.values())

        def __len__(cls):
            return len(cls._by_name)

    class Enum(metaclass=_Members):
        """One of a few values."""

        @classmethod
        def _made(cls, _value):
            return object.__new__(cls)

        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self):
            return f"{type(self).__name__}.{self.name}"

        def __reduce_ex__(self, _protocol):
            return type(self), (self.value,)

    class IntEnum(int, Enum):
        """One of a few numbers, and a number itself."""

        @classmethod
        def _made(cls, value):
            return int.__new__(cls, value)

        __repr__ = Enum.__repr__
        __str__ = int.__repr__

    Any = NoReturn = Self = TypeAlias = object

    class Generic:
        """What has parameters, of which nothing is made."""

        def __class_getitem__(cls, _parameters):
            return cls

    class Literal:
        """Some values, which is all that is made of it."""

        def __class_getitem__(cls, values):
            return values if isinstance(values, tuple) else (values,)

    def get_args(literal):
        """Return the values of a `Literal`."""
        return literal

    class Protocol:
        """What others are like."""

    def TypeVar(_name, *_bounds, **_more):  # noqa: N802 - it is a class there
        """Return what stands for a type."""
        return object

    def cast(_kind, value):
        """Return the value as it is."""
        return value


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "Enum",
    "Generic",
    "IntEnum",
    "Literal",
    "NamedTuple",
    "NoReturn",
    "Protocol",
    "Self",
    "TypeAlias",
    "TypeVar",
    "cast",
    "get_args",
]
