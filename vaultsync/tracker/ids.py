"""Ids and names as people count: when two ids are one, and which comes first."""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = late(r"\d+|[^\W\d_]+")
_RUNS = late(r"\d+|\D+")
_LONGEST_NUMBER = 18


@lru_cache(maxsize=8192)
def id_parts(published: str) -> tuple[str, ...]:
    """Return the components of an id or label, case folded: `3.1.b` and `3.1b` are equal.

    Numbers lose leading zeros. Two ids are one when their components are.
    """
    return tuple(
        _plain_number(part) if part.isdecimal() else part
        for part in _PARTS.findall(published.casefold())
    )


def _plain_number(digits: str) -> str:
    # Longer numbers are left as they are: `int` refuses thousands of digits.
    return str(int(digits)) if len(digits) <= _LONGEST_NUMBER else digits.lstrip("0")


Order = tuple[tuple[tuple[int, int, str], ...], str]


@lru_cache(maxsize=8192)
def id_order(published: str) -> Order:
    """Return the key that sorts ids as people count: `3.2.a` before `3.10.a`."""
    return _order(id_parts(published)), published


def natural_order(name: str) -> Order:
    """Return the key that sorts names as people count: `page 2` before `page 10`."""
    return _order(_RUNS.findall(name)), name


def _order(parts: Iterable[str]) -> tuple[tuple[int, int, str], ...]:
    order = []
    for part in parts:
        if part.isdecimal():
            digits = part.lstrip("0")
            order.append((0, len(digits), digits))
        else:
            order.append((1, 0, part))
    return tuple(order)
