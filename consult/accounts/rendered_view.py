"""Base view of files that are expensive to render."""

from __future__ import annotations

from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from consult.accounts.throttles import RenderThrottle


class RenderedView(APIView):
    """Adds a rate limit shared by all such files to the default throttles."""

    throttle_scope = "rendered"

    def get_throttles(self) -> list[BaseThrottle]:
        """Return the default throttles and the one of rendered files."""
        return [*super().get_throttles(), RenderThrottle()]
