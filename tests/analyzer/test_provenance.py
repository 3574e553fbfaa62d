"""A teacher that knows what a run holds back makes its validation look better than it is."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tensorflow")

from analyzer.training.export import Order, export
from analyzer.training.plan import Plan
from analyzer.training.provenance import held_back_by, informed
from analyzer.training.recipes import Recipe, Target
from analyzer.training.train import train
from analyzer.training.unpack import unpack
from tests.analyzer.networks import tiny

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

OURS, OTHERS = "5e", "0f"


def run(folder: Path, **result: object) -> Path:
    """Make a run's folder that says this of itself."""
    folder.mkdir()
    (folder / "result.json").write_text(json.dumps({"architecture": "tiny", **result}))
    return folder


@pytest.mark.parametrize(
    ("result", "knows"),
    [
        ({"held_back": OURS, "informed": []}, False),
        ({"held_back": OURS}, False),
        ({"held_back": OTHERS}, True),
        ({}, True),
        ({"held_back": OURS, "informed": ["slim-resnet"]}, True),
    ],
    ids=["the same", "of an older run", "others", "not told", "itself taught by one who knows"],
)
def test_only_who_held_the_same_pictures_back_does_not_know_them(
    tmp_path: Path, result: dict[str, object], knows: bool
) -> None:
    start = run(tmp_path / "run", **result) / "best.keras"
    assert informed([], start, OURS) == ([str(start)] if knows else [])


def test_a_model_tells_what_it_never_learned_of_wherever_it_goes(tmp_path: Path) -> None:
    folder, models = run(tmp_path / "run", held_back=OURS), tmp_path / "models"
    tiny().save(folder / "best.keras")
    export(Order(folder, "teacher", "1", models))
    assert informed(["teacher"], None, OURS, models) == []
    assert informed(["teacher"], None, OTHERS, models) == ["teacher"]
    assert held_back_by(unpack("teacher", Recipe("tiny"), tmp_path / "unpacked", models)) == OURS


def test_a_pupil_of_the_models_served_is_told_that_they_may_know(
    small_data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    taught = Recipe("tiny", epochs=1, target=Target(taught=0.5, teachers=("mini-xception",)))
    with caplog.at_level(logging.WARNING):
        train(Plan(taught, small_data, tmp_path / "run"))
    assert "mini-xception may know the held-back pictures" in caplog.text
    assert json.loads((tmp_path / "run" / "result.json").read_text())["informed"] == [
        "mini-xception"
    ]


def test_going_on_from_a_run_of_the_same_division_warns_of_nothing(
    small_data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = Plan(Recipe("tiny", epochs=1), small_data, tmp_path / "first")
    train(first)
    again = replace(first, out=tmp_path / "again", start=first.out / "best.keras")
    other = replace(again, recipe=replace(first.recipe, seed=2), out=tmp_path / "other")
    with caplog.at_level(logging.WARNING):
        train(again)
        assert "may know" not in caplog.text
        train(other)
    assert f"{first.out / 'best.keras'} may know the held-back pictures" in caplog.text
