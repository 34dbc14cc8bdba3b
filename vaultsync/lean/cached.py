"""What modules need of `functools`, `collections` and `operator`, without importing them.

They take as long to import as twenty modules of ours, most of it for what nobody here asks
for. What keeps answers is written in C, and so is what counts; only their coats are not. To
type checkers, all are theirs but `Counter`, which has only what is asked of it here.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Iterable, Mapping
    from functools import cache, lru_cache, partial
    from operator import itemgetter

    def _count_elements(counts: dict[T, int], these: Iterable[T] | Mapping[T, int]) -> None: ...
else:
    try:
        from _collections import _count_elements, defaultdict
        from _functools import _lru_cache_wrapper, partial
        from _operator import itemgetter
    except ImportError:  # another Python
        from collections import _count_elements, defaultdict
        from functools import cache, lru_cache, partial
        from operator import itemgetter
    else:

        class _Info(NamedTuple):
            hits: int
            misses: int
            maxsize: int | None
            currsize: int

        def lru_cache(maxsize=128):
            """Return what makes a function keep its last answers, or all for None."""

            def keeping(function):
                kept = _lru_cache_wrapper(function, maxsize, False, _Info)
                for name in ("__module__", "__name__", "__qualname__", "__doc__"):
                    setattr(kept, name, getattr(function, name))
                kept.__wrapped__ = function
                return kept

            return keeping

        cache = lru_cache(None)


class Counter(dict[T, int]):
    """How often there is what; what is not there, is there no times."""

    def __init__(self, these: Iterable[T] | Mapping[T, int] = ()) -> None:
        super().__init__()
        self.update(these)

    def __missing__(self, key: T) -> int:
        return 0

    def update(self, these: Iterable[T] | Mapping[T, int]) -> None:  # type: ignore[override]
        """Count these as well, or add what others counted."""
        if isinstance(these, dict):
            for key, many in these.items():
                self[key] = self[key] + many
        else:
            _count_elements(self, these)

    def total(self) -> int:
        """Return how many there are in all."""
        return sum(self.values())

    def __sub__(self, other: Counter[T]) -> Counter[T]:
        """Return by how many there are more here."""
        return Counter({key: many for key in self if (many := self[key] - other[key]) > 0})

    def __and__(self, other: Counter[T]) -> Counter[T]:
        """Return how many of each there are in both."""
        return Counter({key: many for key in self if (many := min(self[key], other[key])) > 0})


__all__ = ["Counter", "cache", "defaultdict", "itemgetter", "lru_cache", "partial"]
