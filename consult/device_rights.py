"""What of a device the pages may use: camera, microphone and screen for the call, and no more.

Code that got into a page all the same finds the other doors closed, and a frame of another site
finds all of them closed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

USED: Final = ("camera", "microphone", "display-capture", "fullscreen")
UNUSED: Final = (
    *("accelerometer", "encrypted-media", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "midi", "payment", "screen-wake-lock"),
    *("serial", "usb", "window-management", "xr-spatial-tracking"),
)
"""Such as Chromium knows: about a name that it does not know it complains on every page."""
POLICY: Final = ", ".join([*(f"{one}=(self)" for one in USED), *(f"{one}=()" for one in UNUSED)])


@sync_and_async_middleware
def device_rights(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer as `get_response` does, and say what the page may use."""
    if iscoroutinefunction(get_response):
        answering: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def answer(request: HttpRequest) -> HttpResponseBase:
            return _limited(await answering(request))

        return answer
    return lambda request: _limited(get_response(request))


def _limited(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Permissions-Policy"] = POLICY
    return response
