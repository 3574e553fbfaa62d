"""Handing a report to the workers."""

from __future__ import annotations

import uuid
from typing import Final

from consult.broker import enqueue

BUILD: Final = "reports.build"


def send_to_workers(consultation_id: uuid.UUID) -> bool:
    """Enqueue the building of one report; return whether the broker took it.

    Where it did not, the sweep sends the report again.
    """
    return enqueue(BUILD, [str(consultation_id)])
