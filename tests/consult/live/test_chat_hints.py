"""Who is in the call hears that something was written, never what."""

from __future__ import annotations

import uuid

import pytest
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Participant
from consult.consultations.services import chat
from tests.consult.live.callers import both
from tests.consult.live.sockets import leave, next_of

pytestmark = pytest.mark.django_db(transaction=True)

in_database = database_sync_to_async


async def test_both_hear_of_a_message_and_of_its_erasure(
    alice: User, erin: Participant, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_layers, "backends", {})
    hers, erins = await both(alice, erin, alices_browser)
    written = await in_database(chat.say)(erin, "Hello", uuid.uuid4())
    await in_database(chat.erase_messages)(erin)
    for socket in (hers, erins):
        assert await next_of(socket, "chat") == {"type": "chat", "last": written.pk}
        assert await next_of(socket, "chat") == {"type": "chat", "last": 0}
        await leave(socket)
