"""Which of a camera's frames are searched briefly: where nobody has sat for a while. Pure.

A frame without a face costs four times one with a face, since the detector looks harder where it
finds nothing (docs/decisions/035). The socket decides, and no worker: one stream's frames are
dealt to all of them, and none knows what the others saw.
"""

from __future__ import annotations

from typing import Final

from consult.live import wire

EMPTY_AFTER_MS: Final = 30_000
"""Thorough looks must have found nobody for so long before one is left out.

Long enough that a face which is found now and then is not taken for nobody: sixty looks in a row
miss one that is found in every tenth frame in two of a thousand cases.
"""
THOROUGH_EVERY_MS: Final = 2_000
"""Then they come so far apart: whoever comes back is found this late, or one frame later."""
GAP_MS: Final = 4_000
"""Looks further apart tell nothing of what lies between them."""
REMEMBERED: Final = 16
"""Thorough frames whose answers are waited for; one that was given up has none."""
_NOBODY: Final = "no_face"
_UNSEEN: Final = ("dropped", "rejected")


class Vacancy:
    """Whether anybody sits at a camera, as far as its answers tell. Times are Unix ms.

    `stream` is any number of the stream's own. Where many calls begin on the hour and stay empty,
    it keeps their thorough looks apart.
    """

    def __init__(self, stream: int = 0) -> None:
        self._empty_after = EMPTY_AFTER_MS + stream % THOROUGH_EVERY_MS
        self._asked: dict[int, int] = {}
        """seq → received_at of thorough frames without an answer."""
        self._since: int | None = None
        """When the row of looks that found nobody began; None where one found somebody."""
        self._looked_at = 0
        """When the last of them was."""
        self._seen = 0
        """seq of the last frame that showed somebody."""

    def brief(self, seq: int, now: int, whole: bool) -> bool:
        """Return whether a frame is searched briefly, and take note of one that is not.

        A region is cut about a face: it always gets the thorough look.
        """
        if not whole:
            return False
        # Backwards goes a clock that was set.
        if self._empty and 0 <= now - self._looked_at < THOROUGH_EVERY_MS:
            return True
        self._asked[seq] = now
        if len(self._asked) > REMEMBERED:
            del self._asked[next(iter(self._asked))]
        return False

    def answered(self, seq: int, status: wire.Status) -> None:
        """Take an answer; one that a newer frame has overtaken says nothing."""
        at = self._asked.pop(seq, None)
        if status in _UNSEEN or seq < self._seen:
            return
        if status != _NOBODY:
            self._seen, self._since = seq, None
        elif at is not None:
            if self._since is None or at - self._looked_at > GAP_MS:
                self._since = at
            self._looked_at = max(at, self._looked_at)

    @property
    def _empty(self) -> bool:
        return self._since is not None and self._looked_at - self._since >= self._empty_after
