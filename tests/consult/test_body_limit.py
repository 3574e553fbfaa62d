"""The limit on a request's body, without a network between."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consult.body_limit import BodyLimit


async def reading(scope: Any, receive: Any, send: Any) -> None:
    """Read all of a body before answering, as Django does."""
    taken, more = 0, True
    while more:
        message = await receive()
        taken, more = taken + len(message["body"]), message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(taken).encode()})


async def answer_to(*parts: bytes, declared: bytes | None = None) -> tuple[int, bytes, int]:
    """Return the status, the answer, and how many parts were asked for."""
    waiting = [{"body": part, "more_body": True} for part in parts]
    waiting[-1]["more_body"] = False
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", **waiting.pop(0)}

    async def send(message: Any) -> None:
        said.append(message)

    headers = [] if declared is None else [(b"content-length", declared)]
    await BodyLimit(reading, 10)({"type": "http", "headers": headers}, receive, send)
    return said[0]["status"], said[1]["body"], len(parts) - len(waiting)


async def test_as_much_as_is_allowed_is_read() -> None:
    assert await answer_to(b"12345", b"67890") == (200, b"10", 2)


@pytest.mark.parametrize("declared", [None, b"3", b"many"])
async def test_what_comes_is_counted_whatever_was_declared(declared: bytes | None) -> None:
    status, body, asked = await answer_to(b"123456", b"78901", b"2", declared=declared)
    assert (status, json.loads(body)["code"], asked) == (413, "too_large", 2)


async def test_what_is_declared_too_large_is_not_read_at_all() -> None:
    status, _, asked = await answer_to(b"1", declared=b"11")
    assert (status, asked) == (413, 0)
