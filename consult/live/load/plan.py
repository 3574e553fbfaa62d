"""What a load test is asked to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

ANSWERS_WITHIN_S: Final = 5.0
"""How long the last answers are waited for, and the last readings at the dashboards."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One measurement."""

    streams: int
    fps: float
    """Frames per second that each camera has to offer."""
    seconds: float
    urls: Sequence[str]
    """One address for each web process; streams take turns."""
    pictures: Sequence[bytes]
    """The JPEGs that are sent, in turn."""
    rooms: Sequence[bytes] = ()
    """JPEGs without a face."""
    empty: float = 0.0
    """The share of the cameras that nobody sits at, 0 to 1: they send `rooms`."""
    pages: bool = True
    """Whether the dashboards' pages also ask over HTTP, as browsers do."""

    def shown(self, number: int) -> Sequence[bytes]:
        """Return what the camera with this number sends, in turn.

        Empty rooms lie evenly among the others, and each is one from the beginning to the end: a
        worker follows the face of a stream from frame to frame.
        """
        empty = int((number + 1) * self.empty) > int(number * self.empty)
        return self.rooms if empty else self.pictures

    def socket(self, number: int, path: str) -> str:
        """Return the WebSocket address of a path for the stream with this number."""
        return f"{self.origin(number).replace('http', 'ws', 1)}{path}"

    def origin(self, number: int) -> str:
        """Return scheme, host and port of the page that this stream's sockets come from."""
        parts = urlsplit(self.urls[number % len(self.urls)])
        return f"{parts.scheme}://{parts.netloc}"
