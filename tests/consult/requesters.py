"""A slow application and who asks it, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address
from itertools import count
from typing import Any


class Slow:
    """An application whose answers take until they are let go."""

    def __init__(self) -> None:
        self.inside = 0
        self.most_inside = 0
        self.go = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        try:
            await receive()
            if scope["path"] != "/healthz/":
                await self.go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"done"})
        finally:
            self.inside -= 1


class Asked:
    """One request: what was said to it, and its client, who sends, listens and goes away.

    Each comes from an address of its own.
    """

    addresses = count(1)

    def __init__(
        self,
        app: Any,
        where: str = "/",
        body: tuple[bytes, ...] = (b"",),
        *,
        address: str = "",
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        self.said: list[Any] = []
        self.coming: asyncio.Queue[Any] = asyncio.Queue()
        for number, part in enumerate(body, 1):
            self.send(part, more=number < len(body))
        self.listens = asyncio.Event()
        self.listens.set()
        scope = {
            "type": "http",
            "method": "GET",
            "path": where,
            "headers": list(headers),
            "query_string": b"",
            "client": (address or str(ip_address(next(self.addresses))), 1),
        }
        self.task = asyncio.create_task(app(scope, self.coming.get, self._hear))

    async def _hear(self, message: Any) -> None:
        await self.listens.wait()
        self.said.append(message)

    def send(self, part: bytes, *, more: bool) -> None:
        self.coming.put_nowait({"type": "http.request", "body": part, "more_body": more})

    async def status(self) -> int:
        await asyncio.wait_for(self.task, 10)
        return int(self.said[0]["status"])


async def settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)
