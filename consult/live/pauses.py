"""Who holds the analysis of a camera, as its page hears it."""

from __future__ import annotations

from typing import Final

from consult.consultations.models import Participant
from consult.live import wire

RUNNING: Final[wire.Paused] = {"type": "paused", "paused": False, "by": []}


def pause_message(participant: Participant) -> wire.Paused:
    """Return everyone who holds a participant's camera now: either side, both or nobody."""
    by: list[wire.PauseActor] = []
    if participant.paused_by_client:
        by.append("client")
    if participant.paused_by_counsellor:
        by.append("counsellor")
    return {"type": "paused", "paused": bool(by), "by": by}
