"""A webhook goes to the address that was vetted, whatever its name means a moment later (S12)."""

from __future__ import annotations

import socket
from typing import Any

import pytest
import urllib3

from consult.integrations.addresses import vetted
from consult.integrations.http_delivery import post
from consult.integrations.models import Delivery, Endpoint

VETTED = "8.8.8.8"


class NotReached(OSError):
    """In place of a connection: no test goes out into the network."""


@pytest.mark.parametrize("port", [443, 8443])
def test_a_name_that_is_bound_anew_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    """The first question is answered by a public address, every later one by this machine's."""
    means = iter([VETTED])
    connected: list[Any] = []

    def resolved(host: str, *rest: Any, **options: Any) -> list[Any]:
        # An address means itself: that is what is asked when a vetted one is connected to.
        own = host if host[0].isdigit() else next(means, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (own, port))]

    def connect(self: socket.socket, address: Any) -> None:
        connected.append(address)
        raise NotReached

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket.socket, "connect", connect)
    target = vetted(f"https://receiver.example.org:{port}/hook")
    assert socket.getaddrinfo("receiver.example.org", port)[0][4][0] == "127.0.0.1"
    delivery = Delivery(endpoint=Endpoint(), body={})
    with pytest.raises(urllib3.exceptions.HTTPError):
        post(target, delivery, 0)
    assert connected == [(VETTED, port)]
