"""What docker-compose.yml's proxy lets through, hides and forgets; with a real Caddy."""

from __future__ import annotations

import http.client
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.deployment.caddy import Caddy, configuration, find_caddy

pytestmark = pytest.mark.skipif(find_caddy() is None, reason="no Caddy on this machine")

TOKEN = "a-token-of-an-invite-link"


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = {"path": self.path, "size": len(body), "headers": dict(self.headers)}
        answer = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *about: object) -> None:
        """Say nothing."""


class Upstream(ThreadingHTTPServer):
    """Where the proxy leads."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a request that the proxy cuts off is one of the tests."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caddy]:
    upstream = Upstream(("127.0.0.1", 0), Echo)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{upstream.server_address[1]}"
    with Caddy(tmp_path_factory.mktemp("caddy"), address) as running:
        yield running
    upstream.shutdown()
    upstream.server_close()


def asked(
    proxy: Caddy, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    """Return status and what the upstream was asked; nothing where it was not."""
    line = http.client.HTTPConnection(urlsplit(proxy.url).netloc, timeout=30)
    line.request("POST" if body else "GET", path, body or None, headers or {})
    answer = line.getresponse()
    text = answer.read()
    line.close()
    return answer.status, json.loads(text) if text.startswith(b"{") else None


def test_the_file_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(configuration("consult.example.org"), encoding="utf-8")
    command = [find_caddy() or "", "validate", "--config", str(file), "--adapter", "caddyfile"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_service_hears_the_address_that_asked_and_no_invented_one(proxy: Caddy) -> None:
    invented = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
    status, told = asked(proxy, "/", headers=invented)
    assert status == 200
    assert told["headers"]["X-Forwarded-For"].split(", ")[-1] in ("127.0.0.1", "::1")
    assert "198.51.100.7" not in told["headers"]["X-Forwarded-For"]
    assert told["headers"]["X-Forwarded-Proto"] == "http"


@pytest.mark.parametrize("path", ["/readyz/", "/readyz/?x=1", "/%72eadyz/", "/x/../readyz/"])
def test_what_is_broken_is_told_to_nobody_outside(proxy: Caddy, path: str) -> None:
    assert asked(proxy, path) == (404, None)


def test_a_body_that_is_too_large_comes_no_further(proxy: Caddy) -> None:
    assert asked(proxy, "/", b"x" * 1_000_000)[1]["size"] == 1_000_000
    assert asked(proxy, "/", b"x" * 3_000_000)[0] in (413, 502)


def test_a_request_that_fails_leaves_no_token_and_no_address(tmp_path: Path) -> None:
    with Caddy(tmp_path, "127.0.0.1:1", wait_s=1) as proxy:
        secret = {"Cookie": f"sessionid={TOKEN}", "X-Forwarded-For": "198.51.100.7"}
        assert asked(proxy, f"/join/{TOKEN}?t={TOKEN}", headers=secret)[0] == 502
        said = proxy.log
    assert "connection refused" in said, "the control: it was written down"
    assert TOKEN not in said
    assert "198.51.100.7" not in said
    assert '"remote_ip"' not in said
