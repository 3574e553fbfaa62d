"""Names of the channel-layer groups, and sending to one from synchronous code."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def dashboards_of(consultation_id: uuid.UUID | str) -> str:
    """Return the group of every dashboard of a consultation."""
    return f"consultation.{uuid.UUID(str(consultation_id)).hex}"


def cameras_of(participant_id: uuid.UUID | str) -> str:
    """Return the group of a participant's camera sockets."""
    return f"participant.{uuid.UUID(str(participant_id)).hex}"


def sockets_of(user_id: int) -> str:
    """Return the group of a signed-in user's sockets."""
    return f"user.{user_id}"


def tell(group: str, message: dict[str, Any]) -> None:
    """Send a hint to a group. A hint may be lost; what it speaks of is already committed."""
    try:
        async_to_sync(get_channel_layer().group_send)(group, message)
    except (RedisError, OSError) as error:
        log.warning("hint_lost", message_type=message["type"], error=type(error).__name__)
