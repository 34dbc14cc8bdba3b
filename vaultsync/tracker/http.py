"""One address -> its bytes, over HTTP and HTTPS and nothing else.

Everything about an answer is bounded: how long it may be silent, how long it may
take, how much it may hold once unpacked, how often it may lead elsewhere. What
fails for a moment (no connection, 429, 5xx) is asked for again after a pause.
Certificates are checked, and proxies are those that the environment names.
"""

from __future__ import annotations

import re
import time
from http import HTTPStatus

from vaultsync import __version__
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Self
from vaultsync.tracker.allowed import check_address, redirected
from vaultsync.tracker.bodies import body_of
from vaultsync.tracker.connections import Connections
from vaultsync.tracker.failures import (
    SAVE_IT,
    FetchError,
    MomentaryError,
    no_trust,
    reason_of,
    seconds_of,
    status_words,
)
from vaultsync.tracker.in_time import in_time
from vaultsync.tracker.readers.reading import LARGEST_SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from urllib3 import BaseHTTPResponse

AGENT = f"vaultsync/{__version__}"

_LATER = {429, 500, 502, 503, 504}
_ELSEWHERE = {301, 302, 303, 307, 308}
# RFC 9110: an entity tag, and the one date format that is still sent.
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


class Validators(NamedTuple):
    """What a server calls one state of an address; either may be empty (RFC 9110, 8.8)."""

    etag: str = ""
    modified: str = ""


class Answer(NamedTuple):
    """What a server answered: `data` is None where the address is as the validators said.

    `address` is where redirects led.
    """

    address: str
    data: bytes | None
    validators: Validators


class Limits(NamedTuple):
    """How much is borne: times in seconds, size in bytes after unpacking."""

    connect: float = 10
    silence: float = 20
    answer: float = 120
    total: float = 600
    size: int = LARGEST_SOURCE
    tries: int = 3
    pause: float = 0.5
    longest_pause: float = 30
    redirects: int = 5


class Client:
    """Reads addresses one after the other, keeping connections; use it in a `with`.

    `proxies` maps schemes to proxies; None takes them from the environment.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 - immutable
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        proxies: Mapping[str, str] | None = None,
    ) -> None:
        self._limits = limits
        self._sleep = sleep
        self._clock = clock
        self._connections = Connections(proxies)
        self._end: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connections.close()

    def get(self, address: str, known: Validators = Validators()) -> Answer:  # noqa: B008 - immutable
        """Return what stands at an address. Raises `FetchError`, and nothing else.

        `known` are the validators of the state that one has already.
        """
        if self._end is None:
            self._end = self._clock() + self._limits.total
        for attempt in range(1, self._limits.tries + 1):
            try:
                return self._followed(address, known)
            except MomentaryError as error:
                reason, after = str(error), error.after
            pause = max(self._limits.pause * 2 ** (attempt - 1), after)
            late = self._clock() + pause > self._end
            if attempt == self._limits.tries or pause > self._limits.longest_pause or late:
                break
            self._sleep(pause)
        raise FetchError(
            f"{address} cannot be read: {reason}",
            "Nothing was changed. Pull again later; what was read before still counts.",
            detail=_attempts(attempt, after),
        )

    def _followed(self, address: str, known: Validators) -> Answer:
        here = address
        for _ in range(self._limits.redirects + 1):
            check_address(here)
            response = self._ask(here, known)
            try:
                if response.status not in _ELSEWHERE:
                    return self._answer(here, response, known)
                there = response.headers.get("Location") or ""
            finally:
                # What is left of the body is not worth waiting for.
                response.close()
            here = redirected(address, here, there)
        raise FetchError(f"{address} leads on more than {self._limits.redirects} times", SAVE_IT)

    def _ask(self, address: str, known: Validators) -> BaseHTTPResponse:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError, LocationValueError, SSLError

        headers = {
            "User-Agent": AGENT,
            "Accept": "text/html, text/csv, application/json, */*;q=0.5",
            "Accept-Encoding": "gzip",
        }
        if _ETAG.fullmatch(known.etag):
            headers["If-None-Match"] = known.etag
        if _DATE.fullmatch(known.modified):
            headers["If-Modified-Since"] = known.modified
        pool = self._connections.for_address(address)
        timeout = Timeout(connect=self._limits.connect, read=self._limits.silence)
        try:
            response = in_time(
                lambda: pool.request(
                    "GET",
                    address,
                    headers=headers,
                    timeout=timeout,
                    retries=False,
                    redirect=False,
                    preload_content=False,
                ),
                self._limits.answer,
            )
        except SSLError as error:
            no_trust(address, error)
        except (LocationValueError, UnicodeError) as error:
            raise FetchError(
                f"{address} is no address: {error}", "Check how it is spelled."
            ) from None
        except HTTPError as error:
            # A failed certificate behind a proxy comes wrapped.
            if isinstance(error.__cause__, SSLError):
                no_trust(address, error.__cause__)
            raise MomentaryError(reason_of(error)) from None
        except (OSError, ValueError) as error:
            raise MomentaryError(type(error).__name__) from None
        if response is None:
            raise self._too_slow(address)
        return response

    def _timekeeper(self, address: str) -> Callable[[], None]:
        """Return what raises once an answer that begins now takes too long."""
        end = min(self._clock() + self._limits.answer, self._end or float("inf"))

        def check() -> None:
            if self._clock() > end:
                raise self._too_slow(address)

        return check

    def _too_slow(self, address: str) -> FetchError:
        return FetchError(
            f"{address} is too slow: it took more than {self._limits.answer:g} s", SAVE_IT
        )

    def _answer(self, address: str, response: BaseHTTPResponse, known: Validators) -> Answer:
        status = response.status
        if status == HTTPStatus.NOT_MODIFIED and any(known):
            return Answer(address, None, known)
        if status in _LATER:
            raise MomentaryError(
                status_words(status), seconds_of(response.headers.get("Retry-After"))
            )
        if status != HTTPStatus.OK:
            remedy = SAVE_IT if status in (401, 403) else "Check the address in a browser."
            raise FetchError(f"{address} cannot be read: {status_words(status)}", remedy)
        data = body_of(address, response, self._limits.size, self._timekeeper(address))
        etag = response.headers.get("ETag") or ""
        modified = response.headers.get("Last-Modified") or ""
        return Answer(
            address,
            data,
            Validators(
                etag if _ETAG.fullmatch(etag) else "", modified if _DATE.fullmatch(modified) else ""
            ),
        )


def _attempts(tried: int, after: float) -> str:
    """Return how often an address was asked for, and how long it wants to be left alone."""
    said = [f"Tried {tried} times."] if tried > 1 else []
    said += [f"It wants to be left alone for {after:g} s."] if after else []
    return " ".join(said)
