"""One frame that fails costs no other frame of its batch anything."""

from __future__ import annotations

from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import DataError, OperationalError

from consult.consultations.models import Participant, Reading, Stream
from consult.consultations.services.streams import open_stream, store_readings
from consult.live import batch_analysis, frames
from consult.live.frames import AnalysisThread
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of

pytestmark = pytest.mark.django_db(transaction=True)


class TouchyAnalyzer(ToldAnalyzer):
    """Fails as a whole over one picture that it does not like."""

    def analyze(self, pictures: Any, *args: Any) -> Any:
        if b"bad" in pictures:
            raise RuntimeError("no such picture was thought of")
        return super().analyze(pictures, *args)


@pytest.fixture(autouse=True)
def analyzer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_analyzer", TouchyAnalyzer())


async def batch(erin: Participant, *pictures: bytes) -> list[dict[str, Any]]:
    stream: Stream = await database_sync_to_async(open_stream)(erin)
    return [message_of(stream, seq, picture) for seq, picture in enumerate(pictures, start=1)]


async def test_the_others_of_its_batch_are_stored(erin: Participant) -> None:
    work = await AnalysisThread().run(await batch(erin, b"happy", b"bad", b"empty"))
    assert [answer[1:4] for answer in work.answers] == [
        (1, "reading", ""),
        (2, "dropped", "analysis"),
        (3, "no_face", ""),
    ]
    assert [reading["seq"] for reading in work.stored] == [1, 3]
    assert len(work.consultations) == 2
    assert await Reading.objects.acount() == 2


async def test_one_that_cannot_be_stored_is_found_as_well(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def storing(readings: list[Reading], *args: Any) -> Any:
        if any(reading.seq == 2 for reading in readings):
            raise DataError("out of range")
        return store_readings(readings, *args)

    monkeypatch.setattr(batch_analysis, "store_readings", storing)
    work = await AnalysisThread().run(await batch(erin, b"happy", b"happy", b"happy"))
    assert [answer[2:4] for answer in work.answers] == [
        ("reading", ""),
        ("dropped", "storage"),
        ("reading", ""),
    ]
    assert await Reading.objects.acount() == 2


async def test_where_the_database_is_away_nothing_is_tried_again(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def away(readings: list[Reading], *args: Any) -> Any:
        tried.append(len(readings))
        raise OperationalError("no server")

    monkeypatch.setattr(batch_analysis, "store_readings", away)
    work = await AnalysisThread().run(await batch(erin, b"happy", b"happy"))
    assert tried == [2]
    assert {answer[2:4] for answer in work.answers} == {("dropped", "storage")}
