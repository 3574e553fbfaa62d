"""Everything that reads: who sees which consultation, and what was measured in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.timeline import Series, Stop
from consult.accounts.models import Practice, User
from consult.accounts.policy import may_analyse
from consult.consultations.models import (
    USUAL_LENGTH,
    Client,
    Consultation,
    Message,
    Participant,
    Reading,
    Stream,
)
from consult.consultations.stops import seconds_stopped

PAGE = 5000
"""Readings in one answer: about 40 minutes of one camera at 2 a second."""

CHAT_PAGE = 200
"""Messages in one answer."""


def consultations_of(user: User) -> QuerySet[Consultation]:
    """Return what this user may see: counsellors their own, administrators the practice's."""
    seen = Consultation.objects.select_related("counsellor", "practice", "client").filter(
        practice=user.practice_id
    )
    if user.role == User.Role.COUNSELLOR:
        seen = seen.filter(counsellor=user)
    return seen


def clients_of(user: User) -> QuerySet[Client]:
    """Return the files this user may see: counsellors their own, administrators the practice's."""
    seen = Client.objects.select_related("counsellor").filter(practice=user.practice_id)
    if user.role == User.Role.COUNSELLOR:
        seen = seen.filter(counsellor=user)
    return seen


def with_appointments(files: QuerySet[Client]) -> QuerySet[Client]:
    """Add to each file how many consultations took place, the last one and the next one."""
    over = took_place("consultations")
    planned = Q(consultations__state=Consultation.State.SCHEDULED)
    return files.annotate(
        held=Count("consultations", filter=over),
        last_at=Max("consultations__opened_at", filter=over),
        next_at=Min("consultations__scheduled_at", filter=planned),
    )


def took_place(name: str = "") -> Q:
    """Return the condition under which a consultation took place; `name` leads to it, else the rows
    are consultations.

    A call here to which the client never came did not, though its room was opened and ended; beside
    another call tool nobody need come here.
    """
    prefix = f"{name}__" if name else ""
    came = Participant.objects.filter(
        consultation=OuterRef(name or "pk"),
        role=Participant.Role.CLIENT,
        joined_at__isnull=False,
    )
    beside = Q(**{f"{prefix}call_mode": Consultation.CallMode.BESIDE})
    return Q(**{f"{prefix}state": Consultation.State.ENDED}) & (beside | Q(Exists(came)))


def overlapping(user: User, moment: datetime) -> QuerySet[Consultation]:
    """Return the counsellor's appointments that an appointment at `moment` would overlap."""
    near = Q(scheduled_at__gt=moment - USUAL_LENGTH, scheduled_at__lt=moment + USUAL_LENGTH)
    ahead = Q(state__in=(Consultation.State.SCHEDULED, Consultation.State.OPEN))
    return consultations_of(user).filter(near & ahead, counsellor=user).order_by("scheduled_at")


def may_watch(user: User, consultation: Consultation) -> bool:
    """Tell whether this user may see the consultation live: its own counsellor only."""
    return (
        user.is_active
        and user.role == User.Role.COUNSELLOR
        and consultation.counsellor_id == user.pk
    )


def client_name(consultation: Consultation) -> str:
    """Return the name in the client's file, else the one by which they took part; "" if erased."""
    if consultation.client is not None:
        return consultation.client.name
    for participant in consultation.participants.all():
        if participant.role == Participant.Role.CLIENT:
            return participant.name
    return ""


_POLICY: Final = ("preset", "analyse_client", "analyse_counsellor")


