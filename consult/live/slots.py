"""One slot per stream: a newer frame replaces the one that still waits. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

BATCH_MAX: Final = 32
"""Frames in one micro-batch: about 100 ms of one core, short enough to stay lively."""


@dataclass(slots=True)
class Slots:
    """What waits for analysis. Only the worker's event loop touches it: no lock is needed.

    Rejected: reading the channel straight into a queue. With more offered than served it grows
    without end and every answer comes later than the one before.
    """

    _waiting: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, frame: dict[str, Any]) -> dict[str, Any] | None:
        """Let a frame wait; return the older frame of the same stream that it replaces.

        A frame that comes late (an earlier seq) is itself returned: newest wins. One that waits
        already is not heard twice: among several workers channels_redis may deliver a message to
        one while another still holds it.
        """
        stream = frame["stream"]
        older = self._waiting.get(stream)
        if older is not None and older["seq"] > frame["seq"]:
            return frame
        if older is not None and older["seq"] == frame["seq"]:
            return None
        # Assigning to a key that is there keeps its place: a stream that sends often does not
        # lose its turn, and does not gain one.
        self._waiting[stream] = frame
        return older

    def take(self) -> list[dict[str, Any]]:
        """Take the frames of up to BATCH_MAX streams, longest waiting first."""
        streams = list(self._waiting)[:BATCH_MAX]
        return [self._waiting.pop(stream) for stream in streams]

    def __len__(self) -> int:
        return len(self._waiting)
