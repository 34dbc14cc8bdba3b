"""How the write of one file may fail, and stay settled or not."""

from __future__ import annotations

import contextlib

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class ChangedError(Exception):
    """The file is not, or no longer, what the change was made from; it was left as it is."""


class UnsettledError(Exception):
    """A change failed and could not be put back; the journal holds what is needed to."""


def expect(found: bytes | None, wanted: bytes) -> None:
    """Raise `ChangedError` where a file holds other bytes than it should."""
    if found != wanted:
        raise ChangedError


@contextlib.contextmanager
def or_unsettled(cause: BaseException) -> Iterator[None]:
    """Turn a failure to put something back into `UnsettledError`."""
    try:
        yield
    except OSError as error:
        raise UnsettledError(str(error)) from cause
