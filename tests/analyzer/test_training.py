"""Training: logged, resumable, and refusing what it should."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tensorflow")

from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.train import Plan, TrainingError, train
from tests.analyzer import networks  # noqa: F401  registers the network "tiny"

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.fixture(scope="module")
def plan(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the plan of a run of two epochs that is done."""
    out = tmp_path_factory.mktemp("runs") / "tiny"
    done = Plan("tiny", small_data, out, epochs=2, batch=16)
    train(done)
    return done


def logged(out: Path) -> list[dict[str, str]]:
    with (out / "log.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_mini_xception_has_the_published_size() -> None:
    model = ARCHITECTURES["mini-xception"]()
    assert model.count_params() == 58_423
    assert model.output_shape == (None, 7)


def test_a_run_leaves_checkpoints_log_and_result(plan: Plan) -> None:
    result = json.loads((plan.out / "result.json").read_text())
    assert plan.last.is_file()
    assert plan.best.is_file()
    assert [row["epoch"] for row in logged(plan.out)] == ["1", "2"]
    assert result["pictures"] == {"training": 88, "validation": 12}
    assert len(result["data_sha256"]) == 64
    assert [c.split()[:3] for c in result["commands"]] == [["python", "-m", "analyzer"]]


def test_an_existing_run_is_not_overwritten(plan: Plan) -> None:
    before = plan.last.read_bytes()
    with pytest.raises(TrainingError, match="not empty"):
        train(plan)
    assert plan.last.read_bytes() == before


def test_a_resumed_run_equals_an_unbroken_one(plan: Plan, tmp_path: Path) -> None:
    unbroken = replace(plan, out=tmp_path / "unbroken", epochs=3)
    train(unbroken)
    train(replace(plan, epochs=3, resume=True))
    one, two = logged(unbroken.out), logged(plan.out)
    assert len(one) == len(two) == 3
    assert float(two[2]["loss"]) == pytest.approx(float(one[2]["loss"]), rel=1e-3)


def test_a_checkpoint_of_another_architecture_is_refused(plan: Plan) -> None:
    with pytest.raises(TrainingError, match="was trained with arch tiny, not mini-xception"):
        train(replace(plan, arch="mini-xception", resume=True))


def test_an_unknown_architecture_is_refused(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="unknown architecture 'resnet'"):
        train(replace(plan, arch="resnet", out=tmp_path / "new"))
    assert not (tmp_path / "new").exists()
