"""The call's socket: carries the negotiation of two browsers, never a picture or a sound.

What passes here is on its way for milliseconds: neither a log nor a table knows any of it. Each
side has one place in the call; a newer page takes it over.
"""

from __future__ import annotations

from typing import Any

import structlog
from channels.exceptions import ChannelFull

from consult.live import wire, wire_call
from consult.live.call_admission import Seat
from consult.live.call_socket import CallSocket
from consult.live.groups import calls_of

log = structlog.get_logger(__name__)


class CallConsumer(CallSocket):
    """Finds the other side's page and passes messages on to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._peer = ""
        self._other: Seat | None = None
        self._left = False

    async def _take(self, said: wire_call.CallRequest) -> None:
        if said["type"] == "join":
            self._peer, self._left = said["peer"], False
            await self._announce()
        elif not self._peer:
            await self._say({"type": "refused", "reason": "not_joined"})
        elif said["type"] == "leave":
            self._left = True
            await self._tell({"type": "call.gone", "seat": self._seat(), "left": True})
        elif said["type"] == "media" or self._is_present(said):
            await self._pass_on(said)

    def _is_present(self, signal: wire_call.Signal) -> bool:
        """Tell whether a signal is of this page for the one there: an older one would confuse."""
        other = self._other["peer"] if self._other else None
        return (signal["sender"], signal["to"]) == (self._peer, other)

    async def call_joined(self, message: dict[str, Any]) -> None:
        """A page took a place: the other side's, or the one that this page had."""
        seat: Seat = message["seat"]
        if self.caller is None or seat["channel"] == self.channel_name:
            return
        if seat["role"] == self.caller.role:
            await self._close_with(wire.TAKEN_OVER, "taken_over")
            return
        await self._meet(seat)
        if self._peer and not self._left:
            answer = {"type": "call.present", "seat": self._seat()}
            await self._send_to(seat["channel"], answer)

    async def call_present(self, message: dict[str, Any]) -> None:
        """The other side was there before."""
        await self._meet(message["seat"])

    async def call_gone(self, message: dict[str, Any]) -> None:
        """A page left; it counts only if it held the other side's place."""
        seat: Seat = message["seat"]
        if self._other is None or self._other["channel"] != seat["channel"]:
            return
        self._other = None
        state: wire_call.PeerState = "left" if message["left"] else "lost"
        await self._say({"type": "peer", "peer": seat["peer"], "state": state})

    async def call_message(self, message: dict[str, Any]) -> None:
        """The other side's page says something."""
        if self._other and message["channel"] == self._other["channel"] and await self._may_still():
            await self._say(message["message"])

    async def call_chat(self, message: dict[str, Any]) -> None:
        """Somebody wrote, or erased what they had written."""
        if await self._may_still():
            await self._say({"type": "chat", "last": message["last"]})

    async def _meet(self, seat: Seat) -> None:
        """Know the other side's page; a repeated hint changes nothing."""
        if seat == self._other:
            return
        self._other = seat
        await self._say({"type": "peer", "peer": seat["peer"], "state": "here"})

    async def _announce(self) -> None:
        await self._tell({"type": "call.joined", "seat": self._seat()})

    def _seat(self) -> Seat:
        role = self.caller.role if self.caller else "client"
        return {"role": role, "peer": self._peer, "channel": self.channel_name}

    async def _pass_on(self, message: wire_call.Media | wire_call.Signal) -> None:
        if self._other is not None:
            await self._send_to(
                self._other["channel"],
                {"type": "call.message", "channel": self.channel_name, "message": message},
            )

    async def _send_to(self, channel: str, message: dict[str, Any]) -> None:
        """Send to one consumer. What is lost the pages make good: they start over."""
        try:
            await self.channel_layer.send(channel, message)
        except ChannelFull:
            log.warning("call_message_lost", message_type=message["type"])

    async def _tell(self, message: dict[str, Any]) -> None:
        if self.caller is not None:
            await self.channel_layer.group_send(calls_of(self.caller.consultation_id), message)

    async def _look_for_the_other(self) -> None:
        if self._peer and not self._left and self._other is None:
            await self._announce()

    async def _say_goodbye(self) -> None:
        if self._peer and not self._left:
            await self._tell({"type": "call.gone", "seat": self._seat(), "left": False})
