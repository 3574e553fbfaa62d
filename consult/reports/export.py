"""Everything that is held of one client, as JSON: for the client to take along.

A counsellor exports a whole file; an administrator exports it without the counsellor's summary,
which nobody else reads (docs/decisions/016). A client who has joined exports their own part in a
consultation, without the counsellor's summary and marks: those stand in the file alone. All are
streamed, a page of readings at a time: an hour's consultation has thousands.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any, Final, cast

from asgiref.sync import sync_to_async
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from analyzer.results import EXPRESSIONS
from consult.accounts.models import User
from consult.consultations.models import (
    Client,
    Consent,
    Consultation,
    Message,
    Participant,
    Reading,
    TenSeconds,
)
from consult.consultations.signals import held_of_client
from consult.consultations.stops import pauses_of
from consult.reports.models import Report

FORMAT: Final = "consult-client-1"
OWN_FORMAT: Final = "consult-own-1"
_READING: Final = (
    "captured_at",
    "received_at",
    "status",
    "reason",
    "label",
    *EXPRESSIONS,
    "box_x",
    "box_y",
    "box_width",
    "box_height",
    "face_score",
    "brightness",
    "sharpness",
    "model_version",
)
_APPOINTMENT: Final = (
    "kind",
    "state",
    "call_mode",
    "created_at",
    "scheduled_at",
    "moves",
    "emailed_at",
    "opened_at",
    "ended_at",
    "promised_days",
    "report_shared_at",
)
_CAMERA: Final = ("started_at", "ended_at", "received", "stored", "rejected", "dropped")
_TEN_SECONDS: Final = tuple(
    one.attname for one in TenSeconds._meta.concrete_fields if one.name not in ("id", "participant")
)
_ROWS_AT_ONCE: Final = 1000
_OF_BOTH_FACES: Final = ("synchrony", "synchrony_withheld")


async def client_json(client: Client, reader: User) -> AsyncIterator[str]:
    """Yield the export: the file, then each consultation with all of it that `reader` may read."""
    head = await sync_to_async(_head)(client, timezone.now())
    yield head[:-1] + ',"consultations":['
    separator = ""
    for consultation in await sync_to_async(_consultations)(client):
        yield separator
        async for piece in _consultation(consultation, partial(_of_counsellor, reader=reader)):
            yield piece
        separator = ","
    yield "]}"


async def own_json(person: Participant, *, rating: bool = True) -> AsyncIterator[str]:
    """Yield what is held of a client in one consultation, which must come with its practice.

    `rating`: with what they said in it, and what follows from it.
    """
    consultation = person.consultation
    kept = {"deleted_after_days": consultation.kept_days, "held_by": consultation.practice.name}
    head = _text({"format": OWN_FORMAT, "exported_at": timezone.now(), **kept})
    yield head[:-1] + ',"consultation":'
    covered: dict[str, Any] = {} if rating else {"rating": None, "review": None}
    async for piece in _consultation(consultation, lambda _: covered):
        yield piece
    yield "}"


async def _consultation(
    consultation: Consultation, more: Callable[[Consultation], dict[str, Any]]
) -> AsyncIterator[str]:
    facts = await sync_to_async(_facts)(consultation, more)
    yield facts[:-1] + ',"readings":['
    async for piece in _readings(consultation):
        yield piece
    yield "]}"


def _head(client: Client, now: datetime) -> str:
    facts = {"name": client.name, "email": client.email, "language": client.language}
    held_by = {"counsellor": client.counsellor.name, "practice": client.practice.name}
    more = {"time_zone": client.time_zone, "since": client.created_at, **held_by}
    return _text({"format": FORMAT, "exported_at": now, "client": {**facts, **more}})


def _consultations(client: Client) -> list[Consultation]:
    return list(Consultation.objects.filter(client=client).order_by("scheduled_at", "pk"))


def _facts(consultation: Consultation, more: Callable[[Consultation], dict[str, Any]]) -> str:
    person = Participant.objects.get(consultation=consultation, role=Participant.Role.CLIENT)
    reports = Report.objects.filter(consultation=consultation, state=Report.State.READY)
    own = {
        "id": consultation.pk,
        **{name: getattr(consultation, name) for name in _APPOINTMENT},
        "joined_as": person.name,
        "joined_at": person.joined_at,
        "last_seen_waiting": person.seen_at,
        "messages": list(Message.objects.filter(author=person).values("at", "text")),
        "consents": list(
            Consent.objects.filter(participant=person).values(
                "at", "decision", "version", "language", "text_hash", "purposes", "actor"
            )
        ),
        "pauses": [asdict(pause) for pause in pauses_of(person)],
        "cameras": list(person.streams.order_by("started_at").values(*_CAMERA)),
        "ten_seconds": list(TenSeconds.objects.filter(participant=person).values(*_TEN_SECONDS)),
        "reports": [_of_client(data) for data in reports.values_list("data", flat=True) if data],
        "views": list(
            consultation.accesses.order_by("at").values("at", "act", "by", name=F("actor__name"))
        ),
    }
    answers = held_of_client.send(Consultation, consultation=consultation)
    elsewhere = ChainMap(*(cast("dict[str, Any]", held) for _receiver, held in answers))
    return _text({**own, **elsewhere, **more(consultation)})


def _of_counsellor(consultation: Consultation, *, reader: User) -> dict[str, Any]:
    """Return what the counsellor wrote: the marks, and the summary where it is the reader's own."""
    marks = {"markers": list(consultation.markers.values("at", "text"))}
    if consultation.counsellor_id != reader.pk:
        return marks
    return {"note": consultation.note, **marks}


def _of_client(figures: dict[str, Any]) -> dict[str, Any]:
    """Return a report without what was made of the counsellor's face: it is another person's."""
    people = [one for one in figures["participants"] if one["role"] == Participant.Role.CLIENT]
    alone = {name: value for name, value in figures.items() if name not in _OF_BOTH_FACES}
    return {**alone, "participants": people}


async def _readings(consultation: Consultation) -> AsyncIterator[str]:
    last, separator = 0, ""
    while page := await sync_to_async(_page_after)(consultation, last):
        last = page[-1][0]
        yield separator + ",".join(_rows(page))
        separator = ","


def _page_after(consultation: Consultation, last: int) -> list[tuple[Any, ...]]:
    rows = Reading.objects.filter(
        consultation=consultation, participant__role=Participant.Role.CLIENT, pk__gt=last
    )
    return list(rows.order_by("pk").values_list("pk", *_READING)[:_ROWS_AT_ONCE])


def _rows(page: list[tuple[Any, ...]]) -> Iterable[str]:
    return (_text(dict(zip(_READING, values, strict=True))) for _pk, *values in page)


def _text(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
