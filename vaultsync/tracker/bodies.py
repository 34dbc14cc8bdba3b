"""The body of an answer: all of it, unpacked, and never more than may be."""

from __future__ import annotations

import zlib

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.failures import SAVE_IT, FetchError, MomentaryError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse

_PIECE = 64 * 1024


def body_of(
    address: str, response: BaseHTTPResponse, most: int, check_time: Callable[[], None]
) -> bytes:
    """Return the body of an answer, unpacked, of no more than `most` bytes.

    `check_time` is called between its pieces and raises where it takes too long.
    Raises `FetchError`, and `MomentaryError` where it breaks off.
    """
    from urllib3.exceptions import HTTPError

    length = response.headers.get("Content-Length")
    chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()
    unpacker = _unpacker(address, response.headers.get("Content-Encoding", ""))
    if not (length or chunked or unpacker):
        # Half a CSV is a CSV too, and would pass for the whole list.
        raise FetchError(
            f"{address} does not say how long it is, so a part could pass for the whole",
            SAVE_IT,
        )
    body = _Body(address, most)
    try:
        # `read1` gives what has come; `read` would wait for a whole piece, drop by drop.
        while piece := response.read1(_PIECE, decode_content=False):
            if unpacker is None:
                body.add(piece)
            else:
                while piece and not unpacker.eof:
                    body.add(unpacker.decompress(piece, _PIECE))
                    piece = unpacker.unconsumed_tail
            check_time()
    except zlib.error:
        raise FetchError(f"{address} sends broken gzip", SAVE_IT) from None
    except (HTTPError, OSError, ValueError) as error:
        raise MomentaryError(reason_of(error)) from None
    if unpacker is not None and not unpacker.eof:
        raise MomentaryError("the connection broke off")
    return b"".join(body.pieces)


class _Body:
    """The pieces of an answer, never more than may be."""

    def __init__(self, address: str, most: int) -> None:
        self.pieces: list[bytes] = []
        self._address = address
        self._most = self._left = most

    def add(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise FetchError(
                f"{self._address} is too large for a list of actions",
                "Name the address of the list itself.",
                detail=f"More than {self._most} bytes came.",
            )
        self.pieces.append(piece)


def _unpacker(address: str, encoding: str) -> zlib._Decompress | None:
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return None
    if kind in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise FetchError(f"{address} is packed in a way that was not asked for", SAVE_IT)
