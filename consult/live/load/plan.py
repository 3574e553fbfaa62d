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

    def socket(self, number: int, path: str) -> str:
        """Return the WebSocket address of a path for the stream with this number."""
        return f"{self.origin(number).replace('http', 'ws', 1)}{path}"

    def origin(self, number: int) -> str:
        """Return scheme, host and port of the page that this stream's sockets come from."""
        parts = urlsplit(self.urls[number % len(self.urls)])
        return f"{parts.scheme}://{parts.netloc}"
