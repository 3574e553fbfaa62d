"""How much somebody may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

if TYPE_CHECKING:
    # Whose defaults are made of throttles: it cannot be there before them.
    from rest_framework.views import APIView


class Writing(ScopedRateThrottle):
    """Limits what is written, by the view's scope; a page must be able to read on at any time."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Let every reading request through."""
        return request.method in SAFE_METHODS or super().allow_request(request, view)
