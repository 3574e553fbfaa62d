"""What a client's browser has joined, as its session keeps it: participations and their links.

By which link is kept, too: when the counsellor makes a new one, whoever came in by the older one is
out, as that may be the very person for whom it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

KEY: Final = "participations"
MOST: Final = 20
"""A shared browser at a desk must not grow its session for ever."""


def links(session: Mapping[str, Any]) -> dict[str, int]:
    """Return the number of the link by which each participation was joined in this browser."""
    kept = session.get(KEY, {})
    # Sessions of before links were kept are a list: of the first one.
    return dict.fromkeys(kept, 1) if isinstance(kept, list) else dict(kept)


def has_joined(session: Mapping[str, Any]) -> bool:
    """Tell whether somebody joined a consultation in this browser."""
    return bool(links(session))


def keep(session: MutableMapping[str, Any], participation: str, link: int) -> None:
    """Note a participation and its link; the newest few stay."""
    known = links(session)
    known.pop(participation, None)
    session[KEY] = dict([*known.items(), (participation, link)][-MOST:])
