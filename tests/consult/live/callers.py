"""Alice and Erin at the sockets of their call."""

from __future__ import annotations

from typing import Any

from channels.testing import WebsocketCommunicator
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.live import tickets
from tests.consult.live.sockets import communicator, heard, leave, next_of
from tests.consult.live.steps import PATIENCE_S

ALICES = "a" * 32
ERINS = "e" * 32
"""Names of their pages' connections."""


async def open_call(**claims: Any) -> WebsocketCommunicator:
    """Return a connected socket of the call, let in or not."""
    socket = communicator("/ws/call/", tickets.issue("call", **claims)["ticket"])
    await socket.connect(PATIENCE_S)
    return socket


async def alices_socket(
    alice: User, consultation: Consultation, browser: Client
) -> WebsocketCommunicator:
    """Return the counsellor's socket."""
    return await open_call(
        user=alice.pk,
        consultation=str(consultation.pk),
        session=browser.session.session_key,
    )


async def erins_socket(erin: Participant) -> WebsocketCommunicator:
    """Return the client's socket."""
    return await open_call(**tickets.of_client(erin))


async def join(socket: WebsocketCommunicator, peer: str) -> dict[str, Any]:
    """Take part; return the server's first words."""
    ready = await next_of(socket, "ready")
    await socket.send_json_to({"type": "join", "peer": peer})
    return ready


async def both(
    alice: User, erin: Participant, browser: Client
) -> tuple[WebsocketCommunicator, WebsocketCommunicator]:
    """Return both sockets, joined and each knowing of the other."""
    hers = await alices_socket(alice, erin.consultation, browser)
    await join(hers, ALICES)
    erins = await erins_socket(erin)
    await join(erins, ERINS)
    assert (await next_of(hers, "peer"))["peer"] == ERINS
    assert (await next_of(erins, "peer"))["peer"] == ALICES
    return hers, erins


async def leave_all(*sockets: WebsocketCommunicator) -> None:
    """Close several sockets, in their order."""
    for socket in sockets:
        await leave(socket)


def offer(sender: str = ALICES, to: str = ERINS, sdp: str = "v=0") -> dict[str, Any]:
    """Return an offer from one page to another."""
    description = {"type": "offer", "sdp": sdp}
    return {"type": "signal", "sender": sender, "to": to, "description": description}


async def reply_to(socket: WebsocketCommunicator, message: dict[str, Any]) -> dict[str, Any]:
    """Send a message and return what comes next."""
    await socket.send_json_to(message)
    return await heard(socket)
