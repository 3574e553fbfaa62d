"""A token bucket: how fast one socket may send. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """Refills `rate` tokens a second up to `capacity`; starts full."""

    rate: float
    capacity: float
    _tokens: float = field(init=False)
    _refilled_at: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._tokens = self.capacity

    def take(self, now_s: float) -> bool:
        """Take a token; False when there is none. `now_s` is any clock that never goes back."""
        since = 0.0 if self._refilled_at is None else max(0.0, now_s - self._refilled_at)
        self._tokens = min(self.capacity, self._tokens + since * self.rate)
        self._refilled_at = now_s
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
