"""What reading an address takes, and what it gives."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Protocol
from vaultsync.tracker.failures import FetchError
from vaultsync.tracker.http import Answer, Validators

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.tracker.readers.reading import Reading

    Read = Callable[[str, bytes], Reading]
    Tell = Callable[[str, int, int], None]

MOST_PAGES = 300
"""The most pages of a list that are followed, and pages of a datastore."""


class Get(Protocol):
    """Reads one address: `vaultsync.tracker.http.Client.get`, or a test's."""

    def __call__(self, address: str, known: Validators = ...) -> Answer:
        """Return what stands there. Raises `FetchError`."""


class Fetched(NamedTuple):
    """A source that was read from an address, or None for data that is as it was."""

    name: str
    data: bytes | None
    validators: Validators = Validators()


class ChangedWhileReadError(FetchError):
    """The list changed between two of its pages."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"{address} changed while it was read",
            "Nothing was changed. Pull again.",
            detail=detail,
        )
