from __future__ import annotations

import gc
import gzip
import shutil
import ssl
import subprocess
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.tracker.site import Asked, Reply, played
from vaultsync import __version__
from vaultsync.tracker.failures import FetchError
from vaultsync.tracker.http import Client, Limits, Validators

QUICK = Limits(connect=2, silence=0.3, answer=0.5, size=100_000, pause=1)


def get(address: str, known: Validators = Validators(), limits: Limits = QUICK) -> bytes | None:  # noqa: B008 - immutable
    with Client(limits, sleep=lambda seconds: None, proxies={}) as client:
        return client.get(address, known).data


def refused(address: str, limits: Limits = QUICK) -> FetchError:
    with pytest.raises(FetchError) as raised:
        get(address, limits=limits)
    return raised.value


def test_what_is_asked_and_answered() -> None:
    with played(lambda asked: Reply(body=b"words", headers={"ETag": 'W/"1"'})) as site:
        with Client(QUICK, proxies={}) as client:
            answer = client.get(site.address + "/list?b=2&a=1")
        (asked,) = site.asked
    assert answer.data == b"words"
    assert answer.validators == Validators('W/"1"', "")
    assert asked.query == {"b": "2", "a": "1"}
    assert asked.headers["User-Agent"] == f"vaultsync/{__version__}"
    assert "If-None-Match" not in asked.headers


def test_what_is_as_it_was_does_not_come_again() -> None:
    date = "Wed, 21 Oct 2026 07:28:00 GMT"

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == '"a"':
            return Reply(304)
        return Reply(body=b"new", headers={"ETag": '"b"', "Last-Modified": date})

    with played(answer) as site:
        assert get(site.address, Validators('"a"', date)) is None
        assert get(site.address, Validators('"c"')) == b"new"
        # A lock that somebody wrote by hand sends nothing but tags and dates.
        assert get(site.address, Validators('"a"\r\nX: y', "yesterday")) == b"new"
    assert site.asked[0].headers["If-Modified-Since"] == date
    assert not {"X", "If-None-Match", "If-Modified-Since"} & set(site.asked[2].headers)


def test_gzip() -> None:
    packed = gzip.compress(b"words" * 1000)
    headers = {"Content-Encoding": "gzip"}
    with played(lambda asked: Reply(body=packed, headers=headers)) as site:
        assert get(site.address) == b"words" * 1000
    with played(lambda asked: Reply(body=b"no gzip", headers=headers)) as site:
        assert "broken gzip" in refused(site.address).message
    with played(lambda asked: Reply(body=packed[:-20], headers=headers)) as site:
        assert "broke off" in refused(site.address).message
    with played(lambda asked: Reply(body=b"x", headers={"Content-Encoding": "br"})) as site:
        assert "not asked for" in refused(site.address).message


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with played(lambda asked: Reply(body=bomb, headers={"Content-Encoding": "gzip"})) as site:
        error = refused(site.address)
    assert "too large" in error.message
    assert error.detail == "More than 100000 bytes came."


def test_a_moment_is_waited_out() -> None:
    replies = [Reply(503), Reply(429, headers={"Retry-After": "7"}), Reply(body=b"words")]
    pauses: list[float] = []
    with (
        played(lambda asked: replies[len(site.asked) - 1]) as site,
        Client(QUICK, pauses.append, proxies={}) as client,
    ):
        assert client.get(site.address).data == b"words"
    assert pauses == [1, 7]


def test_what_goes_on_failing_is_given_up() -> None:
    with played(lambda asked: Reply(502)) as site:
        error = refused(site.address)
        assert len(site.asked) == 3
    assert error.message.endswith("cannot be read: HTTP 502 Bad Gateway")
    assert "Nothing was changed" in error.remedy
    with played(lambda asked: Reply(503, headers={"Retry-After": "3600"})) as site:
        assert refused(site.address).detail == "It wants to be left alone for 3600 s."
        assert len(site.asked) == 1
    error = refused(site.address)  # it is gone now
    assert error.message.endswith("cannot be read: no connection")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204, 206, 304])
