"""A connection that breaks at the commit: the answer is what the database then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError, connection, connections

from consult.consultations.models import Participant, Reading, Stream
from consult.consultations.services.streams import open_stream, store_readings
from consult.live import batch_analysis, frames
from consult.live.frames import AnalysisThread
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of

pytestmark = pytest.mark.django_db(transaction=True)

Store = Callable[..., Any]


@pytest.fixture
async def batch(erin: Participant, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Two frames of Erin's, the second without a face."""
    monkeypatch.setattr(frames, "_analyzer", ToldAnalyzer())
    stream: Stream = await database_sync_to_async(open_stream)(erin)
    return [message_of(stream, 1, b"happy"), message_of(stream, 2, b"empty")]


def breaking(monkeypatch: pytest.MonkeyPatch, *tries: Store) -> None:
    """Let the connection break at the end of these tries, and stand from then on."""
    left = list(tries)

    def store(*given: Any) -> Any:
        if not left:
            return store_readings(*given)
        left.pop(0)(*given)
        connection.close()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(batch_analysis, "store_readings", store)
    # SQLite has no server that could go away, and says so.
    server = type(connections["default"])
    monkeypatch.setattr(server, "is_usable", lambda self: self.connection is not None)


def nothing(*_given: Any) -> None:
    """Break before anything is committed."""


async def test_what_was_committed_is_answered_as_stored(
    batch: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, store_readings)
    work = await AnalysisThread().run(batch)
    assert [answer[1:4] for answer in work.answers] == [(1, "reading", ""), (2, "no_face", "")]
    rows = [row async for row in Reading.objects.order_by("seq")]
    assert [(row.seq, row.position) for row in rows] == [(1, 1), (2, 2)]
    # Nobody has told the dashboards yet.
    assert [told["id"] for told in work.stored] == [row.pk for row in rows]


async def test_what_was_not_committed_is_stored_now(
    batch: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, nothing)
    work = await AnalysisThread().run(batch)
    assert [answer[2] for answer in work.answers] == ["reading", "no_face"]
    assert await Reading.objects.acount() == 2


@pytest.mark.parametrize("first", [store_readings, nothing])
async def test_where_nobody_can_be_asked_nothing_is_claimed(
    batch: list[dict[str, Any]], first: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, first, nothing)
    work = await AnalysisThread().run(batch)
    assert [answer[2:4] for answer in work.answers] == [("dropped", "unavailable")] * 2
    assert (work.stored, work.consultations) == ([], [])
