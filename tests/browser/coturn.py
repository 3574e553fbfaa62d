"""A TURN server of our own, on this machine only.

`python -m tests.browser.coturn` is part of `make test`: as root on a Debian machine it installs
coturn where there is none. Elsewhere the test that needs it is skipped by name.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from consult.ports import free_port
from tests.service import wait_until

SECRET = "a-secret-of-the-tests"


def find_turnserver() -> str | None:
    """Return the path of coturn's server, or None."""
    return shutil.which("turnserver")


class TurnServer:
    """coturn with a shared secret, as docker-compose.yml runs it, but on loopback."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"turn:127.0.0.1:{self.port}?transport=udp"
        self.log = folder / "turn.log"
        self.command = [
            find_turnserver() or "turnserver",
            *("-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"),
            *(f"--listening-port={self.port}", "--allow-loopback-peers", "--no-tls", "--no-dtls"),
            *("--use-auth-secret", f"--static-auth-secret={SECRET}", "--realm=consult.test"),
            *("--no-cli", "--log-file=stdout", "--simple-log"),
            *(f"--pidfile={folder / 'turn.pid'}", f"--userdb={folder / 'turn.db'}"),
        ]

    def __enter__(self) -> TurnServer:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=subprocess.STDOUT)
        wait_until(self._listens)
        return self

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *details: object) -> None:
        self.process.terminate()
        self.process.wait(10)


def install() -> None:
    """Install coturn where that is easy; a test less is better than no tests."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "coturn"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if find_turnserver() is None:
        install()
    if find_turnserver() is None:
        sys.stderr.write("No coturn here: the test of the relayed call is skipped.\n")
