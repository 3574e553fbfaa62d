"""The worker's slots: newest wins, everyone gets a turn."""

from __future__ import annotations

from typing import Any

from consult.live.slots import BATCH_MAX, Slots


def frame(stream: str, seq: int) -> dict[str, Any]:
    return {"stream": stream, "seq": seq}


def test_a_newer_frame_replaces_the_waiting_one() -> None:
    slots = Slots()
    assert slots.put(frame("a", 1)) is None
    assert slots.put(frame("a", 2)) == frame("a", 1)
    assert slots.take() == [frame("a", 2)]


def test_a_late_frame_does_not_replace_a_newer_one() -> None:
    slots = Slots()
    slots.put(frame("a", 2))
    assert slots.put(frame("a", 1)) == frame("a", 1)
    assert slots.take() == [frame("a", 2)]


def test_a_frame_delivered_twice_waits_once() -> None:
    slots = Slots()
    slots.put(frame("a", 1))
    assert slots.put(frame("a", 1)) is None
    assert slots.take() == [frame("a", 1)]
    assert not len(slots)


def test_whoever_waits_longest_goes_first() -> None:
    slots = Slots()
    for stream in ("a", "b", "a"):
        slots.put(frame(stream, 1))
    assert [taken["stream"] for taken in slots.take()] == ["a", "b"]


def test_a_batch_is_bounded_and_the_rest_keeps_waiting() -> None:
    slots = Slots()
    for number in range(BATCH_MAX + 3):
        slots.put(frame(str(number), 1))
    assert len(slots.take()) == BATCH_MAX
    assert len(slots) == 3
