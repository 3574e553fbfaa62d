"""Somebody who goes on with something from a thread of their own while processes die."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Final, Self

from tests.camera import Call

RECOVERY_S: Final = 60.0
"""How long a test waits for what the product does within ten seconds: its machine may be busy."""


class Acting:
    """Acts in `_act` from entering to leaving, until `_stopped` is set."""

    def __init__(self, call: Call, every: float) -> None:
        self.call = call
        self.every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._act, daemon=True)

    def _act(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join(RECOVERY_S)
