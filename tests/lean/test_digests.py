"""Digests are those that everybody else makes."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.lean.digests import sha256_digits


@given(st.binary(max_size=300))
def test_digits_are_those_of_hashlib(data: bytes) -> None:
    assert sha256_digits(data) == hashlib.sha256(data).hexdigest()
