"""The address a request comes from, behind as many proxies as the settings name."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the browser.

    Each proxy writes the address it was asked from at the end of `X-Forwarded-For`; what stands
    before the entries of our own proxies is whatever the browser wrote, and is not believed. A
    header that is too short or no address counts as none.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104  (not bound to)
    if settings.PROXY_COUNT == 0:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(hops) < settings.PROXY_COUNT:
        return direct
    try:
        return str(ip_address(hops[-settings.PROXY_COUNT]))
    except ValueError:
        return direct
