"""Headers of every answer that nothing else sets: Permissions-Policy, and no-store of people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

OF_PEOPLE: Final = ("/api/", "/_allauth/", "/admin/")
"""What is said here is of people: no browser and no proxy keeps it, a refusal neither."""
USED: Final = ("camera", "microphone", "display-capture", "fullscreen")
"""What the call needs of a device. Code that got into a page all the same finds the other doors
closed, and a frame of another site finds all of them closed."""
UNUSED: Final = (
    *("accelerometer", "encrypted-media", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "midi", "payment", "screen-wake-lock"),
    *("serial", "usb", "window-management", "xr-spatial-tracking"),
)
"""Such as Chromium knows: about a name that it does not know it complains on every page."""
PERMISSIONS_POLICY: Final = ", ".join(
    [*(f"{one}=(self)" for one in USED), *(f"{one}=()" for one in UNUSED)]
)


@sync_and_async_middleware
def response_headers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer as `get_response` does, with these headers."""
    if iscoroutinefunction(get_response):
        answering: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def answer(request: HttpRequest) -> HttpResponseBase:
            return _with_headers(request, await answering(request))

        return answer
    return lambda request: _with_headers(request, get_response(request))


def _with_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
    if request.path.startswith(OF_PEOPLE):
        response.headers["Cache-Control"] = "no-store"
    return response
