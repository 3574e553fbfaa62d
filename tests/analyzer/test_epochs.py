"""One epoch: what the network is shown, and what whoever watches sees of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from analyzer.training import distribution
from analyzer.training import train as module
from analyzer.training.average import Average
from analyzer.training.data import load
from analyzer.training.recipes import Balance, Recipe, Target
from analyzer.training.schedule import Schedule
from analyzer.training.teachers import Teachers
from analyzer.training.train import Trainee, views_of
from tests.analyzer import networks


class Shown:
    """A network that keeps what it is fitted on."""

    output_shape = (None, 7)

    def fit(self, views: Any, targets: Any, **options: Any) -> SimpleNamespace:
        self.views, self.targets, self.options = views, targets, options
        return SimpleNamespace(history={"loss": [1.5], "accuracy": [0.25]})


def test_views_targets_weights_and_teachers_reach_the_network(small_data: Path) -> None:
    faces = load(small_data).part("training")
    # Disgust comes twice: the few count more.
    some = faces.rows(np.setdiff1d(np.arange(100), np.flatnonzero(faces.labels == 1)[2:]))
    taught = Target(taught=0.5, teachers=("mini-xception",))
    recipe = Recipe("tiny", batch=16, target=taught, balance=Balance(weight=1.0))
    shown, teachers = Shown(), Teachers(taught.teachers)
    place = distribution.Alone()
    trainee = Trainee(shown, networks.tiny(), Schedule(0.1), place, teachers)
    assert module._fit(recipe, trainee, some, 48) == (1.5, 0.25)
    views, wanted, weights = views_of(recipe, trainee, some, 48)
    assert np.array_equal(shown.views[..., 0], views)
    assert not np.allclose(shown.targets, wanted, atol=0.01)
    assert np.allclose(shown.targets, teachers.corrected(views, wanted, 0.5), atol=1e-5)
    assert weights is not None
    assert np.ptp(weights) > 1
    assert np.array_equal(shown.options["sample_weight"], weights)
    kinds = [type(callback) for callback in shown.options["callbacks"]]
    assert kinds == [module._Bar, Average]


class Progress:
    """Stands for tqdm's bar, which is silent in a test."""

    def __init__(self, **options: Any) -> None:
        self.options, self.done, self.closed = options, 0, False
        self.told: dict[str, str] = {}

    def set_postfix(self, told: dict[str, str], refresh: bool) -> None:
        self.told = told

    def update(self) -> None:
        self.done += 1

    def close(self) -> None:
        self.closed = True


def test_whoever_watches_sees_how_far_an_epoch_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tqdm", Progress)
    bar = module._Bar("epoch 2/9")
    bar.set_params({"steps": 3})
    bar.on_train_begin()
    for batch in range(3):
        bar.on_train_batch_end(batch, {"loss": 0.5})
    bar.on_train_end()
    seen: Any = bar._bar
    # tqdm itself is silent where `disable` is None and nobody watches.
    assert seen.options == {"total": 3, "desc": "epoch 2/9", "disable": None}
    assert (seen.done, seen.told, seen.closed) == (3, {"loss": "0.500"}, True)
