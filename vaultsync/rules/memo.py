"""Answers that several rules need and that cost a look at the whole vault."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.rules.rule import View

Answer = TypeVar("Answer")


def once_per_view(function: Callable[[View], Answer]) -> Callable[[View], Answer]:
    """Let a function of a view keep its last answer.

    A view is made anew after every change of the vault, so the answer holds as
    long as the very same view is asked about.
    """
    kept: list[tuple[View, Answer]] = []

    def answer(view: View) -> Answer:
        if not kept or kept[0][0] is not view:
            kept[:] = [(view, function(view))]
        return kept[0][1]

    answer.__name__, answer.__doc__ = function.__name__, function.__doc__
    return answer
