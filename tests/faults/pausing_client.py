"""A counsellor's page that pauses and resumes while processes die, and writes down what was said.

As a page does, it asks for the same again until it is answered: so of what was answered each change
must be stored once, in its order, whatever became of the answers in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPException

from tests.camera import Call
from tests.faults.background_client import Acting


class Pausing(Acting):
    """Pauses a call of its own, in which no camera films, and lets it go on, from a thread."""

    def __init__(self, call: Call, every: float = 0.2) -> None:
        super().__init__(call, every)
        self.journal: list[bool] = []
        """What was answered: True where the analysis was paused."""
        self.unanswered = 0

    def _act(self) -> None:
        wish = True
        while not self._stopped.wait(self.every):
            try:
                # A refusal is an OSError, too.
                self.call.alice.call("POST", f"{self.call.path}pause/", {"paused": wish})
            except (OSError, HTTPException):
                self.unanswered += 1
            else:
                self.journal.append(wish)
                wish = not wish


def wrongly_stored(journal: Sequence[bool], rows: Sequence[bool]) -> list[str]:
    """Return how what was answered differs from the rows, in words.

    One row more is the last wish, which was stored and whose answer never came.
    """
    wanted, found = list(journal), list(rows)
    if found[: len(wanted)] == wanted and len(found) - len(wanted) <= 1:
        return []
    pairs = enumerate(zip(wanted, found, strict=False), 1)
    first = next((number for number, (told, row) in pairs if told != row), None)
    where = f", the first that differs is number {first}" if first else ""
    return [f"{len(wanted)} pauses and ends of pauses answered, {len(found)} stored{where}"]
