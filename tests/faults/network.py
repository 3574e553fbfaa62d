"""A network that breaks: small TCP proxies between the product's processes and their stores.

One proxy for each pair of a role and a store, so that one role loses one store at a time.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

from consult.ports import free_port

State = Literal["whole", "delay", "reset", "hole"]
DELAY_S: Final = 0.3
"""What `delay` adds to each piece of data, in either direction."""
PIECE: Final = 65536
T = TypeVar("T")


class Link:
    """One proxy: listens on a local port and passes on to another. Only its loop touches it."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._target = target
        self._state: State = "whole"
        self._whole = asyncio.Event()
        self._whole.set()
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def listen(self) -> None:
        """Begin to take connections."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)

    async def become(self, state: State) -> None:
        """Break or mend. A hole keeps what is sent into it until it is mended, as TCP does."""
        self._state = state
        if state == "hole":
            self._whole.clear()
        else:
            self._whole.set()
        if state == "reset":
            for writer in list(self._open):
                _reset(writer)

    def end(self) -> None:
        """Take no further connection, and end those that there are."""
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if self._state == "reset":
                _reset(writer)
                return
            await self._whole.wait()
            with suppress(OSError):
                await self._join(reader, writer)
        finally:
            self._open.discard(writer)
            writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._open.add(far_writer)
        ways = [
            asyncio.ensure_future(self._carry(reader, far_writer)),
            asyncio.ensure_future(self._carry(far_reader, writer)),
        ]
        self._tasks.update(ways)
        try:
            # Either side's end is the end of both: none of the protocols here closes by halves.
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            self._tasks.difference_update(ways)
            self._open.discard(far_writer)
            far_writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(PIECE):
                if self._state == "delay":
                    await asyncio.sleep(DELAY_S)
                await self._whole.wait()
                writer.write(data)
                await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as a machine does that never heard of it: RST in place of FIN."""
    own = writer.get_extra_info("socket")
    with suppress(OSError):
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Network:
    """All links of one run, in a thread and an event loop of their own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.links: dict[tuple[str, str], Link] = {}
        """By role and store."""

    def __enter__(self) -> Network:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        for link in self.links.values():
            link.end()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def lay(self, role: str, store: str, port: int) -> int:
        """Lay a link to a store's port; return the port where the role finds it."""
        link = self.links[role, store] = Link(port)
        self._wait(link.listen())
        return link.port

    def become(self, role: str, store: str, state: State) -> None:
        """Break or mend one link."""
        self._wait(self.links[role, store].become(state))

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)
