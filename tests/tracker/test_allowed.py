from __future__ import annotations

import pytest

from vaultsync.tracker.allowed import check_address
from vaultsync.tracker.failures import FetchError


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a/b",
        "http://",
        "https://:80/",
        "http://h:99999/",
        "http://[/",
        "x",
    ],
)
def test_only_http_and_https(address: str) -> None:
    with pytest.raises(FetchError):
        check_address(address)


def test_a_password_is_neither_sent_nor_shown() -> None:
    with pytest.raises(FetchError) as raised:
        check_address("https://ann:secret@example.org/list")
    assert "secret" not in raised.value.message
    assert "example.org" in raised.value.message
