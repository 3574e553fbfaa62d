"""Where a webhook may go: public addresses, and networks that the operator names.

A practice's administrator writes the address, and our server calls it from inside its network:
without this it would be a door to whatever stands beside it (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_CARRYING: Final = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""NAT64, and the IPv4-compatible addresses of old: the last 32 bits are an IPv4 address."""
_CLOSED: Final = (
    # NAT64 of a network's own: where the IPv4 address stands in it, only that network knows.
    ipaddress.IPv6Network("64:ff9b:1::/48"),
    # Site-local, as private addresses were before fc00::/7.
    ipaddress.IPv6Network("fec0::/10"),
    # Of protocols themselves; 192.0.0.192 has been a cloud's metadata service.
    ipaddress.IPv4Network("192.0.0.0/24"),
)
"""Not of the open internet, whatever Python's tables say."""


class AddressRefused(ValueError):
    """An address that is not called; `reason` is a short code.

    One of `not_https`, `not_an_address`, `unknown_host`, `not_public`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A vetted address: `ip` is what is connected to, whatever the name means a moment later."""

    scheme: str
    host: str
    port: int
    ip: IPAddress
    path: str


def vetted(url: str, networks: Sequence[IPNetwork] = ()) -> Target:
    """Return where to connect. Raises AddressRefused.

    Every address behind the name must be allowed, not just the first. Plain HTTP goes to the
    operator's own `networks` alone.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefused("not_an_address") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        raise AddressRefused("not_an_address")
    host = _ascii(parts.hostname)
    found = _resolved(host, port)
    ours = [any(ip in network for network in networks) for ip in found]
    if not all(own or is_public(ip) for ip, own in zip(found, ours, strict=True)):
        raise AddressRefused("not_public")
    if parts.scheme == "http" and not all(ours):
        raise AddressRefused("not_https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, found[0], path)


def is_public(ip: IPAddress) -> bool:
    """Tell whether an address lies on the open internet; those that carry another by that one."""
    inner = _carried(ip)
    if inner is not None:
        return is_public(inner)
    closed = any(ip in network for network in _CLOSED)
    return ip.is_global and not ip.is_multicast and not closed


def _carried(ip: IPAddress) -> IPAddress | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in _CARRYING):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _ascii(host: str) -> str:
    """Return a name as the network writes it (`xn--…`): so a certificate names it."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressRefused("unknown_host") from error


def _resolved(host: str, port: int) -> list[IPAddress]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused("unknown_host") from error
    # A scope ("fe80::1%eth0") is of this machine alone, and no public address has one.
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
