"""What a camera's socket decides about frames before any work is spent on them."""

from __future__ import annotations

import pytest

from consult.live import frame_header
from consult.live.door import IN_FLIGHT_MAX, PATIENCE, Door, Frame, Refused, TooFast

NOW = 1_700_000_000_000


def frame(seq: int, captured_at: int = NOW) -> bytes:
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, captured_at), b"jpeg"
    )


def refused(door: Door, message: bytes, now: int = NOW) -> tuple[str, str]:
    answer = door.admit(message, now)
    assert isinstance(answer, Refused)
    return answer.status, answer.reason


def balance(door: Door) -> int:
    """Return received minus everything accounted for."""
    counters = door.counters
    gone = sum(counters.rejected.values()) + sum(counters.dropped.values())
    return counters.received - gone - len(door.unanswered)


def test_a_good_frame_is_admitted() -> None:
    admitted = Door(rate=5).admit(frame(1), NOW)
    assert isinstance(admitted, Frame)
    assert (admitted.seq, admitted.jpeg, admitted.region) == (
        1,
        b"jpeg",
        frame_header.WHOLE_PICTURE,
    )


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"", "short_header"),
        (b"\x01" * 21, "short_header"),
        (b"\x02" + frame(1)[1:], "wrong_version"),
        (frame(1)[:22], "empty"),
        (frame_header.HEADER.pack(1, 0, 60000, 0, 10000, 65535, 1, NOW) + b"jpeg", "bad_region"),
        (frame_header.HEADER.pack(1, 0, 0, 0, 0, 65535, 1, NOW) + b"jpeg", "bad_region"),
        (frame_header.HEADER.pack(1, 0, 0, 0, 1023, 65535, 1, NOW) + b"jpeg", "bad_region"),
        (frame_header.HEADER.pack(1, 0, 0, 0, 65535, 1023, 1, NOW) + b"jpeg", "bad_region"),
    ],
)
def test_a_message_that_is_no_frame_is_rejected_with_the_reason(
    message: bytes, reason: str
) -> None:
    assert refused(Door(rate=5), message) == ("rejected", reason)


def test_a_replayed_frame_is_rejected() -> None:
    door = Door(rate=5)
    door.admit(frame(7), NOW)
    assert refused(door, frame(7)) == ("rejected", "replayed")
    assert refused(door, frame(6)) == ("rejected", "replayed")


def test_a_paused_camera_is_rejected() -> None:
    assert refused(Door(rate=5, paused=True), frame(1)) == ("rejected", "paused")


def test_frames_over_the_credit_are_dropped() -> None:
    door = Door(rate=50)
    for seq in range(1, IN_FLIGHT_MAX + 1):
        assert isinstance(door.admit(frame(seq), NOW), Frame)
    assert refused(door, frame(IN_FLIGHT_MAX + 1)) == ("dropped", "no_credit")


def test_frames_over_the_rate_are_dropped_until_the_bucket_refills() -> None:
    door = Door(rate=1)
    statuses = [type(door.admit(frame(seq), NOW)) for seq in range(1, 5)]
    assert statuses.count(Frame) == 4
    door.open_frames.clear()
    door.admit(frame(5), NOW)
    assert refused(door, frame(6)) == ("dropped", "too_fast")
    assert isinstance(door.admit(frame(7), NOW + 1000), Frame)


def test_a_flood_closes_the_socket() -> None:
    door = Door(rate=1)
    flood = (door.admit(frame(seq), NOW) for seq in range(1, PATIENCE + 20))
    with pytest.raises(TooFast):
        list(flood)


@pytest.mark.parametrize("ahead", [-30_000, 0, 30_000, 3_600_000])
def test_frames_are_dated_by_the_server_whatever_the_clients_clock_says(ahead: int) -> None:
    door, dated = Door(rate=5), []
    for seq, (captured, received) in enumerate([(0, 10), (500, 900), (1000, 1010)], start=1):
        admitted = door.admit(frame(seq, NOW + captured + ahead), NOW + received)
        assert isinstance(admitted, Frame)
        dated.append(admitted.captured_at - NOW)
    assert dated == [10, 510, 1010]


def test_an_answer_counts_once() -> None:
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    assert door.settle(1, "dropped", "superseded")
    assert not door.settle(1, "dropped", "superseded")
    assert door.counters.dropped == {"superseded": 1}


@pytest.mark.parametrize("status", ["dropped", "rejected"])
def test_a_frame_let_go_by_one_worker_and_stored_by_another_counts_as_stored(status: str) -> None:
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    door.admit(frame(2), NOW)
    assert door.settle(1, status, "superseded")  # type: ignore[arg-type]
    assert door.settle(2, status, "superseded")  # type: ignore[arg-type]
    assert not door.settle(1, "reading", "")
    assert not door.settle(1, "reading", "")
    assert sum((door.counters.dropped | door.counters.rejected).values()) == 1


def test_a_stored_frame_that_another_worker_lets_go_stays_stored() -> None:
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    assert door.settle(1, "reading", "")
    assert not door.settle(1, "dropped", "superseded")
    assert door.counters.dropped == {}


def test_a_frame_given_up_stays_open_in_the_accounts() -> None:
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    assert door.give_up(NOW + 11_000, 10_000) == [1]
    assert door.unanswered == [1]
    assert balance(door) == 0


def test_a_frame_that_may_have_been_sent_stays_open_in_the_accounts() -> None:
    # The connection to Redis was reset: the message may be there, and a worker may store it.
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    assert door.settle(1, "dropped", "unavailable")
    assert (door.unanswered, door.counters.dropped, len(door.open_frames)) == ([1], {}, 0)
    assert balance(door) == 0
    assert not door.settle(1, "reading", "")
    assert (door.unanswered, door.counters.dropped) == ([], {})


def test_an_answer_after_giving_up_is_taken_into_the_accounts_only() -> None:
    door = Door(rate=5)
    door.admit(frame(1), NOW)
    door.give_up(NOW + 11_000, 10_000)
    assert not door.settle(1, "reading", "")
    assert door.unanswered == []


def test_the_accounts_balance_over_a_mixed_run() -> None:
    door = Door(rate=2)
    messages = [frame(1), b"x", frame(1), frame(2), frame(3), *[frame(9)] * 10]
    for message in messages:
        door.admit(message, NOW)
    door.settle(2, "rejected", "truncated")
    assert balance(door) == 0
