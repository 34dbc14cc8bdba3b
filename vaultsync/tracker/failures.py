"""What may go wrong with an address, in words that say what to do."""

from __future__ import annotations

import re
from http import HTTPStatus

from vaultsync.lean.typed import NoReturn
from vaultsync.tracker.errors import TrackerError

SAVE_IT = "Open it in a browser, save the page, and pull that file."


class FetchError(TrackerError):
    """An address that cannot be read."""


class MomentaryError(Exception):
    """An attempt failed in a way that may be over soon; `after` is the server's wish."""

    def __init__(self, reason: str, after: float = 0) -> None:
        super().__init__(reason)
        self.after = after


def no_trust(address: str, error: Exception) -> NoReturn:
    """Raise the error for a certificate that does not hold."""
    raise FetchError(
        f"{address} cannot be trusted: its certificate does not hold",
        "If a proxy of your organisation signs it, name its certificates with SSL_CERT_FILE.",
        detail=str(error)[:200],
    )


def status_words(status: int) -> str:
    """Return what a status of HTTP is called."""
    # The server's own words for a status are not repeated: they may be anything.
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def reason_of(error: Exception) -> str:
    """Return why a connection failed, in a few words."""
    from urllib3 import exceptions

    reasons = (
        (exceptions.NameResolutionError, "its host is not known, or there is no network"),
        (exceptions.NewConnectionError, "no connection"),
        (exceptions.ConnectTimeoutError, "no connection came about in time"),
        (exceptions.ReadTimeoutError, "it fell silent"),
        (exceptions.ProxyError, "the proxy refuses, or cannot be reached"),
        (exceptions.ProtocolError, "the connection broke off"),
    )
    return next((words for kind, words in reasons if isinstance(error, kind)), "it failed")


def seconds_of(after: str | None) -> float:
    """Return how long a server wants to be left alone: `Retry-After` in seconds, else 0."""
    return float(after) if after and re.fullmatch(r"\d{1,6}", after.strip()) else 0
