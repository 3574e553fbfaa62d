"""The readings as CSV: one row each, streamed, without a name in it.

Between them two rows for each time in which the analysis was stopped, `stopped` and `resumed`:
whoever reads the file alone must not take a pause for a camera that was off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from asgiref.sync import sync_to_async

from analyzer.results import EXPRESSIONS
from consult.consultations.models import Consultation, Reading
from consult.consultations.selectors import timeline_origin
from consult.consultations.stops import stops_of
from consult.spreadsheet import csv_text

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
_ROWS_AT_ONCE: Final = 1000
Row = tuple[Any, ...]


async def readings_csv(consultation: Consultation, zone: tzinfo) -> AsyncIterator[str]:
    """Yield the CSV of a consultation's readings in the order they were stored, times in `zone`.

    Asynchronous, because ASGI would collect a synchronous iterator whole before sending it; and
    page by page, because a slow download must not hold a cursor open.
    """
    origin = timeline_origin(consultation)
    yield csv_text([HEADER], zone)
    stops = await sync_to_async(_stop_rows)(consultation, origin)
    last = 0
    while page := await sync_to_async(_page_after)(consultation, last):
        last = page[-1][0]
        yield csv_text(_with_stops(page, stops, origin), zone)
    if stops:
        yield csv_text(stops, zone)


def reading_rows(consultation: Consultation) -> Iterator[Row]:
    """Yield the same rows, for code that may wait for the database."""
    origin, last = timeline_origin(consultation), 0
    stops = _stop_rows(consultation, origin)
    while page := _page_after(consultation, last):
        last = page[-1][0]
        yield from _with_stops(page, stops, origin)
    yield from stops


def _with_stops(page: Sequence[Row], stops: deque[Row], origin: datetime) -> Iterator[Row]:
    """Yield a page's readings, each behind the stops before it, which are taken from `stops`."""
    for _pk, *values in page:
        while stops and stops[0][0] <= values[0]:
            yield stops.popleft()
        yield reading_row(values, origin)


def _stop_rows(consultation: Consultation, origin: datetime) -> deque[Row]:
    """Return the rows of every stop by time; one that went on to the end was not resumed."""
    people = consultation.participants.prefetch_related("pauses", "consents").order_by("role")
    moments = [
        (at, person.role, status, stop.kind)
        for person in people
        for stop in stops_of(person)
        for status, at in (("stopped", stop.since), ("resumed", stop.until))
        if at is not None
    ]
    nothing = (None,) * (len(_FIELDS) - 4)
    moments.sort(key=lambda moment: moment[0])
    return deque(reading_row((*moment, *nothing), origin) for moment in moments)


def _page_after(consultation: Consultation, last: int) -> list[Row]:
    rows = Reading.objects.filter(consultation=consultation, pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", *_FIELDS)[:_ROWS_AT_ONCE])


def reading_row(values: Sequence[Any], origin: datetime) -> Row:
    """Return the cells of one reading, given `_FIELDS` in order."""
    at, *rest = values
    return (at, round((at - origin).total_seconds(), 3), *map(_rounded, rest))


def _rounded(value: object) -> object:
    return round(value, 5) if isinstance(value, float) else value
