"""A port that is told to a server is still free when the server has loaded."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from consult import ports

OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_outgoing_connection_takes_it_meanwhile() -> None:
    if not OUTGOING.exists():
        pytest.skip("only Linux tells which ports outgoing connections get")
    first = int(OUTGOING.read_text().split()[0])
    if first < 32_768:
        pytest.skip("this machine gives outgoing connections nearly every port")
    assert max(ports.free_port() for _ in range(200)) < first


def test_one_that_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports.free_port()))
        port = taken.getsockname()[1]
        monkeypatch.setattr(ports, "PORTS", range(port, port + 100))
        assert port not in {ports.free_port() for _ in range(200)}
        monkeypatch.setattr(ports, "PORTS", range(port, port + 1))
        with pytest.raises(OSError, match="no port"):
            ports.free_port()
