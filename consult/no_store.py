"""What the API says is of people: no browser and no proxy keeps it, a refusal neither."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

OF_PEOPLE: Final = ("/api/", "/_allauth/", "/admin/")


@sync_and_async_middleware
def no_store(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer as `get_response` does, marked so that it is not stored."""
    if iscoroutinefunction(get_response):
        answering: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def answer(request: HttpRequest) -> HttpResponseBase:
            return _marked(request, await answering(request))

        return answer
    return lambda request: _marked(request, get_response(request))


def _marked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if request.path.startswith(OF_PEOPLE):
        response.headers["Cache-Control"] = "no-store"
    return response
