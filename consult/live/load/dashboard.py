"""One dashboard of the load test: it reads everything and notes when each reading came."""

from __future__ import annotations

import json
import time

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from consult.live.load.journal import Journal


async def watch(socket: ClientConnection, journal: Journal) -> None:
    """Read until the socket closes; the consultation has one camera, so `seq` names a frame."""
    try:
        async for text in socket:
            journal.bytes_in += len(text)
            message = json.loads(text)
            if message["type"] == "reading":
                journal.show(message["seq"], time.monotonic())
            elif message["type"] == "closed":
                journal.closed = f"dashboard: {message['reason']}"
    except ConnectionClosed as closed:
        journal.closed = journal.closed or f"dashboard: {closed}"
