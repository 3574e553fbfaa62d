"""The largest request that is taken, held before Django reads any of it.

Under ASGI Django takes a whole body in, large ones into a file, before any of its own limits is
asked; a body that comes in chunks does not even say how long it is.
"""

from __future__ import annotations

import json
from typing import Any, Final

_ANSWER: Final = json.dumps(
    {"detail": "The request is too large.", "code": "too_large"}, separators=(",", ":")
).encode()


class TooLarge(Exception):
    """More of a body came than is taken."""


class BodyLimit:
    """Answers 413 to a request whose body is over `limit` bytes, and closes its connection."""

    def __init__(self, app: Any, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        taken = 0

        async def counted() -> Any:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.limit:
                raise TooLarge
            return message

        if _declared(scope) > self.limit:
            await _refuse(send)
            return
        try:
            await self.app(scope, counted, send)
        except TooLarge:
            # Django reads all of a body before it begins an answer, so none has begun.
            await _refuse(send)


def _declared(scope: Any) -> int:
    """Return how long the request says it is; 0 where it says nothing that is a number."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: Any) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(_ANSWER)).encode()),
        (b"cache-control", b"no-store"),
        # What still comes of the body is not read.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _ANSWER})
