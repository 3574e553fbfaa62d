"""Whether two smiles go along with each other, held against chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.timeline import Series, Synchrony, synchrony
from tests.analyzer.series import any_series, showing


def smiles(seed: int, seconds: int = 900) -> list[str | None]:
    """Return two frames a second of somebody who smiles now and then for about ten seconds."""
    random = np.random.default_rng(seed)
    names: list[str | None] = []
    while len(names) < 2 * seconds:
        names.extend(["neutral"] * int(random.exponential(60)))
        names.extend(["happiness"] * int(random.integers(8, 40)))
    return names[: 2 * seconds]


def found(first: list[str | None], second: list[str | None]) -> Synchrony:
    result = synchrony(showing(first), showing(second))
    assert isinstance(result, Synchrony)
    return result


def test_one_who_smiles_back_is_in_step_and_behind() -> None:
    erin = smiles(1)
    alice: list[str | None] = [*["neutral"] * 6, *erin[:-6]]
    both = found(erin, alice)
    assert both.is_clear
    assert both.value > 0.9
    assert both.lag_s == 3
    assert found(alice, erin).lag_s == -3


def test_two_strangers_are_mostly_within_chance() -> None:
    outside = sum(found(smiles(seed), smiles(seed + 1000)).is_clear for seed in range(40))
    assert outside <= 6


def test_smiling_against_each_other_is_below_chance() -> None:
    erin = smiles(1)
    turned = ["neutral" if name == "happiness" else "happiness" for name in erin]
    assert found(erin, list(turned)).value < found(erin, list(turned)).low


def test_a_face_away_is_left_out_and_not_taken_for_no_smile() -> None:
    erin = smiles(1)
    alice = [*erin[:400], *[None] * 600, *erin[1000:]]
    both = found(erin, alice)
    assert both.value == pytest.approx(1, abs=0.02)
    assert both.seconds == 600


def test_under_three_minutes_together_nothing_is_said() -> None:
    assert synchrony(showing(smiles(1, 170)), showing(smiles(1, 170))) == "seconds"
    alone: list[str | None] = [*smiles(1)[:900], *[None] * 900]
    after: list[str | None] = [*[None] * 900, *smiles(2)[:900]]
    assert synchrony(showing(alone), showing(after)) == "seconds"


def test_a_face_that_never_changed_goes_along_with_nothing() -> None:
    assert synchrony(showing(smiles(1)), showing(["neutral"] * 1800)) == "unchanging"


def test_both_faces_in_the_same_seconds_only_leave_nothing_of_chance() -> None:
    random = np.random.default_rng(3)
    there = random.random(900) < 0.3
    erin, alice = smiles(1), smiles(2)
    for row in range(1800):
        if not there[row // 2]:
            erin[row] = alice[row] = None
    assert synchrony(showing(erin), showing(alice)) == "chance"


def test_who_was_there_before_the_opening_counts_as_well() -> None:
    early = showing(smiles(1), start=-30.0)
    assert synchrony(early, early) == synchrony(showing(smiles(1)), showing(smiles(1)))


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_it_lies_within_its_scale_and_is_the_same_each_time(seed: int) -> None:
    first, second = smiles(seed, 300), smiles(seed + 1, 300)
    one = synchrony(showing(first), showing(second))
    assert one == synchrony(showing(first), showing(second))
    if isinstance(one, Synchrony):
        assert -1 <= one.low <= one.high <= 1
        assert -1 <= one.value <= 1
        assert abs(one.lag_s) <= 5


@given(any_series(), any_series())
def test_any_two_series_give_an_answer_without_a_warning(first: Series, second: Series) -> None:
    result = synchrony(first, second)
    assert isinstance(result, Synchrony) or result in ("seconds", "unchanging")
