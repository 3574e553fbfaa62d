"""What a client's browser has joined, as its session keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

KEY: Final = "participations"


def has_joined(session: Mapping[str, Any]) -> bool:
    """Tell whether somebody joined a consultation in this browser."""
    return bool(session.get(KEY))
