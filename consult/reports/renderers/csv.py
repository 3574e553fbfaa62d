"""The readings as CSV: one row each, streamed, without a name in it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any, Final

from analyzer.results import EXPRESSIONS
from consult.consultations.models import Consultation, Reading
from consult.consultations.selectors import timeline_origin

_BOX: Final = ("box_x", "box_y", "box_width", "box_height")
_FIELDS: Final = (
    "captured_at",
    "participant__role",
    "status",
    "reason",
    *EXPRESSIONS,
    "label",
    *_BOX,
    "model_version",
)
HEADER: Final = (
    "time",
    "seconds",
    "participant",
    "status",
    "reason",
    *EXPRESSIONS,
    "label",
    *_BOX,
    "model_version",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_ROWS_AT_ONCE: Final = 1000


async def readings_csv(consultation: Consultation) -> AsyncIterator[str]:
    """Yield the CSV of a consultation's readings, oldest first, a thousand rows at a time.

    Asynchronous, because ASGI would collect a synchronous iterator whole before sending it.
    """
    origin = timeline_origin(consultation)
    readings = (
        Reading.objects.filter(consultation=consultation)
        .order_by("captured_at", "pk")
        .values_list(*_FIELDS)
    )
    yield csv_text([HEADER])
    rows: list[tuple[Any, ...]] = []
    async for values in readings.aiterator(chunk_size=_ROWS_AT_ONCE):
        rows.append(reading_row(values, origin))
        if len(rows) == _ROWS_AT_ONCE:
            yield csv_text(rows)
            rows.clear()
    yield csv_text(rows)


def reading_row(values: tuple[Any, ...], origin: datetime) -> tuple[Any, ...]:
    """Return the cells of one reading, given `_FIELDS` in order."""
    at, *rest = values
    return (at.isoformat(), round((at - origin).total_seconds(), 3), *map(_rounded, rest))


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """Return rows as CSV text, every cell safe to open in a spreadsheet."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(safe_cell, row) for row in rows)
    return text.getvalue()


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; real numbers stay as they are."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _rounded(value: object) -> object:
    return round(value, 5) if isinstance(value, float) else value
