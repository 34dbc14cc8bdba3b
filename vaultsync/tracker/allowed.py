"""Which addresses are read, and where they may lead: HTTP and HTTPS, and nothing else."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from vaultsync.tracker.failures import SAVE_IT, FetchError


def check_address(address: str) -> None:
    """Raise `FetchError` for what is no address that may be read.

    One that holds a name or password is refused: it would get into the lock.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{address} is no address: {error}", "Check how it is spelled.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise FetchError(
            f"{address} is not an address that is read", "Only http:// and https:// are."
        )
    if parts.username is not None or parts.password is not None:
        shown = address.replace(parts.netloc, parts.netloc.rpartition("@")[2])
        raise FetchError(
            f"{shown} was named with a user or password, which would get into vaultsync.lock",
            SAVE_IT,
        )


def redirected(address: str, here: str, location: str) -> str:
    """Return where `here` leads, to which `address` led, if that may be followed.

    Raises `FetchError`.
    """
    there = location
    try:
        there = urljoin(here, location)
        scheme = urlsplit(there).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https") or there == here:
        raise FetchError(f"{address} leads to {there[:200]!r}, which is not followed", SAVE_IT)
    if urlsplit(here).scheme == "https" and scheme == "http":
        raise FetchError(
            f"{address} leads from https to http, where anybody may change it",
            "If that is as it should be, pull the address it leads to.",
            detail=f"It leads to {there[:200]!r}.",
        )
    return there
