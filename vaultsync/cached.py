"""What modules need of `functools`, `collections` and `operator`, without importing them.

They take as long to import as twenty modules of ours, most of it for what nobody here asks
for. What keeps answers is written in C, and so is what counts; only their coats are not. To
type checkers, all are theirs.
"""

from __future__ import annotations

from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections import defaultdict
    from functools import cache, lru_cache
    from operator import itemgetter
else:
    try:
        from _collections import defaultdict
        from _functools import _lru_cache_wrapper
        from _operator import itemgetter
    except ImportError:  # another Python
        from collections import defaultdict
        from functools import cache, lru_cache
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


__all__ = ["cache", "defaultdict", "itemgetter", "lru_cache"]
