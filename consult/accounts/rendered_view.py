"""Views that answer by a file which takes a while to make."""

from __future__ import annotations

from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from consult.accounts.throttles import RenderThrottle


class RenderedView(APIView):
    """Has a rate of its own, for all such files together, besides that of every view."""

    throttle_scope = "rendered"

    def get_throttles(self) -> list[BaseThrottle]:
        """Return what every view asks, and the rate of these files."""
        return [*super().get_throttles(), RenderThrottle()]
