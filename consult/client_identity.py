"""Whose a request is, before Django has looked: an account that was seen, or an address.

A cookie alone is anybody's invention, so it counts only when Django has found an account behind it
before. Everybody else is counted by address.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.http import parse_cookie

KEPT: Final = 4096
"""Signed-in browsers that one process remembers, newest last."""
NETWORK_BITS: Final = 64
"""Of an IPv6 address: a subscriber has all addresses of such a network."""
NOWHERE: Final = "0.0.0.0"  # noqa: S104  (not bound to)


def address_behind(direct: str, forwarded: str, proxies: int) -> str:
    """Return the browser's IP address, behind so many proxies of our own.

    Each proxy writes the address it was asked from at the end of `X-Forwarded-For`; what stands
    before the entries of our own proxies is whatever the browser wrote, and is not believed. A
    header that is too short or no address counts as none.
    """
    hops = [hop.strip() for hop in forwarded.split(",")]
    if proxies == 0 or len(hops) < proxies:
        return direct
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return direct


class Requester:
    """Stands in a request's scope; whoever finds out its account writes it there."""

    account: int | None = None


class ClientIdentity:
    """Tells whose requests are. The event loop alone touches it: no lock is needed."""

    def __init__(self, cookie: str = "", proxies: int = 0) -> None:
        self._cookie = cookie
        self._proxies = proxies
        self._accounts: OrderedDict[bytes, int] = OrderedDict()

    def whose(self, scope: Mapping[str, Any]) -> str:
        """Return the one whom a request counts for."""
        account = self._accounts.get(self._key(scope))
        if account is not None:
            return f"user.{account}"
        direct = (scope.get("client") or (NOWHERE,))[0]
        return _network(address_behind(direct, _header(scope, b"x-forwarded-for"), self._proxies))

    def remember(self, scope: Mapping[str, Any], requester: Requester) -> None:
        """Count a browser for its account from now on."""
        key = self._key(scope)
        if requester.account is None or not key:
            return
        self._accounts[key] = requester.account
        self._accounts.move_to_end(key)
        if len(self._accounts) > KEPT:
            self._accounts.popitem(last=False)

    def _key(self, scope: Mapping[str, Any]) -> bytes:
        # Read as Django reads it, or an account would stand under another cookie.
        found = parse_cookie(_header(scope, b"cookie", "; ")).get(self._cookie)
        return sha256(found.encode()).digest() if found else b""


def _header(scope: Mapping[str, Any], name: bytes, between: str = ",") -> str:
    return between.join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:  # a socket file has none
        return address
    if isinstance(found, IPv6Address):
        return str(ip_network((found, NETWORK_BITS), strict=False))
    return address
