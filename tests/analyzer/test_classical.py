"""The classical baseline is trained by the command that trains networks."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning

from analyzer.__main__ import main
from analyzer.training.baseline import descriptors
from analyzer.training.classical import FILE, fit
from analyzer.training.data import divide, load
from analyzer.training.plan import Plan
from analyzer.training.recipes import RECIPES, load_recipe
from analyzer.training.run import RunError
from analyzer.training.train import train

RECIPE = load_recipe(RECIPES / "hog-svm.toml")


def test_a_run_leaves_the_machine_and_what_it_is_worth(small_data: Path, tmp_path: Path) -> None:
    out = train(Plan(RECIPE, small_data, tmp_path / "run"))
    result = json.loads((out / "result.json").read_text())
    recipe, machine = result["recipe"], np.load(out / FILE)
    _, held_back = divide(load(small_data).part("training"), recipe["validation"], recipe["seed"])
    scores = descriptors(held_back.images) @ machine["planes"].T + machine["offsets"]
    hits = float((scores.argmax(1) == held_back.labels).mean())
    assert result["validation"]["accuracy"] == pytest.approx(hits)
    assert result["pictures"] == {"training": 88, "validation": 12}
    assert result["epochs"] >= 1


def test_the_command_takes_epochs_and_does_not_overwrite(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    asked = ["train", "--arch", "hog-svm", "--data", str(small_data), "--out", str(out)]
    with pytest.warns(ConvergenceWarning):
        assert main([*asked, "--epochs", "1"]) == 0
    assert json.loads((out / "result.json").read_text())["epochs"] == 1
    assert main(asked) == 2
    assert "not empty" in capsys.readouterr().err
    assert main([*asked, "--resume"]) == 0
    (out / "state.json").write_text("a network's")
    assert main([*asked, "--resume"]) == 2
    assert "holds no run to resume" in capsys.readouterr().err


def test_what_only_a_network_has_is_refused(small_data: Path, tmp_path: Path) -> None:
    plan = Plan(RECIPE, small_data, tmp_path / "run")
    for other in (
        replace(plan, distribute="mirrored"),
        replace(plan, start=tmp_path),
        replace(plan, recipe=replace(RECIPE, batch=64)),
    ):
        with pytest.raises(RunError, match="hog-svm"):
            fit(other)
    assert not plan.out.exists()
