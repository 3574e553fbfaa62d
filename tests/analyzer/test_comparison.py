"""The comparison trains and scores every architecture alike, and a baseline without a network."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from analyzer import weights
from analyzer.training.baseline import descriptors, predictions
from analyzer.training.compare import Comparison, compare, table
from analyzer.training.data import load
from tests.analyzer import networks  # noqa: F401  registers the networks "tiny"

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def test_every_network_has_a_row_and_the_best_comes_first(small_data: Path, tmp_path: Path) -> None:
    order = Comparison(
        small_data, tmp_path, ("tiny", "tiny-pair"), epochs=1,
        json=tmp_path / "result.json", chart=tmp_path / "chart.png",
    )  # fmt: skip
    result = compare(order)
    accuracies = [row["accuracy"] for row in result["rows"].values()]
    assert result["rows"].keys() == {"tiny", "tiny-pair"}
    assert accuracies == sorted(accuracies, reverse=True)
    assert json.loads((tmp_path / "result.json").read_text()) == result
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert len(table(result).splitlines()) == 4


def test_gradients_do_not_see_how_light_a_picture_is() -> None:
    image = np.random.default_rng(0).integers(0, 120, (1, 48, 48), np.uint8)
    darker = descriptors(image)
    assert darker.shape == (1, 900)
    assert np.allclose(darker, descriptors(image * 2), atol=0.01)


def test_the_baseline_learns_what_can_be_learned(small_data: Path) -> None:
    training = load(small_data).part("training")
    predicted, took = predictions(training, training)
    assert (predicted == training.labels).mean() > 0.9
    assert took > 0


def test_the_guide_shows_the_committed_comparison() -> None:
    result = json.loads((weights.MODELS / "comparison.json").read_text(encoding="utf-8"))
    assert table(result) in (weights.MODELS / "README.md").read_text(encoding="utf-8")
