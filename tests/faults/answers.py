"""What cameras were answered, by kind, held against the rows that there are. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

UNKNOWN: Final = ("lost", "unavailable")
"""Says that nobody knows: a worker may have stored the frame and died before it could tell."""
DELIVERED_TWICE: Final = ("superseded", "stale", "overload")
"""Said by one worker, or of one message, where another had the frame as well: a command to Redis is
sent anew when its connection breaks, though it may have been obeyed."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """A frame that a camera was told is not stored."""

    seq: int
    """Of this camera, over all its sockets."""
    status: str
    reason: str

    def __str__(self) -> str:
        """What was told, as it stands in results."""
        return f"{self.status}: {self.reason}"


@dataclass(slots=True)
class Answers:
    """All answers of a run."""

    told: Counter[str] = field(default_factory=Counter)
    """By kind: a status, with its reason where nothing was stored."""
    stored: Counter[str] = field(default_factory=Counter)
    """Rows by status."""
    stored_all_the_same: Counter[str] = field(default_factory=Counter)
    """Frames that were let go with a reason that allows for a row, and have one."""
    contradicted: list[str] = field(default_factory=list)
    """Frames that were told not to be stored for certain, and are."""

    def compare(
        self, statuses: Iterable[str], let_go: Iterable[LetGo], rows: Mapping[int, str]
    ) -> None:
        """Take in what one camera was told, and its rows: seq → status."""
        self.told.update(statuses)
        self.stored.update(rows.values())
        for one in let_go:
            self.told[str(one)] += 1
            if one.seq not in rows:
                continue
            if one.reason in UNKNOWN or one.reason in DELIVERED_TWICE:
                self.stored_all_the_same[str(one)] += 1
            else:
                self.contradicted.append(f"frame {one.seq}, told {one}, is a {rows[one.seq]}")

    @property
    def untold(self) -> list[str]:
        """Each kind of which more were told than there are rows."""
        return [
            f"{kind}: {self.told[kind]} told, {self.stored[kind]} stored"
            for kind in self.told
            if ":" not in kind and self.told[kind] > self.stored[kind]
        ]
