"""Counts and times requests, by their route: never by their path, which names people's things."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from consult import metrics


@sync_and_async_middleware
def time_requests(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Return the middleware; first of all, so that the others are timed, too."""
    if iscoroutinefunction(get_response):
        later: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def timed_later(request: HttpRequest) -> HttpResponseBase:
            began = time.perf_counter()
            response = await later(request)
            _note(request, response, time.perf_counter() - began)
            return response

        return timed_later

    def timed(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response: HttpResponseBase = get_response(request)
        _note(request, response, time.perf_counter() - began)
        return response

    return timed


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    route = (match.route if match else "") or "none"
    # The pages' catch-all.
    route = "page" if route.startswith("^") else route
    method = request.method if request.method in METHODS else "other"
    metrics.REQUESTS.labels(method, route, response.status_code).inc()
    metrics.REQUEST_SECONDS.labels(method, route).observe(seconds)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""A stranger may send any word for one."""
