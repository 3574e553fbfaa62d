"""A stored reading as sockets and the API send it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from analyzer import timeline as measures
from consult.clock import to_ms
from consult.consultations.models import Reading
from consult.consultations.served_model import served_model
from consult.live import wire


def reading_messages(readings: Sequence[Reading]) -> list[wire.Reading]:
    """Return readings as they cross the wire, in their order.

    Together, for a page asks for thousands: the valence of all of them takes numpy hardly longer
    than that of one.
    """
    seen = [reading.probabilities for reading in readings]
    valences = iter(_valences([row for row in seen if row is not None]))
    return [
        _message(reading, row, None if row is None else next(valences))
        for reading, row in zip(readings, seen, strict=True)
    ]


def _message(
    reading: Reading, probabilities: list[float] | None, valence: float | None
) -> wire.Reading:
    return {
        "type": "reading",
        "id": reading.pk,
        "participant": str(reading.participant_id),
        "stream": str(reading.stream_id),
        "position": reading.position,
        "seq": reading.seq,
        "captured_at": to_ms(reading.captured_at),
        "received_at": to_ms(reading.received_at),
        "status": cast("wire.Status", reading.status),
        "reason": reading.reason,
        "box": _rounded(reading.box),
        "probabilities": probabilities,
        "label": reading.label or None,
        "valence": valence,
    }


def _rounded(values: list[float] | None) -> list[float] | None:
    return None if values is None else [round(value, 4) for value in values]


def _valences(rows: list[list[float]]) -> list[float]:
    if not rows:
        return []
    found = measures.valence(np.array(rows), served_model().recall)
    return [round(value, 4) for value in found.tolist()]
