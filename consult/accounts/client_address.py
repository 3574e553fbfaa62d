"""The address a request comes from, behind as many proxies as the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from consult.client_identity import NOWHERE, address_behind

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the browser (`consult.client_identity.address_behind`)."""
    direct = str(request.META.get("REMOTE_ADDR") or NOWHERE)
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return address_behind(direct, forwarded, settings.PROXY_COUNT)
