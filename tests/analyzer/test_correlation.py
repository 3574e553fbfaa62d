"""The lag-1 autocorrelation from running sums is the one of its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.timeline.affect import Floats
from analyzer.timeline.correlation import Correlation


def defined(values: Floats) -> float:
    """Return it as textbooks do: centred first, then summed."""
    centred = values - values.mean()
    return float(np.clip(centred[1:] @ centred[:-1] / (centred @ centred), 0, 0.99))


@given(st.integers(3, 4000), st.floats(0.001, 0.5), st.integers(0, 2**32 - 1))
def test_it_is_that_of_the_centred_values(n: int, spread: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.uniform(-1, 1) + spread * np.sin(np.arange(n) / 9) + spread * random.random(n)
    assert Correlation.of(values).autocorrelation == pytest.approx(defined(values), abs=1e-7)


@pytest.mark.parametrize("values", [[], [0.4], [0.1, 0.9], [0.3] * 50])
def test_what_does_not_vary_has_none(values: list[float]) -> None:
    sums = Correlation.of(np.array(values))
    assert (sums.autocorrelation, sums.effective) == (0.0, len(values))
