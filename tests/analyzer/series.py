"""Series of readings for the timeline's tests."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from analyzer.results import EXPRESSIONS
from analyzer.timeline import Series

Reading = tuple[float, tuple[float, ...] | None]


def certain(name: str) -> tuple[float, ...]:
    """Return the probabilities of someone who shows this expression and nothing else."""
    return tuple(float(name == other) for other in EXPRESSIONS)


def showing(names: Sequence[str | None], step: float = 0.5, start: float = 0.0) -> Series:
    """Return readings `step` seconds apart; None is a frame without a reading."""
    readings: list[Reading] = [
        (start + row * step, None if name is None else certain(name))
        for row, name in enumerate(names)
    ]
    return Series.of(readings)


def random_series(n: int, seed: int = 1, missing: float = 0.2) -> Series:
    """Return n readings 0.2 to 1.2 s apart, a few longer silences, some missing."""
    random = np.random.default_rng(seed)
    steps = random.uniform(0.2, 1.2, n) + random.choice([0.0, 8.0], n, p=[0.97, 0.03])
    valid = random.random(n) >= missing
    probabilities = random.dirichlet(np.ones(len(EXPRESSIONS)), n)
    probabilities[~valid] = np.nan
    return Series(np.cumsum(steps), probabilities, valid)


@st.composite
def any_series(draw: st.DrawFn) -> Series:
    """Draw 0 to 60 readings at any times, valid or missing."""
    steps = draw(st.lists(st.floats(0, 20), max_size=60))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    t = np.cumsum(np.array(steps, np.float64))
    valid = random.random(len(t)) < random.random()
    probabilities = random.dirichlet(np.full(len(EXPRESSIONS), 0.3), len(t))
    return Series(t, np.where(valid[:, None], probabilities, np.nan), valid)
