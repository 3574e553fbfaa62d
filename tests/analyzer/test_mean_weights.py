"""The mean of several checkpoints: their weights, what it knows of held-back pictures, refusals."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from analyzer.__main__ import main
from analyzer.training.calibrate import Fit, calibrate
from analyzer.training.export import Order, export
from analyzer.training.mean_weights import mean_weights
from analyzer.training.provenance import held_back_by
from analyzer.training.recipes import Recipe
from analyzer.training.run import RunError, load_checkpoint
from tests.analyzer.networks import tiny, tiny_pair

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

OURS, OTHERS = "5e", "0f"


def run(folder: Path, held_back: str = OURS, side: int = 48, **result: object) -> Path:
    """Make a run of a network with two heads; return its checkpoint."""
    folder.mkdir()
    recipe = Recipe("tiny-pair", validation=0.25).identity()
    said = {"recipe": recipe, "held_back": held_back, "side": side, **result}
    (folder / "result.json").write_text(json.dumps(said))
    tiny_pair().save(folder / "best.keras")
    return folder / "best.keras"


def test_every_weight_is_the_mean_and_the_mean_serves(tmp_path: Path, small_data: Path) -> None:
    checkpoints = [run(tmp_path / name) for name in "abc"]
    folder = mean_weights(checkpoints, tmp_path / "mean")
    every = [load_checkpoint(path).get_weights() for path in checkpoints]
    got = load_checkpoint(folder / "best.keras").get_weights()
    for mean, *same in zip(got, *every, strict=True):
        np.testing.assert_allclose(mean, sum(same) / 3, atol=1e-6)
    # Of weights that are not all alike, or the mean of the wrong ones would pass, too.
    assert not np.allclose(every[0][0], every[1][0])
    calibrate(Fit(folder, small_data))
    assert export(Order(folder, "mean", "1", tmp_path / "models")).is_file()


@pytest.mark.parametrize(
    ("second", "held_back"),
    [
        ({"held_back": OURS}, OURS),
        ({"held_back": OTHERS}, ""),
        ({"held_back": ""}, ""),
        ({"held_back": OURS, "informed": ["slim-resnet"]}, ""),
    ],
    ids=["the same", "others", "not told", "informed"],
)
def test_the_mean_knows_what_one_of_them_learned(
    tmp_path: Path, second: dict[str, Any], held_back: str
) -> None:
    checkpoints = [run(tmp_path / "a"), run(tmp_path / "b", **second)]
    assert held_back_by(mean_weights(checkpoints, tmp_path / "mean")) == held_back


def test_what_fits_not_together_is_refused_and_nothing_written(tmp_path: Path) -> None:
    first, smaller = run(tmp_path / "a"), run(tmp_path / "b", side=32)
    other = run(tmp_path / "c")
    tiny().save(other)
    alone = tmp_path / "d"
    alone.mkdir()
    tiny_pair().save(alone / "best.keras")
    for checkpoints, why in (
        ([first], "name two or more"),
        ([first, smaller], "pictures of 32 and 48 pixels"),
        ([first, other], "holds a checkpoint of tiny, not of tiny-pair"),
        ([first, tmp_path / "none.keras"], "no such checkpoint"),
        ([alone / "best.keras", first], "no result.json of a run"),
    ):
        with pytest.raises(RunError, match=why):
            mean_weights(checkpoints, tmp_path / "mean")
        assert not (tmp_path / "mean").exists()
    with pytest.raises(RunError, match="is not empty"):
        mean_weights([first, first], tmp_path / "a")


def test_the_command_says_where_the_mean_is_or_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (str(run(tmp_path / name)) for name in "ab")
    out = tmp_path / "mean"
    assert main(["average", "--checkpoints", first, second, "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert main(["average", "--checkpoints", first, second, "--out", str(out)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
