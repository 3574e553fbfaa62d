"""What one camera sent, and what became of it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

STORED = ("reading", "no_face", "many_faces", "poor_quality")


@dataclass(slots=True)
class Journal:
    """One stream's diary; only its own camera and dashboard write it, in one event loop."""

    offered: int = 0
    """Frames that the camera would have sent at the asked rate."""
    captured: dict[int, float] = field(default_factory=dict)
    """seq → seconds by this process's monotonic clock, for every frame sent."""
    stored_after: dict[int, float] = field(default_factory=dict)
    """seq → seconds from capture to the answer of a frame that was stored."""
    dropped_after: dict[int, float] = field(default_factory=dict)
    """The same of one that was let go or refused: that is soon said, and is no service."""
    shown: dict[int, float] = field(default_factory=dict)
    """seq → seconds from capture to the dashboard."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """Answers by status, or by `status:reason` where nothing was stored."""
    twice: int = 0
    """Answers to a frame that had been answered, or was never sent."""
    rates: list[float] = field(default_factory=list)
    """Every rate that the server allowed, in order."""
    bytes_out: int = 0
    bytes_in: int = 0
    questions: int = 0
    """What its page asked over HTTP."""
    questions_failed: int = 0
    closed: str = ""
    """Why a socket ended before the test did."""

    def send(self, seq: int, now: float, size: int) -> None:
        """Note a frame of `size` bytes that leaves now."""
        self.captured[seq] = now
        self.bytes_out += size

    def answer(self, message: dict[str, Any], now: float) -> None:
        """Note an answer."""
        seq, status = message["seq"], message["status"]
        if seq not in self.captured or seq in self.stored_after or seq in self.dropped_after:
            self.twice += 1
            return
        kind = self.stored_after if status in STORED else self.dropped_after
        kind[seq] = now - self.captured[seq]
        self.outcomes[status if status in STORED else f"{status}:{message['reason']}"] += 1

    def show(self, seq: int, now: float) -> None:
        """Note a reading that reached the dashboard; a repeated hint counts once."""
        if seq in self.captured:
            self.shown.setdefault(seq, now - self.captured[seq])

    @property
    def answered(self) -> int:
        """Frames with an answer."""
        return self.stored + len(self.dropped_after)

    @property
    def unanswered(self) -> int:
        """Frames without an answer."""
        return len(self.captured) - self.answered

    @property
    def stored(self) -> int:
        """Frames that were answered as stored."""
        return len(self.stored_after)
