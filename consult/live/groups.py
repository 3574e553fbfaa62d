"""Names of the channel-layer groups, and sending to one from synchronous code."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any, Final

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

TELL_LIMIT_S: Final = 2.0
Hint = tuple[str, dict[str, Any]]
"""(group, message)"""


def dashboards_of(consultation_id: uuid.UUID | str) -> str:
    """Return the group of every dashboard of a consultation."""
    return f"consultation.{uuid.UUID(str(consultation_id)).hex}"


def watched(consultation_id: uuid.UUID | str) -> str:
    """Return the group of the web processes in which a consultation is watched."""
    return f"watched.{uuid.UUID(str(consultation_id)).hex}"


def cameras_of(participant_id: uuid.UUID | str) -> str:
    """Return the group of a participant's camera sockets."""
    return f"participant.{uuid.UUID(str(participant_id)).hex}"


def calls_of(consultation_id: uuid.UUID | str) -> str:
    """Return the group of everybody in a consultation's call."""
    return f"call.{uuid.UUID(str(consultation_id)).hex}"


def sockets_of(user_id: int) -> str:
    """Return the group of a signed-in user's sockets."""
    return f"user.{user_id}"


def tell(*hints: Hint) -> None:
    """Send hints to their groups, in order. They may be lost: what they speak of is committed.

    However many they are, whoever ends a consultation waits TELL_LIMIT_S for them at most: a
    Valkey that hangs takes every command and answers none.
    """
    try:
        async_to_sync(_send)(hints)
    except (RedisError, OSError) as error:
        types = [message["type"] for _, message in hints]
        log.warning("hints_lost", message_types=types, error=type(error).__name__)


async def _send(hints: Sequence[Hint]) -> None:
    async with asyncio.timeout(TELL_LIMIT_S):
        for group, message in hints:
            await get_channel_layer().group_send(group, message)
