"""Guests of a load test: each has a consultation of their own, and what they saw is counted."""

from __future__ import annotations

import asyncio
import itertools
import threading
import uuid
from collections.abc import Callable

import pytest

from consult.live.load.camera import LoadCamera
from consult.live.load.guests import AHEAD, GUESTS, Churn, SeatsAhead
from consult.live.load.journal import Journal
from consult.live.load.people import Seat
from consult.live.load.plan import Plan
from tests.consult.live.steps import PATIENCE_S, ended

PLAN = Plan(4, 2.0, 10.0, ["http://localhost:1"], [b"jpeg"])


def seats() -> Callable[[], Seat]:
    """Return who makes seats whose consultations are counted from 0."""
    numbers = itertools.count()
    return lambda: Seat(str(next(numbers)), uuid.uuid4(), 1, "session")


class Watched(Churn):
    """Guests who open no socket: each notes where they sit and stays until they are sent away."""

    async def _visit(self, number: int, seat: Seat) -> None:
        journal = Journal(closed=seat.consultation)
        self.journals.append(journal)
        await asyncio.Event().wait()


async def test_no_guest_sits_where_another_sat() -> None:
    churn = Watched(PLAN, seats(), per_second=10_000)
    keeping = asyncio.create_task(churn.keep())
    async with asyncio.timeout(PATIENCE_S):
        while len(churn.journals) < 3 * GUESTS:
            await asyncio.sleep(0.001)
    await ended(keeping)
    sat = [int(journal.closed) for journal in churn.journals]
    assert sat == list(range(len(sat)))


async def test_consultations_are_made_ahead_and_not_in_the_event_loop() -> None:
    made_in: list[int] = []
    make = seats()

    def noting() -> Seat:
        made_in.append(threading.get_ident())
        return make()

    ahead = SeatsAhead(noting, [Seat("ready", uuid.uuid4(), 1, "session")])
    assert [(await ahead.next()).consultation for _ in range(3)] == ["ready", "0", "1"]
    while len(made_in) < AHEAD:
        await asyncio.sleep(0.001)
    ahead.close()
    assert threading.get_ident() not in made_in


async def test_none_is_made_after_the_end() -> None:
    begun, go_on = threading.Event(), threading.Event()
    made: list[Seat] = []
    make = seats()

    def slow() -> Seat:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        made.append(make())
        return made[-1]

    ahead = SeatsAhead(slow)
    waiting = asyncio.create_task(ahead.next())
    await asyncio.to_thread(begun.wait)
    await ended(waiting)
    closing = asyncio.create_task(asyncio.to_thread(ahead.close))
    async with asyncio.timeout(PATIENCE_S):
        while not all(seat.cancelled() for seat in ahead._ready):
            await asyncio.sleep(0.001)
    go_on.set()
    await closing
    # Who removes them afterwards knows of the one that was under way, and there is no second.
    assert [seat.consultation for seat in made] == ["0"]


async def test_a_consultation_that_cannot_be_made_is_no_quiet_end() -> None:
    def broken() -> Seat:
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError, match="no database"):
        await Churn(PLAN, broken, per_second=1).keep()


def test_what_guests_asked_is_counted() -> None:
    one, other = Journal(questions=5), Journal(questions=5, questions_failed=2)
    one.send(1, 0.0, 100)
    one.answer({"seq": 1, "status": "reading"}, 0.1)
    other.send(1, 0.0, 100)
    found = Churn(PLAN, seats(), 1.0, begun=7, refused=1, journals=[one, other]).figures()
    assert (found["came"], found["refused"], found["went_before"]) == (2, 1, 4)
    assert (found["questions"], found["questions_failed"]) == (10, 2)
    assert (found["sent"], found["stored"], found["unanswered"]) == (2, 1, 1)


def test_a_late_guest_does_not_wait_for_its_turn() -> None:
    # Six seconds are all that a guest has: the thousandth sends in them, too.
    turns = [LoadCamera(PLAN, number, Journal()).turn for number in (0, 1, 3, 4, 1002)]
    assert turns == [0, 0.25, 0.75, 0, 0.5]
