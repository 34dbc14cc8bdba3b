"""A site that publishes a tracker, played on this machine for the tests of addresses."""

from __future__ import annotations

import html
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from tests.tracker.published import data_set_rows

PAGE = 10


class Reply(NamedTuple):
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    write: Callable[[BaseHTTPRequestHandler], None] | None = None  # instead of the body


class Asked(NamedTuple):
    path: str
    query: dict[str, str]
    headers: dict[str, str]


Answer = Callable[[Asked], Reply]


class Site:
    """What answers, where, and what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.address = ""

    def paths(self) -> list[str]:
        return [
            asked.path + ("?" + "&".join(map("=".join, asked.query.items())) if asked.query else "")
            for asked in self.asked
        ]


@contextmanager
def played(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve on 127.0.0.1 until the block ends, over TLS where a context is given."""
    site = Site(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = Asked(parts.path, dict(parse_qsl(parts.query)), dict(self.headers))
            site.asked.append(asked)
            reply = site.answer(asked)
            if reply.write is not None:
                self.close_connection = True
                reply.write(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            """Print nothing."""

        def handle(self) -> None:
            with suppress(OSError):  # the client has heard enough
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    scheme = "https" if context else "http"
    site.address = f"{scheme}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def row_html(row: dict[str, str]) -> str:
    digit = row["priority"].split()[1]
    key = row["action_id"]
    shown = {name: html.escape(value) for name, value in row.items()}
    return f"""
<div class="row mrgn-bttm-lg"><div class="col-md-12">
<strong><a href="/en/datastrategy/record/{key}%2C{digit}">{key} - {shown["mission"]}</a></strong>
<div><strong>Action: </strong>{shown["action"]}</div>
<div><strong>Area for action: </strong>{shown["area_for_action"]}</div>
<div><strong>Priority: </strong>{shown["priority"]}</div>
<div><strong>Status: </strong><span class="label label-info">{shown["action_status"]}</span></div>
</div></div>"""


def list_page(rows: list[dict[str, str]], page: int, query: str = "") -> bytes:
    """Return a page of results as the site writes it, pages counted from 1."""
    pages = -(-len(rows) // PAGE)
    links = "".join(
        f'<li class="{"active" if at == page else ""}"><a href="?{query}page={at}">{at}</a></li>'
        for at in range(1, pages + 1)
    )
    found = "".join(map(row_html, rows[(page - 1) * PAGE : page * PAGE]))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>Data Strategy</title></head><body>'
        f'<p>Found {len(rows)} actions</p>{found}<ul class="pagination">{links}</ul>'
        '<a href="/help?page=9">Help</a></body></html>'
    ).encode()


def html_reply(body: bytes, **headers: str) -> Reply:
    return Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8", **headers})


def json_reply(result: object) -> Reply:
    body = json.dumps({"success": True, "result": result}).encode()
    return Reply(body=body, headers={"Content-Type": "application/json"})


def tracker_site(asked: Asked) -> Reply:
    """Answer as the tracker's search does, with its filter."""
    rows = data_set_rows()
    status = asked.query.get("action_status", "")
    if status:
        rows = [row for row in rows if row["action_status"] == status]
    query = f"action_status={status.replace(' ', '+')}&amp;" if status else ""
    return html_reply(list_page(rows, int(asked.query.get("page", "1")), query))
