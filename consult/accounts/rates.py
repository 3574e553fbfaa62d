"""How much somebody may ask for and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, ScopedRateThrottle

from consult.accounts.sealing import mark_of

if TYPE_CHECKING:
    # Whose defaults are made of throttles: it cannot be there before them.
    from rest_framework.views import APIView


class AddressUnseen(BaseThrottle):
    """Keeps what stands for an address, in place of the address."""

    def get_ident(self, request: Request) -> str:
        """Return what tells addresses apart."""
        return mark_of(super().get_ident(request))


class Asking(AddressUnseen, ScopedRateThrottle):
    """Limits what is asked for, by the view's scope: of accounts by account, else by address."""


class Writing(Asking):
    """Limits what is written, by the view's scope; a page must be able to read on at any time."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Let every reading request through."""
        return request.method in SAFE_METHODS or super().allow_request(request, view)
