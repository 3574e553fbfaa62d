"""What a camera's socket decides about frames before any work is spent on them."""

from __future__ import annotations

import pytest

from consult.live import frame_header
from consult.live.frame_intake import IN_FLIGHT_MAX, PATIENCE, Frame, FrameIntake, Refused, TooFast

NOW = 1_700_000_000_000


def frame(seq: int, captured_at: int = NOW) -> bytes:
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, captured_at), b"jpeg"
    )


def refused(intake: FrameIntake, message: bytes, now: int = NOW) -> tuple[str, str]:
    answer = intake.admit(message, now)
    assert isinstance(answer, Refused)
    return answer.status, answer.reason


def balance(intake: FrameIntake) -> int:
    """Return received minus everything accounted for."""
    counters = intake.counters
    gone = sum(counters.rejected.values()) + sum(counters.dropped.values())
    return counters.received - gone - len(intake.unanswered)


def test_a_good_frame_is_admitted() -> None:
    admitted = FrameIntake(rate=5).admit(frame(1), NOW)
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
    assert refused(FrameIntake(rate=5), message) == ("rejected", reason)


def test_a_replayed_frame_is_rejected() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(7), NOW)
    assert refused(intake, frame(7)) == ("rejected", "replayed")
    assert refused(intake, frame(6)) == ("rejected", "replayed")


def test_a_paused_camera_is_rejected() -> None:
    assert refused(FrameIntake(rate=5, paused=True), frame(1)) == ("rejected", "paused")


def test_frames_over_the_credit_are_dropped() -> None:
    intake = FrameIntake(rate=50)
    for seq in range(1, IN_FLIGHT_MAX + 1):
        assert isinstance(intake.admit(frame(seq), NOW), Frame)
    assert refused(intake, frame(IN_FLIGHT_MAX + 1)) == ("dropped", "no_credit")


def test_frames_over_the_rate_are_dropped_until_the_bucket_refills() -> None:
    intake = FrameIntake(rate=1)
    statuses = [type(intake.admit(frame(seq), NOW)) for seq in range(1, 5)]
    assert statuses.count(Frame) == 4
    intake.open_frames.clear()
    intake.admit(frame(5), NOW)
    assert refused(intake, frame(6)) == ("dropped", "too_fast")
    assert isinstance(intake.admit(frame(7), NOW + 1000), Frame)


def test_a_flood_closes_the_socket() -> None:
    intake = FrameIntake(rate=1)
    flood = (intake.admit(frame(seq), NOW) for seq in range(1, PATIENCE + 20))
    with pytest.raises(TooFast):
        list(flood)


@pytest.mark.parametrize("ahead", [-30_000, 0, 30_000, 3_600_000])
def test_frames_are_dated_by_the_server_whatever_the_clients_clock_says(ahead: int) -> None:
    intake, dated = FrameIntake(rate=5), []
    for seq, (captured, received) in enumerate([(0, 10), (500, 900), (1000, 1010)], start=1):
        admitted = intake.admit(frame(seq, NOW + captured + ahead), NOW + received)
        assert isinstance(admitted, Frame)
        dated.append(admitted.captured_at - NOW)
    assert dated == [10, 510, 1010]


def test_an_answer_counts_once() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    assert intake.settle(1, "dropped", "superseded")
    assert not intake.settle(1, "dropped", "superseded")
    assert intake.counters.dropped == {"superseded": 1}


@pytest.mark.parametrize("status", ["dropped", "rejected"])
def test_a_frame_let_go_by_one_worker_and_stored_by_another_counts_as_stored(status: str) -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    intake.admit(frame(2), NOW)
    assert intake.settle(1, status, "superseded")  # type: ignore[arg-type]
    assert intake.settle(2, status, "superseded")  # type: ignore[arg-type]
    assert not intake.settle(1, "reading", "")
    assert not intake.settle(1, "reading", "")
    assert sum((intake.counters.dropped | intake.counters.rejected).values()) == 1


def test_a_stored_frame_that_another_worker_lets_go_stays_stored() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    assert intake.settle(1, "reading", "")
    assert not intake.settle(1, "dropped", "superseded")
    assert intake.counters.dropped == {}


def test_a_frame_given_up_stays_open_in_the_accounts() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    assert intake.give_up(NOW + 11_000, 10_000) == [1]
    assert intake.unanswered == [1]
    assert balance(intake) == 0


def test_a_clock_that_is_set_back_holds_no_place() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    assert intake.give_up(NOW - 500, 10_000) == []
    assert intake.give_up(NOW - 3_600_000, 10_000) == [1]


def test_a_frame_that_may_have_been_sent_stays_open_in_the_accounts() -> None:
    # The connection to Redis was reset: the message may be there, and a worker may store it.
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    assert intake.settle(1, "dropped", "unavailable")
    assert (intake.unanswered, intake.counters.dropped, len(intake.open_frames)) == ([1], {}, 0)
    assert balance(intake) == 0
    assert not intake.settle(1, "reading", "")
    assert (intake.unanswered, intake.counters.dropped) == ([], {})


def test_that_nobody_knows_is_no_outcome_of_a_frame_given_up() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    intake.give_up(NOW + 11_000, 10_000)
    assert not intake.settle(1, "dropped", "unavailable")
    assert (intake.unanswered, intake.counters.dropped) == ([1], {})


def test_an_answer_after_giving_up_is_taken_into_the_accounts_only() -> None:
    intake = FrameIntake(rate=5)
    intake.admit(frame(1), NOW)
    intake.give_up(NOW + 11_000, 10_000)
    assert not intake.settle(1, "reading", "")
    assert intake.unanswered == []


def test_the_accounts_balance_over_a_mixed_run() -> None:
    intake = FrameIntake(rate=2)
    messages = [frame(1), b"x", frame(1), frame(2), frame(3), *[frame(9)] * 10]
    for message in messages:
        intake.admit(message, NOW)
    intake.settle(2, "rejected", "truncated")
    assert balance(intake) == 0
