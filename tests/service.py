"""The whole product as real processes, started as `make run` starts it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psutil

from consult.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "consult-demo"
OWN_CHOICES = ("DJANGO_SETTINGS_MODULE", "REDIS_URL", "PUBLIC_URL", "DEMO")
"""Set for the tests' own process; the service must choose for itself."""


def inherited() -> dict[str, str]:
    """Return this process's environment without what a service must choose for itself."""
    return {name: value for name, value in os.environ.items() if name not in OWN_CHOICES}


@cache
def migrated() -> bytes:
    """Return an empty SQLite database with all tables: making them takes 2 s of every start."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT,
            env={**inherited(), "DEMO": "1", "CONSULT_DATA": folder},
            check=True,
        )
        return (Path(folder) / "consult.sqlite3").read_bytes()


class RunningService:
    """`python -m consult.launch` on a free port, with its data in a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **inherited(),
            "PORT": str(self.port),
            "CONSULT_DATA": str(folder),
            # Each test makes what it looks at, and a start stays short.
            "DEMO_HISTORY": "0",
            # And asks in a second what pages ask in minutes.
            "ACCOUNT_RATE": "100000",
            **environment,
        }
        self.banner = ""

    def __enter__(self) -> RunningService:
        self._lay_out()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "consult.launch"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.banner += line
            if "Stop: Ctrl-C" in line:
                self._await_months()
                return self
            if "Not ready" in line:
                break
        self.stop()
        raise RuntimeError(f"The service did not start:\n{self.banner}\n{self.logs()}")

    def _lay_out(self) -> None:
        """Put an empty database there, unless there is one: the start has nothing to migrate."""
        database = self.folder / "consult.sqlite3"
        if not database.exists() and "DATABASE_URL" not in self.environment:
            self.folder.mkdir(parents=True, exist_ok=True)
            database.write_bytes(migrated())

    def _await_months(self) -> None:
        """Wait until the demo's months are there, where they are wanted."""
        if self.environment["DEMO_HISTORY"] == "0":
            return
        browser = Browser(self)
        browser.sign_in()
        wait_until(lambda: not browser.call("GET", "/api/v1/demo/")["coming"], 240)

    def __exit__(self, *details: object) -> None:
        self.stop()

    def stop(self) -> int:
        """Stop the service as Ctrl-C does; return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(40)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status

    @property
    def invite_url(self) -> str:
        """The demo consultation's invite link, from the banner."""
        found = re.search(r"http://\S+/join/\S+", self.banner)
        assert found is not None, self.banner
        return found.group()

    def processes(self, *words: str) -> list[psutil.Process]:
        """Return the service's processes whose command line holds all of `words`."""
        return family(self.process.pid, words)

    def mailed_link(self, page: str) -> str:
        """Return the newest link to `page#…` in a mail: the demo's mails are printed into a log."""

        def found() -> str:
            log = (self.folder / "log" / "reports_0.log").read_text(encoding="utf-8")
            links = re.findall(rf"http://\S+/{page}#\S+", log)
            return str(links[-1]) if links else ""

        return str(wait_until(found, 30))

    def logs(self) -> str:
        """Return the end of every log, for a test that failed."""
        files = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(f"--- {file.name}\n{file.read_text()[-3000:]}" for file in files)


def family(root: int, words: Sequence[str]) -> list[psutil.Process]:
    """Return what a process has started whose command line holds all of `words`."""
    everyone = psutil.Process(root).children(recursive=True)
    return [one for one in everyone if all(word in " ".join(one.cmdline()) for word in words)]


class Addressed(Protocol):
    """What a client needs to know of a running service."""

    @property
    def url(self) -> str:
        """Scheme, host and port."""


class Served(Addressed, Protocol):
    """What a test needs to know of it."""

    @property
    def folder(self) -> Path:
        """Where its data and logs are."""

    def logs(self) -> str:
        """Return the end of every log, for a test that failed."""

    def processes(self, *words: str) -> list[psutil.Process]:
        """Return the service's processes whose command line holds all of `words`."""


class Browser:
    """A plain HTTP client with cookies and CSRF, in place of a browser."""

    def __init__(self, service: Addressed) -> None:
        self.service = service
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.open(f"{service.url}/", timeout=10).read()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return the JSON answer. Raises HTTPError for 4xx and 5xx."""
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "") or ""
        request = urllib.request.Request(
            f"{self.service.url}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "X-CSRFToken": token,
                "Origin": self.service.url,
                "Referer": self.service.url,
            },
        )
        with self.opener.open(request, timeout=20) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def sign_in(self, email: str = "alice@example.org") -> None:
        """Sign in as one of the demo accounts."""
        self.call("POST", "/_allauth/browser/v1/auth/login", {"email": email, "password": PASSWORD})


def wait_until(holds: Callable[[], Any], within: float = 15.0) -> Any:
    """Return the first true result of `holds`, asked again until the time is over."""
    deadline = time.monotonic() + within
    while True:
        result = holds()
        if result or time.monotonic() > deadline:
            assert result, f"did not come true within {within} s"
            return result
        time.sleep(0.1)
