"""When the level of the valence changed and stayed changed."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.results import EXPRESSIONS
from analyzer.timeline import VALENCE, Series, may_turn, nearest, turning_points
from tests.analyzer.series import any_series, random_series, showing

HAPPY, SAD = EXPRESSIONS.index("happiness"), EXPRESSIONS.index("sadness")


def mixed(levels: list[tuple[float, float]], seed: int = 2, rate: float = 2.0) -> Series:
    """Return (seconds, share of frames with a smile) one after the other, neutral otherwise."""
    random = np.random.default_rng(seed)
    shares = np.concatenate([np.full(round(length * rate), share) for length, share in levels])
    names = ["happiness" if random.random() < share else "neutral" for share in shares]
    return showing(names, step=1 / rate)


def test_a_smile_for_a_minute_turns_up_and_down_again() -> None:
    found = turning_points(showing(["neutral"] * 240 + ["happiness"] * 120 + ["neutral"] * 240))
    assert [(point.t, point.until) for point in found] == [(120, 180), (180, 299.5)]
    assert [point.size for point in found] == pytest.approx([0.81, -0.81], abs=0.02)


def test_its_size_is_that_of_the_readings_and_not_of_the_line_that_lags() -> None:
    [point] = turning_points(mixed([(300, 0.1), (300, 0.7)]))
    assert point.t == pytest.approx(300, abs=6)
    assert (point.before, point.after) == pytest.approx((0.08, 0.57), abs=0.05)


@pytest.mark.parametrize(("seconds", "points"), [(4, 0), (20, 2)])
def test_a_moment_is_no_turning_point(seconds: int, points: int) -> None:
    smile = ["happiness"] * (2 * seconds)
    found = turning_points(showing(["neutral"] * 200 + smile + ["neutral"] * 200))
    assert len(found) == points


def test_a_small_change_is_none_however_long_it_holds() -> None:
    assert turning_points(mixed([(600, 0.1), (600, 0.3)])) == []


def test_an_hour_of_the_same_mixture_does_not_turn() -> None:
    assert turning_points(mixed([(3600, 0.4)])) == []


def test_the_first_frame_alone_is_no_level() -> None:
    assert turning_points(showing(["happiness", *["neutral"] * 200])) == []


def test_a_gap_is_neither_neutral_nor_a_turn() -> None:
    smile, away = ["happiness"] * 120, [None] * 200
    assert turning_points(showing([*smile, *away, *smile])) == []


def test_a_change_behind_a_gap_is_dated_when_the_face_is_back() -> None:
    found = turning_points(showing(["neutral"] * 120 + [None] * 100 + ["happiness"] * 120))
    assert [point.t for point in found] == [110]
    assert found[0].size == pytest.approx(0.81)


def test_an_unsure_class_turns_less() -> None:
    series = showing(["neutral"] * 120 + ["sadness"] * 120)
    [point] = turning_points(series, {"sadness": 0.5})
    assert point.size == pytest.approx(-0.315)
    assert turning_points(series, {"sadness": 0.3}) == []


@pytest.mark.parametrize("names", [[], ["neutral"], [None] * 40, ["neutral"] * 10])
def test_too_little_to_turn_turns_not(names: list[str | None]) -> None:
    assert turning_points(showing(names)) == []
    assert not may_turn(showing(names))


@pytest.mark.parametrize(("frames", "room"), [(12, False), (17, True)])
def test_only_twice_eight_seconds_are_room_for_two_levels(frames: int, room: bool) -> None:
    away: list[str | None] = [None] * 100
    half: list[str | None] = ["neutral"] * frames
    assert may_turn(showing([*half, *away, *half])) == room


@given(any_series())
def test_each_is_large_enough_and_follows_the_one_before(series: Series) -> None:
    found = turning_points(series)
    for point in found:
        assert abs(point.size) >= 0.25
        assert series.t[0] <= point.t <= point.until <= series.t[-1]
    for one, two in pairwise(found):
        assert (one.until, one.after) == (two.t, two.before)


@given(st.integers(0, 2**32 - 1))
def test_turned_upside_down_it_turns_the_other_way(seed: int) -> None:
    levels = np.random.default_rng(seed).uniform(0, 0.45, 4)
    up = mixed([(60, 2 * level) for level in levels], seed)
    # A smile replaced by the sadness that lies as far below zero.
    recall = {"sadness": VALENCE[HAPPY] / -VALENCE[SAD]}
    swapped = up.probabilities.copy()
    swapped[:, [HAPPY, SAD]] = swapped[:, [SAD, HAPPY]]
    down = turning_points(Series(up.t, swapped, up.valid), recall)
    assert [(p.t, round(p.size, 6)) for p in turning_points(up)] == [
        (p.t, round(-p.size, 6)) for p in down
    ]


@given(st.integers(0, 200), st.integers(0, 2**32 - 1))
def test_it_does_not_hang_on_when_the_clock_began(bins: int, seed: int) -> None:
    series = random_series(300, seed)
    later = Series(series.t + 2 * bins, series.probabilities, series.valid)
    found, shifted = turning_points(series), turning_points(later)
    assert [p.t - 2 * bins for p in shifted] == pytest.approx([p.t for p in found])
    assert [p.size for p in shifted] == pytest.approx([p.size for p in found])


def test_the_nearest_marker_is_named_if_one_is_near() -> None:
    assert nearest(100, [20.0, 95.0, 130.0], within=60) == 1
    assert nearest(100, [20.0], within=60) is None
    assert nearest(100, [], within=60) is None
