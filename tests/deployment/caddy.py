"""Caddy with docker-compose.yml's own configuration, before an upstream of the test's.

`python -m tests.deployment.caddy` is part of `make test`: where apt-get is, it fetches Debian's
package and unpacks it below .local; nothing is installed and no service begins. Elsewhere, and
where no Caddy is on the path, the tests that need it are skipped by name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from consult.ports import free_port
from tests.deployment.compose import ROOT, compose, filled
from tests.valkey import wait_for_port

UNPACKED: Final = ROOT / ".local" / "caddy"


def find_caddy() -> str | None:
    """Return the path of Caddy's program, or None."""
    own = UNPACKED / "usr" / "bin" / "caddy"
    return shutil.which("caddy") or (str(own) if own.exists() else None)


def configuration(host: str, upstream: str = "web:8000") -> str:
    """Return the Caddyfile of a public host."""
    text: str = compose()["configs"]["caddyfile"]["content"]
    return filled(text, {"PUBLIC_HOST": host}).replace("web:8000", upstream)


class Caddy:
    """One that listens on loopback, without TLS, for as long as a `with` statement lasts.

    A request waits `wait_s` seconds for an upstream that is away: 15 in docker-compose.yml.
    """

    def __init__(self, folder: Path, upstream: str, wait_s: int = 15) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._folder = folder
        self._file = folder / "Caddyfile"
        own = configuration(self.url, upstream)
        own = own.replace("lb_try_duration 15s", f"lb_try_duration {wait_s}s")
        self._file.write_text(own, encoding="utf-8")

    @property
    def log(self) -> str:
        """All that it has said."""
        return (self._folder / "caddy.log").read_text(encoding="utf-8")

    def __enter__(self) -> Caddy:
        own = {"HOME": str(self._folder), "CADDY_ADMIN": f"localhost:{free_port()}"}
        command = [find_caddy() or "caddy", "run", "--config", str(self._file)]
        with (self._folder / "caddy.log").open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--adapter", "caddyfile"],
                env={**os.environ, **own},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for_port(self.port)
        return self

    def __exit__(self, *details: object) -> None:
        self._process.terminate()
        self._process.wait(20)


def fetch() -> None:
    """Unpack Debian's package where that is easy; a test less is better than no tests."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", "caddy"]
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, UNPACKED], check=False)


if __name__ == "__main__":
    if find_caddy() is None:
        fetch()
    if find_caddy() is None:
        sys.stderr.write("No Caddy here: the tests of the proxy's configuration are skipped.\n")
