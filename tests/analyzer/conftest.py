"""Small made-up data for the training tests; no picture of FER2013 is needed."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from analyzer.results import EXPRESSIONS

# A busy machine is no counterexample: examples have no deadline, the suite as a whole has.
settings.register_profile("analyzer", deadline=None)
settings.load_profile("analyzer")


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an npz of 140 noise pictures, 100 Training and 40 PublicTest, with votes."""
    random = np.random.default_rng(0)
    labels = np.arange(140, dtype=np.uint8) % len(EXPRESSIONS)
    noise = random.integers(0, 60, (140, 48, 48))
    votes = np.zeros((140, 10), np.uint8)
    # The vote columns begin with neutral; nine of ten agree with the label.
    columns = np.array([4, 5, 6, 1, 3, 2, 0])[labels]
    votes[np.arange(140), columns] = 9
    votes[:, 8] = 1
    path = tmp_path_factory.mktemp("data") / "faces.npz"
    np.savez(
        path,
        images=(noise + 25 * labels[:, None, None]).astype(np.uint8),
        labels=labels,
        split=(np.arange(140) >= 100).astype(np.uint8),
        votes=votes,
    )
    return path
