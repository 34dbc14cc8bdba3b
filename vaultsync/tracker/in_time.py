"""Asking with an end to the waiting, where what is asked has none of its own."""

from __future__ import annotations

import threading

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse


def in_time(ask: Callable[[], BaseHTTPResponse], seconds: float) -> BaseHTTPResponse | None:
    """Return what `ask` does, or raise what it does; None once that takes too long.

    Looking up a host and reading headers have no time limit of their own. What is
    still under way then is left to itself, and what comes of it is closed.
    """
    outcomes: list[BaseHTTPResponse | BaseException] = []
    over = threading.Lock()  # taken once: by what is in time, or by the end of the time

    def run() -> None:
        outcome: BaseHTTPResponse | BaseException
        try:
            outcome = ask()
        except BaseException as error:  # noqa: BLE001 - it is raised again below
            outcome = error
        if over.acquire(blocking=False):
            outcomes.append(outcome)
        elif not isinstance(outcome, BaseException):
            outcome.close()

    asking = threading.Thread(target=run, daemon=True)
    asking.start()
    asking.join(seconds)
    if over.acquire(blocking=False):
        return None
    asking.join()
    (outcome,) = outcomes
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
