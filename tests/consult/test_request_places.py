"""So many requests at once, a short queue, and a plain no for the rest; without a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path

from consult import request_bodies, request_places
from consult import request_shares as shares
from consult.request_places import RequestPlaces
from tests.consult.requesters import Asked, Slow, settled

MOST = 8


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    for place, name in ((shares, "WAIT_S"), (request_bodies, "BODY_S"), (request_places, "SLOW_S")):
        monkeypatch.setattr(place, name, 0.05)


async def test_of_three_hundred_at_once_so_many_are_inside() -> None:
    slow = Slow()
    asked = [Asked(RequestPlaces(slow, 300)) for _ in range(300)]
    await settled()
    assert slow.most_inside == 300, "the control: they are at once"
    slow.go.set()
    await asyncio.gather(*(one.task for one in asked))
    slow = Slow()
    gate = RequestPlaces(slow, MOST)
    asked = [Asked(gate) for _ in range(300)]
    await settled()
    assert (slow.most_inside, gate.places.all.waiting) == (MOST, 4 * MOST)
    slow.go.set()
    statuses = [await one.status() for one in asked]
    assert statuses.count(200) == 5 * MOST
    assert statuses.count(503) == 300 - 5 * MOST
    assert slow.most_inside == MOST


async def test_who_is_refused_hears_when_to_come_again() -> None:
    gate = RequestPlaces(Slow(), 1)
    asked = [Asked(gate) for _ in range(6)]
    await settled()
    assert await asked[-1].status() == 503
    start, body = asked[-1].said
    assert (b"retry-after", b"2") in start["headers"]
    assert json.loads(body["body"])["code"] == "busy"
    for one in asked:
        one.task.cancel()


@pytest.mark.usefixtures("short")
async def test_who_waits_in_vain_is_told_so() -> None:
    slow = Slow()
    gate = RequestPlaces(slow, 1)
    first, second = Asked(gate), Asked(gate)
    assert await second.status() == 503
    slow.go.set()
    assert await first.status() == 200
    assert await Asked(gate).status() == 200, "the place is free again"


async def test_who_asks_for_life_passes_by() -> None:
    gate = RequestPlaces(Slow(), 1, beside=("/healthz/",))
    held = Asked(gate)
    await settled()
    assert await Asked(gate, "/healthz/").status() == 200
    held.task.cancel()


async def test_an_application_that_fails_gives_its_place_back() -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        raise LookupError

    gate = RequestPlaces(failing, 1)
    for _ in range(3):
        with pytest.raises(LookupError):
            await Asked(gate).task


@pytest.mark.usefixtures("short")
async def test_a_body_that_comes_slowly_holds_no_place_and_has_an_end() -> None:
    slow = Slow()
    slow.go.set()
    gate = RequestPlaces(slow, 1)
    unended = [Asked(gate, body=()) for _ in range(5)]
    for one in unended:
        one.send(b"a", more=True)
    await settled()
    assert await Asked(gate).status() == 200
    assert [await one.status() for one in unended] == [408] * 5
    assert not gate.bodies.held


async def test_bodies_have_an_end_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_bodies, "BODIES_BYTES", 100)
    monkeypatch.setattr(request_bodies, "SMALL_BYTES", 10)
    gate = RequestPlaces(Slow(), 4)
    held = Asked(gate, body=(b"x" * 90,))
    await settled()
    assert await Asked(gate, body=(b"x" * 20,)).status() == 503
    held.task.cancel()
    await settled()
    assert not gate.bodies.held


async def test_large_bodies_that_never_end_keep_no_small_one_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(request_bodies, "BODIES_BYTES", 100)
    monkeypatch.setattr(request_bodies, "SMALL_BYTES", 10)
    slow = Slow()
    slow.go.set()
    gate = RequestPlaces(slow, 4)
    unended = []
    for _ in range(3):
        one = Asked(gate, body=())
        one.send(b"x" * 33, more=True)
        unended.append(one)
    await settled()
    assert await Asked(gate, body=(b"x" * 20,)).status() == 503
    assert await Asked(gate, body=(b"x" * 9,)).status() == 200
    for one in unended:
        one.task.cancel()
    await settled()
    assert not gate.bodies.held


# --- With Django behind it -----------------------------------------------------------------------
going = asyncio.Event()


async def parts() -> AsyncIterator[bytes]:
    yield b"first"
    await going.wait()
    yield b"last"


def export(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(parts())


urlpatterns = [path("export/", export)]


@pytest.fixture
def finished(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What Django has finished: that is when a connection to the database is closed."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    monkeypatch.setitem(globals(), "going", asyncio.Event())
    seen: list[Any] = []

    def note(**_: Any) -> None:
        seen.append(True)

    request_finished.connect(note)
    yield seen
    request_finished.disconnect(note)


async def test_exports_hold_no_place_of_a_page_and_are_few(finished: list[Any]) -> None:
    gate = RequestPlaces(ASGIHandler(), MOST)
    exports = [Asked(gate, "/export/") for _ in range(MOST)]
    few = request_places.long_ones(MOST)
    async with asyncio.timeout(10):
        while len(finished) < MOST - few or sum(len(one.said) > 1 for one in exports) < MOST:
            await asyncio.sleep(0.01)
    # Those that go on hold none, those that were refused gave theirs back.
    assert not gate.places.all._free.locked()
    assert gate.places.all._free._value == MOST
    going.set()
    statuses = [await one.status() for one in exports]
    assert sorted(statuses) == [200] * few + [503] * (MOST - few)
    assert len(finished) == MOST, "each was closed by Django itself"
    assert gate.long_places.all._free._value == few


@pytest.mark.usefixtures("short")
async def test_a_reader_who_takes_nothing_is_given_up(finished: list[Any]) -> None:
    gate = RequestPlaces(ASGIHandler(), MOST)
    reader = Asked(gate, "/export/")
    reader.listens.clear()
    await asyncio.wait_for(reader.task, 10)
    assert len(finished) == 1
    assert gate.long_places.all._free._value == request_places.long_ones(MOST)


async def test_a_client_who_goes_away_frees_the_place(finished: list[Any]) -> None:
    gate = RequestPlaces(ASGIHandler(), MOST)
    gone = Asked(gate, "/export/")
    async with asyncio.timeout(10):
        while len(gone.said) < 2:
            await asyncio.sleep(0.01)
    gone.coming.put_nowait({"type": "http.disconnect"})
    await asyncio.wait_for(gone.task, 10)
    assert len(finished) == 1
    assert gate.long_places.all._free._value == request_places.long_ones(MOST)
