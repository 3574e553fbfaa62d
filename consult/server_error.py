"""What is answered when a request failed: that a store is away, where that was the reason."""

from __future__ import annotations

import contextlib
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error
from redis.exceptions import RedisError

from consult.error_pages import wants_html
from consult.shell import shell

AWAY = (RedisError, OperationalError, InterfaceError)
WAIT_S = 2
"""A supervised store is back in about this time."""


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 where Redis or the database could not be asked, 500 for everything else.

    In the page's form where a browser asks for one: it says what to do.
    """
    away = isinstance(sys.exc_info()[1], AWAY)
    answer = _page(request, 503 if away else 500) or _words(request, away)
    if away:
        answer.headers["Retry-After"] = str(WAIT_S)
    return answer


def _page(request: HttpRequest, status: int) -> HttpResponse | None:
    if wants_html(request):
        # Whatever failed may fail here, too: then plain words have to do.
        with contextlib.suppress(Exception):
            return shell(request, status=status)
    return None


def _words(request: HttpRequest, away: bool) -> HttpResponse:
    if not away:
        return server_error(request)
    detail = "A part of the service is restarting. Try again in a moment."
    return JsonResponse({"detail": detail}, status=503)