def refusals(stream_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return, for streams that may not be analysed now, the reason; others are left out.

    The worker asks this before it decodes: consent that was withdrawn a moment ago holds even
    where the browser has not heard of it yet.
    """
    wanted = set(stream_ids)
    rows = Stream.objects.filter(pk__in=wanted).values_list(
        "pk",
        "ended_at",
        "participant__consent",
        "participant__paused_by_client",
        "participant__paused_by_counsellor",
        "consultation__state",
        "participant__role",
        *(f"consultation__practice__{name}" for name in _POLICY),
    )
    reasons = dict.fromkeys(wanted, "unknown_stream")
    for key, ended_at, consent, by_client, by_counsellor, state, role, *policy in rows:
        reason = _refusal(ended_at, consent, by_client or by_counsellor, state)
        practice = Practice(**dict(zip(_POLICY, policy, strict=True)))
        if reason is None and not may_analyse(practice, role):
            reason = "policy"
        if reason is None:
            del reasons[key]
        else:
            reasons[key] = reason
    return reasons


def _refusal(ended_at: datetime | None, consent: str, paused: bool, state: str) -> str | None:
    if consent != Participant.Decision.GRANTED:
        return "no_consent"
    if state != Consultation.State.OPEN:
        return "consultation_over"
    if ended_at is not None:
        return "stream_ended"
    return "paused" if paused else None


def readings_after(
    consultation: Consultation, *, stream: uuid.UUID | None, after: int, after_id: int
) -> list[Reading]:
    """Return up to PAGE + 1 readings: of one stream by position, or of all by id."""
    rows = Reading.objects.filter(consultation=consultation)
    if stream is not None:
        rows = rows.filter(stream=stream, position__gt=after).order_by("position")
    else:
        rows = rows.filter(pk__gt=after_id).order_by("pk")
    return list(rows[: PAGE + 1])


def messages_after(consultation: Consultation, after: int) -> list[Message]:
    """Return up to CHAT_PAGE + 1 messages with ids above `after`, oldest first."""
    rows = Message.objects.filter(consultation=consultation, pk__gt=after)
    return list(rows.select_related("author").order_by("pk")[: CHAT_PAGE + 1])


def last_reading_id(consultation: Consultation) -> int:
    """Return the id of the newest reading, or 0."""
    newest = Reading.objects.filter(consultation=consultation).order_by("-pk").first()
    return newest.pk if newest else 0


@dataclass(frozen=True, slots=True)
class Held:
    """Which readings a consultation holds: no new ones come after the end, so fewer are others."""

    newest: int
    number: int


def held_readings(consultation: Consultation) -> Held:
    """Return what is held now, to be compared with what is held later."""
    held = Reading.objects.filter(consultation=consultation).aggregate(
        newest=Max("pk"), number=Count("pk")
    )
    return Held(held["newest"] or 0, held["number"])


@dataclass(frozen=True, slots=True)
class Timeline:
    """One participant's readings as arrays, seconds counted from `origin`."""

    participant: Participant
    origin: datetime
    series: Series
    status: NDArray[np.str_]
    """Each reading's, (n,)."""
    statuses: dict[str, int]
    stops: tuple[Stop, ...] = ()
    """When the analysis was stopped, and by whom."""


def timelines(consultation: Consultation) -> list[Timeline]:
    """Return the timeline of every participant whose camera was analysed."""
    origin = timeline_origin(consultation)
    people = Participant.objects.filter(
        Q(consultation=consultation) & Q(streams__isnull=False)
    ).distinct()
    return [timeline(person, origin) for person in people.order_by("role")]


def timeline_origin(consultation: Consultation) -> datetime:
    """Return the moment from which a consultation's seconds are counted."""
    return consultation.opened_at or consultation.scheduled_at


def timeline(participant: Participant, origin: datetime) -> Timeline:
    """Return one participant's readings, ordered by time of capture."""
    rows = np.array(
        [
            (at.timestamp(), status, *(np.nan if value is None else value for value in values))
            for at, status, *values in Reading.objects.filter(participant=participant)
            .order_by("captured_at", "pk")
            .values_list("captured_at", "status", *EXPRESSIONS)
        ],
        dtype=[("at", "f8"), ("status", "U12"), *((name, "f8") for name in EXPRESSIONS)],
    )
    probabilities = np.stack([rows[name] for name in EXPRESSIONS], axis=1).reshape(-1, 7)
    statuses, counts = np.unique(rows["status"], return_counts=True)
    return Timeline(
        participant=participant,
        origin=origin,
        series=Series(
            t=rows["at"] - origin.timestamp(),
            probabilities=probabilities,
            valid=rows["status"] == Reading.Status.READING,
        ),
        status=rows["status"],
        statuses={str(s): int(n) for s, n in zip(statuses, counts, strict=True)},
        stops=seconds_stopped(participant, origin),
    )
