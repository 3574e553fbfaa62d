"""A made-up practice of any size, to measure pages with: years of consultations in minutes.

Moods and probabilities are `consult.demo.simulated_readings`'s, sampled every ten seconds; the
figures of a consultation are computed from those and are close to what the measures would say of
readings. There are roll-ups, summaries and ratings, but no readings and no reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final

import numpy as np
from django.db import models, transaction

from consult.accounts.models import Practice, User
from consult.consultations.models import (
    Client,
    Consultation,
    ConsultationSummary,
    Participant,
    TenSeconds,
)
from consult.consultations.models.client import name_key
from consult.demo.batch import TEN_SECONDS, insert
from consult.demo.figures import Figures, figures
from consult.demo.simulated_consultations import MODEL
from consult.demo.simulated_ratings import opinion
from consult.demo.simulated_readings import Random
from consult.review.models import Case, Outcome, Rating, rules_of
from consult.review.rules import flagged
from consult.review.services import outcomes

AT_ONCE: Final = 2000
VISITS: Final = 8
"""Consultations of one client, on average."""
DAYS: Final = 730
MEASURES: Final = "made-up"
RESOLVED: Final = 0.95
"""Share of what is worth a look that was looked at."""
RESOLVED_AFTER: Final = timedelta(days=8)
"""When nobody can rate it any more, which would open it again."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made; `rows` of ten seconds for each consultation stand for 20 readings each."""

    consultations: int
    counsellors: int
    rows: int = 25


def make(name: str, size: Size, seed: int, now: datetime) -> Iterator[int]:
    """Store a practice of this name; yield how many consultations there are, chunk by chunk.

    Raises:
        ValueError: there is one of this name.
    """
    if Practice.objects.filter(name=name).exists():
        raise ValueError(f"There is a practice called {name!r}")
    random = np.random.default_rng(seed)
    with transaction.atomic():
        practice = Practice.objects.create(name=name)
        files = _clients(practice, _counsellors(practice, size.counsellors, seed), size)
    for start in range(0, size.consultations, AT_ONCE):
        count = min(AT_ONCE, size.consultations - start)
        with transaction.atomic():
            _chunk(random, files, count, size.rows, now)
        yield start + count
    outcomes.write_all(Consultation.objects.filter(practice=practice))
    _look_through(practice, random)


def _look_through(practice: Practice, random: Random) -> None:
    """Resolve most of the queue, as in a practice that has been at it for years."""
    found = Outcome.objects.filter(flagged(rules_of(practice)), practice=practice)
    ends = found.order_by("pk").values_list("pk", "ended_at")
    cases = [
        Case(consultation_id=pk, resolved_at=ended_at + RESOLVED_AFTER)
        for pk, ended_at in ends.iterator(AT_ONCE)
        if random.random() < RESOLVED
    ]
    Case.objects.bulk_create(cases, batch_size=AT_ONCE)


def _counsellors(practice: Practice, count: int, seed: int) -> list[User]:
    """Store people who cannot sign in: they have no password."""
    made = [
        User(
            email=f"counsellor-{practice.pk}-{i}@made-up.invalid",
            name=f"Made-up counsellor {i}",
            practice=practice,
            password="!",  # noqa: S106  (Django's mark for none)
        )
        for i in range(1, count + 1)
    ]
    return User.objects.bulk_create(made)


def _clients(practice: Practice, counsellors: Sequence[User], size: Size) -> list[Client]:
    files = []
    for i in range(max(size.consultations // VISITS, 1)):
        name = f"Made-up client {i + 1}"
        files.append(
            Client(
                practice=practice,
                counsellor=counsellors[i % len(counsellors)],
                name=name,
                name_key=name_key(name),
            )
        )
    return Client.objects.bulk_create(files, batch_size=AT_ONCE)


def _chunk(random: Random, files: Sequence[Client], count: int, rows: int, now: datetime) -> None:
    chosen = [files[i] for i in random.integers(len(files), size=count)]
    held = [_consultation(file, _moment(random, now), rows * 10) for file in chosen]
    people = [_participant(one) for one in held]
    found = figures(random, count, rows)
    _store(Consultation, held)
    _store(Participant, people)
    _store(ConsultationSummary, [_summary(one, found, i) for i, one in enumerate(held)])
    insert(TenSeconds, TEN_SECONDS, _ten_seconds(people, found))
    opinions = (opinion(random, one, found.felt[i]) for i, one in enumerate(held))
    _store(Rating, [one for one in opinions if one is not None])


def _moment(random: Random, now: datetime) -> datetime:
    """Return an hour of a working day within two years; the practice grows."""
    day = now - timedelta(days=int(DAYS * (1 - random.random() ** 0.6)) + 1)
    day -= timedelta(days=max(day.weekday() - 4, 0))
    return day.replace(
        hour=int(random.integers(8, 19)), minute=int(random.integers(60)), second=0, microsecond=0
    )


def _consultation(file: Client, began: datetime, seconds: int) -> Consultation:
    ended = began + timedelta(seconds=seconds)
    kind = Consultation.Kind.COUNSELLING if file.counsellor_id % 3 else Consultation.Kind.SERVICE
    return Consultation(
        practice_id=file.practice_id,
        counsellor_id=file.counsellor_id,
        client=file,
        kind=kind,
        state=Consultation.State.ENDED,
        report_state=Consultation.ReportState.READY,
        scheduled_at=began,
        opened_at=began,
        ended_at=ended,
        invite_expires_at=ended,
        created_at=began,
        made_up=True,
    )


def _participant(held: Consultation) -> Participant:
    return Participant(
        consultation=held,
        role=Participant.Role.CLIENT,
        name=held.client.name if held.client else "",
        joined_at=held.opened_at,
        consent=Participant.Decision.GRANTED,
    )


def _summary(held: Consultation, found: Figures, i: int) -> ConsultationSummary:
    return ConsultationSummary(
        consultation=held,
        practice_id=held.practice_id,
        counsellor_id=held.counsellor_id,
        client_id=held.client_id,
        kind=held.kind,
        started_at=held.scheduled_at,
        ended_at=held.ended_at or held.scheduled_at,
        duration_s=len(found.seen[i]) * 10.0,
        model_version=MODEL.version,
        measures_version=MEASURES,
        **found.columns(i),
    )


def _ten_seconds(people: Sequence[Participant], found: Figures) -> Iterator[tuple[Any, ...]]:
    """Return the rows of every camera that was analysed, in the order of `TEN_SECONDS`."""
    for i, person in enumerate(people):
        for number, row in enumerate(found.rows(i)):
            yield (person.pk, number, 10.0, *row)


def _store(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    names = [one.attname for one in model._meta.concrete_fields if not _is_given(one)]
    insert(model, names, map(attrgetter(*names), rows))


def _is_given(one: Any) -> bool:
    """Tell whether the database gives this column its value."""
    return isinstance(one, models.AutoField)
