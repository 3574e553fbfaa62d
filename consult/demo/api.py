"""`/api/v1/demo/`: what the demo's pages ask while its months are being made up."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.permissions import IsMember
from consult.demo.history_progress import has_history, is_coming


class DemoView(APIView):
    """How far the demo is. No part of the API that others may rely on."""

    permission_classes = (IsMember,)

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return whether the made-up months are still on their way, and whether they are there."""
        return Response({"coming": is_coming(), "made_up": has_history()})
