"""Among several workers channels_redis may deliver a frame twice: it counts, and is told, once."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

import pytest

from consult.clock import now_ms
from consult.consultations.models import Participant, Reading, Stream
from consult.consultations.services import streams
from consult.consultations.services.streams import Counters
from consult.live import frames, shared_clock
from consult.live.batch_analysis import BatchResult, FrameMessage, process_batch
from consult.live.frames import FrameConsumer
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of
from tests.consult.live.steps import ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream(erin: Participant) -> Stream:
    return streams.open_stream(erin)


def analysed(*frames: dict[str, Any]) -> BatchResult:
    return process_batch(cast("Any", ToldAnalyzer()), list(frames))


def test_a_frame_that_is_stored_is_answered_with_its_reading(stream: Stream) -> None:
    first, second = analysed(message_of(stream, 1)), analysed(message_of(stream, 1))
    assert [answer[2] for answer in second.answers] == ["reading"]
    assert json.loads(second.answers[0][4]) == json.loads(first.answers[0][4])
    assert Reading.objects.count() == 1


def test_a_frame_that_is_stored_is_not_told_again(stream: Stream) -> None:
    assert len(analysed(message_of(stream, 1)).stored) == 1
    assert analysed(message_of(stream, 1)).stored == []


def test_a_frame_that_is_new_is_stored_and_told(stream: Stream) -> None:
    analysed(message_of(stream, 1))
    assert [reading["seq"] for reading in analysed(message_of(stream, 2)).stored] == [2]


def test_the_same_number_of_another_stream_is_another_frame(
    erin: Participant, stream: Stream
) -> None:
    analysed(message_of(stream, 7))
    newer = streams.open_stream(erin)
    analysed(message_of(newer, 8))
    assert [reading["seq"] for reading in analysed(message_of(newer, 7)).stored] == [7]


def test_a_frame_behind_the_end_is_rejected(erin: Participant, stream: Stream) -> None:
    streams.open_stream(erin)
    assert analysed(message_of(stream, 1)).answers[0][2:4] == ("rejected", "stream_ended")


def test_the_accounts_balance(stream: Stream) -> None:
    for seq in (1, 1, 2, 2, 2):
        analysed(message_of(stream, seq))
    streams.close_stream(stream.pk, Counters(received=2), [1, 2])
    stream.refresh_from_db()
    assert (stream.stored, stream.in_flight) == (2, 0)


class HeldBench:
    """Stores what it is given once it may."""

    def __init__(self) -> None:
        self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def run(self, batch: list[FrameMessage]) -> BatchResult:
        self.begun.set()
        await self.may_go_on.wait()
        answers = [(one["stream"], one["seq"], "reading", "", "{}") for one in batch]
        return BatchResult(answers, [], [])


class Sent:
    """A layer that keeps what is sent."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[int, str]] = []

    async def time_ms(self) -> float:
        return float(now_ms())

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        assert channel == "hub"
        self.outcomes += [(seq, status) for _, seq, status, _, _ in message["answers"]]


@pytest.mark.usefixtures("unhurried")
async def test_each_copy_of_a_frame_is_answered_within_one_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent, held = Sent(), HeldBench()
    for room in (frames, shared_clock):
        monkeypatch.setattr(room, "get_channel_layer", lambda alias: sent)
    consumer = FrameConsumer()
    consumer.analysis_thread = cast("Any", held)

    async def deliver(seq: int) -> None:
        frame = {"stream": "s", "seq": seq, "waits_since": now_ms()}
        await consumer.frames_batch({"reply": "hub", "frames": [frame]})

    await deliver(1)
    await held.begun.wait()
    await deliver(1)  # once more, while the first copy is analysed
    await deliver(2)
    assert sent.outcomes == [(1, "dropped")]
    held.may_go_on.set()
    await consumer.finished()
    assert sorted(sent.outcomes) == [(1, "dropped"), (1, "reading"), (2, "reading")]
    assert consumer._working is not None
    consumer._working.cancel()
    await ended(consumer._working)
