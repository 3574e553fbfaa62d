"""One dashboard of the load test: its page asks, its socket is read, and each reading is noted."""

from __future__ import annotations

import asyncio
import json
import time

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from consult.live.load.journal import Journal
from consult.live.load.page import Page


async def watch(socket: ClientConnection, page: Page, journal: Journal, *, asks: bool) -> None:
    """Be an open room until the socket closes, one whose page asks over HTTP or only listens."""
    asking = asyncio.create_task(page.ask(asks=asks))
    try:
        await _listen(socket, page, journal)
    finally:
        asking.cancel()


async def _listen(socket: ClientConnection, page: Page, journal: Journal) -> None:
    """Read until the socket closes; the consultation has one camera, so `seq` names a frame."""
    try:
        async for text in socket:
            journal.bytes_in += len(text)
            message = json.loads(text)
            if message["type"] == "reading":
                journal.show(message["seq"], time.monotonic())
                page.hear(message["id"])
            elif message["type"] == "closed":
                journal.closed = f"dashboard: {message['reason']}"
    except ConnectionClosed as closed:
        journal.closed = journal.closed or f"dashboard: {closed}"
