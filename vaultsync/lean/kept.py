"""A property that is found when it is first asked for, and kept."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property as kept
else:

    class kept:  # noqa: N801 - it is written as `property` is
        """`functools.cached_property` without its lock, which costs more than most answers here."""

        def __init__(self, function: Callable[[Any], Any]) -> None:
            self._function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: object, owner: type | None = None) -> Any:
            if instance is None:
                return self
            found = instance.__dict__[self._name] = self._function(instance)
            return found


__all__ = ["kept"]
