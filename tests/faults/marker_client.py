"""A counsellor's page that marks moments while processes die, and writes down what was answered."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError

from tests.camera import Call
from tests.faults.background_client import Acting


@dataclass(frozen=True, slots=True)
class Marked:
    """A marker that was answered with 201; moments in monotonic seconds."""

    id: str
    text: str
    asked: float
    at: float


class Writing(Acting):
    """Marks moments one after the other from a thread of its own."""

    def __init__(self, call: Call, every: float = 0.2) -> None:
        super().__init__(call, every)
        self.journal: list[Marked] = []
        self.failures: Counter[str] = Counter()
        """What else came of a request: a status, or the name of what went wrong."""

    def first_told(self, since: float) -> float | None:
        """Return when it was first answered what it asked after a moment."""
        return next((one.at for one in self.journal if one.asked > since), None)

    def server_errors(self) -> int:
        """Return how many answers said that the server failed."""
        return sum(count for what, count in self.failures.items() if what.startswith("5"))

    def _act(self) -> None:
        number = 0
        while not self._stopped.wait(self.every):
            number += 1
            text, asked = f"moment {number}", time.monotonic()
            try:
                made = self.call.alice.call("POST", f"{self.call.path}markers/", {"text": text})
            except HTTPError as refused:
                self.failures[str(refused.code)] += 1
                refused.close()
            except (OSError, HTTPException) as error:
                self.failures[type(error).__name__] += 1
            else:
                self.journal.append(Marked(made["id"], text, asked, time.monotonic()))
