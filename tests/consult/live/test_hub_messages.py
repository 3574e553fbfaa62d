"""How the hub cuts frames into messages."""

from __future__ import annotations

from typing import Any, cast

from consult.live.door import Frame
from consult.live.hub import MESSAGE_BYTES, in_messages


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
