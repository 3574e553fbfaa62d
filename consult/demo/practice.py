"""Three made-up months of the demo practice, so that every page is full on the first start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.db import transaction

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation, Message
from consult.consultations.models.client import name_key
from consult.demo import personas, simulated_consultations
from consult.demo.batch import Batch
from consult.demo.personas import Persona
from consult.demo.simulated_ratings import opinion
from consult.demo.simulated_readings import Random, Turn, course
from consult.review.services import outcomes

WEEKS: Final = 13
ONE_QUESTION_FROM: Final = 5
"""Weeks ago that the practice went over from the four scales to one question."""
BREAKS_EVERY: Final = 3
"""Weeks from one consultation of a client that is interrupted to the next; the last was a week ago,
so that its labels are still held."""
Kind = Consultation.Kind
State = Consultation.State


@dataclass(frozen=True, slots=True)
class Visitor:
    """A made-up client: how they are, and whom they meet for what."""

    persona: Persona
    pair: simulated_consultations.Pair

    @property
    def counselling(self) -> bool:
        """Tell whether it is counselling and not a service call."""
        return self.pair.kind == Kind.COUNSELLING


def make_history(alice: User, bob: User, now: datetime) -> int:
    """Store the months behind and some appointments ahead, once; return how many were held."""
    if Consultation.objects.filter(practice=alice.own_practice, made_up=True).exists():
        return 0
    batch = Batch()
    visitors = _visitors(batch, alice, personas.ALICE, Kind.COUNSELLING)
    visitors += _visitors(batch, bob, personas.BOB, Kind.SERVICE)
    for number, (weeks_ago, visitor) in enumerate(
        (week, visitor) for week in range(WEEKS, -1, -1) for visitor in visitors
    ):
        if _moment(now, weeks_ago, visitor.persona) < now - timedelta(hours=2):
            _hold(batch, np.random.default_rng([2026, number]), visitor, weeks_ago, now)
    _plan_ahead(batch, visitors, now)
    # Whoever is in the product meanwhile sees none of it or all.
    with transaction.atomic():
        batch.save()
        outcomes.write_all(Consultation.objects.filter(practice=alice.own_practice))
    return len(batch.summaries)


def _visitors(
    batch: Batch, counsellor: User, regulars: Sequence[Persona], kind: Kind
) -> list[Visitor]:
    return [
        Visitor(
            persona,
            simulated_consultations.Pair(counsellor, _file(batch, counsellor, persona.name), kind),
        )
        for persona in regulars
    ]


def _file(batch: Batch, counsellor: User, name: str) -> Client:
    """Return the counsellor's file of this name; a new one comes with the batch."""
    key = name_key(name)
    found = Client.objects.filter(counsellor=counsellor, name_key=key).first()
    if found is not None:
        return found
    batch.clients.append(
        Client(practice=counsellor.own_practice, counsellor=counsellor, name=name, name_key=key)
    )
    return batch.clients[-1]


def _moment(now: datetime, weeks_ago: int, persona: Persona) -> datetime:
    monday = now - timedelta(days=now.weekday(), weeks=weeks_ago)
    day = monday + timedelta(days=persona.weekday)
    return day.replace(hour=persona.hour, minute=0, second=0, microsecond=0)


def _hold(batch: Batch, random: Random, visitor: Visitor, weeks_ago: int, now: datetime) -> None:
    """Add one meeting with all that belongs to it."""
    persona, nth = visitor.persona, WEEKS - weeks_ago
    seconds = 60 * (random.uniform(22, 34) if visitor.counselling else random.uniform(5, 12))
    mood = persona.mood + persona.trend * nth + random.normal(0, 0.2)
    turns = [Turn(turn.at + random.normal(0, 0.05), turn.by) for turn in persona.turns]
    seen = None if persona.refuses else course(random, seconds, mood, turns, seen=persona.seen)
    made = simulated_consultations.add(
        batch,
        simulated_consultations.Meeting(
            pair=visitor.pair,
            began=_moment(now, weeks_ago, persona),
            seconds=seconds,
            course=seen,
            breaks=persona.breaks if weeks_ago % BREAKS_EVERY == 1 else (),
            markers=_markers(random, seconds) if visitor.counselling else (),
            note=str(random.choice(personas.NOTES)) if visitor.counselling and nth % 3 else "",
        ),
        now,
    )
    four = visitor.counselling and weeks_ago >= ONE_QUESTION_FROM
    said = opinion(random, made, mood + sum(turn.by for turn in turns), four=four)
    batch.ratings += [said] if said else []
    if weeks_ago <= 1 and visitor.counselling:
        _chat(batch, made)


def _markers(random: Random, seconds: float) -> Sequence[tuple[float, str]]:
    times = np.sort(random.uniform(0.1, 0.9, random.integers(1, 4))) * seconds
    return [(float(at), str(random.choice(personas.MARKED))) for at in times]


def _chat(batch: Batch, made: Consultation) -> None:
    began = made.opened_at or made.scheduled_at
    by_role = {person.role: person for person in batch.participants[-2:]}
    batch.messages += [
        Message(
            consultation=made,
            author=by_role[role],
            at=began + timedelta(seconds=40 * (i + 1)),
            text=text,
        )
        for i, (role, text) in enumerate(personas.CHAT)
    ]


def _plan_ahead(batch: Batch, visitors: Sequence[Visitor], now: datetime) -> None:
    """Add what is in the plan, some that were missed and one that was called off."""
    for visitor in visitors:
        simulated_consultations.plan(
            batch, visitor.pair, _moment(now, -1, visitor.persona), State.SCHEDULED
        )
    hour = now.replace(minute=0, second=0, microsecond=0)
    for visitor in (visitors[0], visitors[-1]):
        simulated_consultations.plan(
            batch, visitor.pair, hour - timedelta(days=9, hours=3), State.NOT_HELD
        )
    simulated_consultations.plan(
        batch, visitors[1].pair, hour - timedelta(days=16), State.CANCELLED
    )
