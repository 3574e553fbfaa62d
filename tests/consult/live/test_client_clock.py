"""A client's clock may be off by anything: readings lie in the server's time, in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.live.client_clock import MAX_DELAY_MS, WINDOW_MS, ClientClock

NOW = 1_700_000_000_000
delays = st.lists(st.integers(0, 3_000), min_size=1, max_size=50)


def moments(delays: list[int], ahead: int) -> list[tuple[int, int, int]]:
    """Return (server's time of capture, client's time of capture, time of receipt) of frames.

    Two a second, received in order, by a client whose clock is ahead by so much.
    """
    found, received = [], 0
    for number, delay in enumerate(delays):
        captured = NOW + 500 * number
        received = max(received, captured + delay)
        found.append((captured, captured + ahead, received))
    return found


@given(delays, st.integers(-(10**10), 10**10))
def test_a_moment_is_late_by_the_least_delay_so_far_at_most(delays: list[int], ahead: int) -> None:
    clock, least = ClientClock(), 3_000
    for captured, told, received in moments(delays, ahead):
        assert captured <= clock.captured(told, received) <= min(received, captured + least)
        least = min(least, received - captured)


@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 5_000)), max_size=50))
def test_whatever_a_client_tells_order_and_bounds_hold(frames: list[tuple[int, int]]) -> None:
    clock, received, found = ClientClock(), NOW, [NOW - MAX_DELAY_MS]
    for told, after in frames:
        received += after
        found.append(clock.captured(told, received))
        assert received - MAX_DELAY_MS <= found[-1] <= received
    assert all(earlier <= later for earlier, later in pairwise(found))


@pytest.mark.parametrize("ahead", [-3_600_000, -7_000, 7_000, 50_000, 3_600_000])
def test_a_late_frame_keeps_its_moment_of_capture(ahead: int) -> None:
    clock = ClientClock()
    clock.captured(NOW + ahead, NOW + 20)
    assert clock.captured(NOW + 500 + ahead, NOW + 500 + 820) == NOW + 520


@pytest.mark.parametrize("step", [-3_600_000, -20_000, 20_000, 3_600_000])
def test_a_clock_that_is_set_is_followed_at_once(step: int) -> None:
    clock = ClientClock()
    clock.captured(NOW, NOW + 20)
    assert clock.captured(NOW + 500 + step, NOW + 520) == NOW + 520


def test_a_clock_that_is_set_back_a_little_is_followed_within_two_windows() -> None:
    clock = ClientClock()
    for moment in range(NOW, NOW + WINDOW_MS, 500):
        clock.captured(moment, moment)
    for moment in range(NOW + WINDOW_MS, NOW + 3 * WINDOW_MS, 500):
        clock.captured(moment - 2_000, moment)
    after = NOW + 3 * WINDOW_MS
    assert clock.captured(after - 2_000, after) == after
