"""A stored reading as sockets and the API send it."""

from __future__ import annotations

from typing import cast

import numpy as np

from analyzer import timeline as measures
from consult.clock import to_ms
from consult.consultations.models import Reading
from consult.consultations.served_model import served_model
from consult.live import wire


def reading_message(reading: Reading) -> wire.Reading:
    """Return a reading as it crosses the wire; box to four digits."""
    probabilities = reading.probabilities
    box = reading.box
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
        "box": _rounded(box),
        "probabilities": probabilities,
        "label": reading.label or None,
        "valence": _valence(probabilities),
    }


def _rounded(values: list[float] | None) -> list[float] | None:
    return None if values is None else [round(value, 4) for value in values]


def _valence(probabilities: list[float] | None) -> float | None:
    if probabilities is None:
        return None
    return round(float(measures.valence(np.array([probabilities]), served_model().recall)[0]), 4)
