"""sha256 as `hashlib` has it, without the megabytes of OpenSSL that `hashlib` loads beside it.

Loading them takes longer than all the digests of a check.
"""

from __future__ import annotations

import sys

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # a Python that was built without its own
        from hashlib import sha256


def sha256_digits(data: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal digits."""
    return sha256(data).hexdigest()
