"""How the hub cuts frames into messages."""

from __future__ import annotations

import uuid
from typing import Any, cast

from consult.consultations.services.streams import Counters
from consult.live.frame_intake import Frame
from consult.live.hub import MESSAGE_BYTES, in_messages, packed
from consult.live.shared_clock import SharedClock


def frames(count: int, size: int) -> list[tuple[Any, Frame]]:
    camera = cast("Any", object())
    return [(camera, Frame(n, 0, 0, (0, 0, 1, 1), bytes(size))) for n in range(count)]


def test_small_frames_share_a_message() -> None:
    assert len(in_messages(frames(20, 11_000))) == 1


def test_a_message_stays_under_the_limit() -> None:
    batches = in_messages(frames(100, 20_000))
    assert all(sum(len(f.jpeg) for _, f in batch) <= MESSAGE_BYTES for batch in batches)


def test_no_frame_is_lost_or_reordered() -> None:
    batches = in_messages(frames(100, 20_000))
    assert [f.seq for batch in batches for _, f in batch] == list(range(100))


def test_nothing_waiting_makes_no_message() -> None:
    assert in_messages([]) == []


class Filming:
    """What is needed of a camera's socket."""

    stream_id = participant_id = consultation_id = uuid.UUID(int=1)
    counters = Counters()


def test_a_frame_waits_by_the_clock_that_workers_know_too() -> None:
    clock = SharedClock()
    clock.ahead_ms = -5_000
    sent = packed(cast("Any", Filming()), Frame(1, 90_000, 100_000, (0, 0, 1, 1), b""), clock)
    # What is stored stays by this host's clock, as the time of capture is.
    assert (sent["waits_since"], sent["received_at"]) == (95_000, 100_000)
