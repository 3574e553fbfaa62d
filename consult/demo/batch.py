"""Rows of many consultations, gathered first and stored together: thousands at a time.

Rows are written without the signals that go with them: nobody is to be told of what never happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from django.db import connection, models, transaction
from django.db.models import Max

from analyzer.results import EXPRESSIONS
from consult.consultations.models import (
    Client,
    Consent,
    Consultation,
    ConsultationSummary,
    Marker,
    Message,
    Participant,
    Pause,
    Reading,
    Stream,
    TenSeconds,
)
from consult.reports.models import Report
from consult.review.models import Rating

AT_ONCE: Final = 5000
READING: Final = (
    "consultation_id",
    "participant_id",
    "stream_id",
    "seq",
    "position",
    "captured_at",
    "received_at",
    "status",
    "reason",
    "model_version",
    "label",
    "face_score",
    "box_x",
    "box_y",
    "box_width",
    "box_height",
    *EXPRESSIONS,
)
"""The columns of a reading in a batch: a row is a tuple, as there are ten thousands of them."""

TEN_SECONDS: Final = tuple(
    one.attname for one in TenSeconds._meta.concrete_fields if not one.primary_key
)
TEN_SECONDS_VALUES: Final = attrgetter(*TEN_SECONDS)


@dataclass(slots=True)
class Batch:
    """What is to be stored, by table, not in the order in which it must be."""

    clients: list[Client] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    readings: list[tuple[Any, ...]] = field(default_factory=list)
    ten_seconds: list[TenSeconds] = field(default_factory=list)
    summaries: list[ConsultationSummary] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @transaction.atomic
    def save(self) -> None:
        """Store everything, in an order that the references allow."""
        Client.objects.bulk_create(self.clients)
        Consultation.objects.bulk_create(self.consultations, batch_size=AT_ONCE)
        Participant.objects.bulk_create(self.participants, batch_size=AT_ONCE)
        Consent.objects.bulk_create(self.consents, batch_size=AT_ONCE)
        Pause.objects.bulk_create(self.pauses, batch_size=AT_ONCE)
        Stream.objects.bulk_create(self.streams, batch_size=AT_ONCE)
        insert(Reading, READING, self.readings)
        insert(TenSeconds, TEN_SECONDS, map(TEN_SECONDS_VALUES, self.ten_seconds))
        self._name_last_readings()
        ConsultationSummary.objects.bulk_create(self.summaries, batch_size=AT_ONCE)
        Report.objects.bulk_create(self.reports, batch_size=AT_ONCE)
        Rating.objects.bulk_create(self.ratings, batch_size=AT_ONCE)
        Marker.objects.bulk_create(self.markers, batch_size=AT_ONCE)
        Message.objects.bulk_create(self.messages, batch_size=AT_ONCE)

    def _name_last_readings(self) -> None:
        stored = Reading.objects.filter(stream__in=self.streams).order_by()
        newest = dict(stored.values_list("consultation").annotate(Max("pk")))
        for report in self.reports:
            report.last_reading = newest.get(report.consultation_id, 0)


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Store rows given as tuples in the order of `names` (as in `attname`).

    `bulk_create` says the same, and takes ten times as long: it asks each field about each value.
    """
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    asked = [i for i, one in enumerate(fields) if not _is_plain(one)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column or one.attname) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  (our names)
    with connection.cursor() as cursor:
        for some in _chunks(_prepared(fields, asked, rows)):
            cursor.executemany(statement, some)


def _prepared(
    fields: Sequence[Any], asked: Sequence[int], rows: Iterable[tuple[Any, ...]]
) -> Iterator[list[Any]]:
    known: dict[tuple[int, Any], Any] = {}
    for row in rows:
        values = list(row)
        for i in asked:
            key = (i, values[i])
            if key not in known:
                known[key] = fields[i].get_db_prep_save(values[i], connection)
            values[i] = known[key]
        yield values


def _is_plain(one: Any) -> bool:
    """Tell whether a database takes the column's values as Python has them."""
    return isinstance(
        one, models.FloatField | models.IntegerField | models.CharField | models.BooleanField
    )


def _chunks(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
