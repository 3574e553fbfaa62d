"""The levels that are found are the best ones that there are."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.timeline.affect import Floats
from analyzer.timeline.pelt import change_points

LEAST, PENALTY = 4, 0.125


def cost_of(values: Floats, changes: list[int]) -> float:
    """Return the squared error of the levels between changes, plus what the changes cost."""
    levels = np.split(values, changes)
    return float(sum(level.var() * len(level) for level in levels)) + PENALTY * len(changes)


def least_cost(values: Floats) -> float:
    """Return the cost of the best levels, by trying every place for the last change."""
    costs = [0.0] + [np.inf] * len(values)
    for end in range(LEAST, len(values) + 1):
        costs[end] = cost_of(values[:end], [])
        for start in range(LEAST, end - LEAST + 1):
            costs[end] = min(costs[end], costs[start] + cost_of(values[start:end], []) + PENALTY)
    return costs[-1]


# Three on which pruning without the delay gives a worse fit.
@example(40, 93)
@example(40, 198)
@example(40, 365)
@given(st.integers(8, 60), st.integers(0, 2**32 - 1))
def test_no_other_levels_fit_better(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    steps = np.repeat(random.uniform(-0.5, 0.5, n), random.integers(1, 9, n))[:n]
    values = steps + random.normal(0, 0.15, n)
    changes = change_points(values, LEAST, PENALTY)
    assert min(np.diff([0, *changes, n])) >= LEAST
    assert cost_of(values, changes) == pytest.approx(least_cost(values), abs=1e-9)


@pytest.mark.parametrize("n", range(8))
def test_two_levels_need_room(n: int) -> None:
    assert change_points(np.arange(n, dtype=float), LEAST, PENALTY) == []
