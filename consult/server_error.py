"""What is answered when a request failed: that a store is away, where that was the reason."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error
from redis.exceptions import RedisError

AWAY = (RedisError, OperationalError, InterfaceError)
WAIT_S = 2
"""A supervised store is back in about this time."""


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 where Redis or the database could not be asked, 500 for everything else."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return server_error(request)
    detail = "A part of the service is restarting. Try again in a moment."
    return JsonResponse({"detail": detail}, status=503, headers={"Retry-After": str(WAIT_S)})