def test_what_will_not_change_is_not_asked_again(status: int) -> None:
    with played(lambda asked: Reply(status)) as site:
        assert f"HTTP {status}" in refused(site.address).message
        assert len(site.asked) == 1


def test_redirects() -> None:
    there = {"/": "/a", "/a": "b?x=1", "/b": ""}

    def answer(asked: Asked) -> Reply:
        if there[asked.path]:
            return Reply(302, b"x" * 1000, {"Location": there[asked.path]})
        return Reply(body=b"words")

    with played(answer) as site:
        assert get(site.address) == b"words"
        assert site.paths() == ["/", "/a", "/b?x=1"]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:,x",
        "javascript:0",
        "http://",
        "http://[x",
        "",
    ],
)
def test_redirects_to_elsewhere_are_not_followed(location: str) -> None:
    with played(lambda asked: Reply(301, headers={"Location": location})) as site:
        refused(site.address + "/list")
        assert len(site.asked) == 1


def test_redirects_do_not_go_on_for_ever() -> None:
    with played(lambda asked: Reply(302, headers={"Location": asked.path + "a"})) as site:
        assert "leads on more than 5 times" in refused(site.address + "/").message


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(20):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")
    time.sleep(0.6)


def breaking_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def breaking_off_in_pieces(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")


def without_length(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nhalf")


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"hello\r\n\r\n")


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (endless, "too large"),
        (dripping, "too slow"),
        (dripping_headers, "too slow"),
        (silent, "fell silent"),
        (breaking_off, "broke off"),
        (breaking_off_in_pieces, "broke off"),
        (without_length, "does not say how long it is"),
        (no_http, "broke off"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_bodies_that_do_not_end_well(write: object, message: str) -> None:
    once = QUICK._replace(tries=1)
    with played(lambda asked: Reply(write=write)) as site:  # type: ignore[arg-type]  # one of the above
        assert message in refused(site.address, once).message


def test_an_answer_that_comes_too_late_is_closed() -> None:
    before = set(threading.enumerate())
    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always", ResourceWarning)
        with played(lambda asked: Reply(write=dripping_headers)) as site:
            refused(site.address, QUICK._replace(tries=1))
            for thread in set(threading.enumerate()) - before:
                if thread.name.endswith("(run)"):
                    thread.join()
        gc.collect()
    assert not left_open


def test_all_of_it_ends_in_time() -> None:
    ticks = iter(range(0, 1000, 10))
    limits = QUICK._replace(total=15, tries=9)
    with (
        played(lambda asked: Reply(503)) as site,
        Client(limits, lambda seconds: None, lambda: next(ticks), {}) as client,
    ):
        with pytest.raises(FetchError):
            client.get(site.address)
        assert len(site.asked) == 2


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with played(lambda asked: Reply(body=b"from the proxy")) as site:
        monkeypatch.setenv("http_proxy", site.address.replace("//", "//ann:secret@"))
        with Client(QUICK) as client:
            assert client.get("http://tracker.invalid/list").data == b"from the proxy"
        assert site.asked[0].headers["proxy-authorization"].startswith("Basic ")
        assert site.asked[0].headers["Host"] == "tracker.invalid"
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with Client(QUICK) as client:
            client.get(site.address + "/direct")
        assert "proxy-authorization" not in site.asked[1].headers
    monkeypatch.setenv("http_proxy", "socks5://ann:secret@127.0.0.1:1")
    with Client(QUICK) as client, pytest.raises(FetchError) as raised:
        client.get("http://tracker.invalid/list")
    assert "secret" not in raised.value.message + raised.value.remedy


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")
def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    subject = "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [*command.split(), *subject.split(), "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with played(
        lambda asked: Reply(302, headers={"Location": "http://127.0.0.1/"}), context
    ) as site:
        assert "cannot be trusted" in refused(site.address).message
        assert site.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert "leads from https to http" in refused(site.address).message
        assert len(site.asked) == 1
