"""From a trained run to the file that serves: exported, recorded, unpacked and exported anew."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from analyzer import weights
from analyzer.expressions import TOGETHER, LiteRTClassifier
from analyzer.training.calibrate import Fit, calibrate
from analyzer.training.evaluate import Request, evaluate
from analyzer.training.export import ExportError, Order, export
from analyzer.training.manifest import record
from analyzer.training.recipes import Recipe
from analyzer.training.reference import TensorFlowClassifier, restore
from analyzer.training.run import RunError
from analyzer.training.unpack import unpack
from tests.analyzer.networks import tiny, tiny_pair

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


CROPS = np.random.default_rng(5).integers(0, 256, (9, 48, 48), np.uint8)


@pytest.mark.parametrize("name", ["slim-resnet", "mini-xception"])
def test_crops_are_read_alike_alone_and_among_more_than_go_together(name: str) -> None:
    classifier = LiteRTClassifier(weights.model(name).read())
    alone = [classifier.answers(CROPS[place : place + 1])[0] for place in range(len(CROPS))]
    assert len(CROPS) > 2 * TOGETHER
    np.testing.assert_allclose(classifier.answers(CROPS), alone, atol=1e-6)


def test_weights_of_another_network_are_refused() -> None:
    with pytest.raises(weights.WeightsError, match="do not fit tiny"):
        restore(tiny(), weights.model().read_reference())


def test_a_run_without_checkpoint_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no such checkpoint"):
        export(Order(tmp_path, "tiny", "tiny-1", tmp_path / "models"))
    assert not (tmp_path / "models").exists()


def test_a_fitted_calibration_is_exported_and_rebuilt(tmp_path: Path) -> None:
    tiny_pair().save(tmp_path / "best.keras")
    fitted: dict[str, Any] = {"temperature": 1.4, "label_temperature": 0.8, "uncertain_below": 0.45}
    fitted["mirrored"] = False
    fitted |= {"label_offsets": [0.1, 0.6, 0.0, -0.4, 0.0, 0.1, -0.4]}
    (tmp_path / "calibration.json").write_text(json.dumps(fitted))
    export(Order(tmp_path, "pair", "pair-1", tmp_path / "models"))
    entry = weights.model("pair", tmp_path / "models")
    found = (entry.temperature, entry.label_temperature, entry.uncertain_below)
    assert found == (1.4, 0.8, 0.45)
    assert entry.label_offsets == (0.1, 0.6, 0.0, -0.4, 0.0, 0.1, -0.4)
    served = LiteRTClassifier(entry.read()).classify(CROPS)
    np.testing.assert_allclose(served, TensorFlowClassifier.of(entry).classify(CROPS), atol=1e-5)


def test_an_export_can_be_loaded_and_keeps_its_neighbours(tmp_path: Path) -> None:
    tiny().save(tmp_path / "best.keras")
    for name in ("first", "second"):
        export(Order(tmp_path, name, f"{name}-1", tmp_path / "models", uncertain_below=0.5))
    first = weights.model(folder=tmp_path / "models")
    second = weights.model("second", tmp_path / "models")
    assert (first.name, first.uncertain_below, second.version) == ("first", 0.5, "second-1")
    export(Order(tmp_path, "third", "third-1", tmp_path / "models", 0.0, default=True))
    third = weights.model(folder=tmp_path / "models")
    # 0 is a threshold like any other: nothing is called uncertain.
    assert (third.name, third.uncertain_below) == ("third", 0.0)
    served = LiteRTClassifier(second.read()).classify(CROPS)
    reference = TensorFlowClassifier.of(second).classify(CROPS)
    np.testing.assert_allclose(served, reference, atol=1e-5)


def test_a_version_is_of_one_file_for_good(tmp_path: Path) -> None:
    models = tmp_path / "models"
    tiny().save(tmp_path / "best.keras")
    first = export(Order(tmp_path, "first", "net-1", models))
    kept = {file.name: file.read_bytes() for file in models.iterdir()}
    tiny().save(tmp_path / "best.keras")  # other weights
    for name in ("first", "second"):
        with pytest.raises(ExportError, match=r"net-1 is another file already \(first\)"):
            export(Order(tmp_path, name, "net-1", models))
    assert {file.name: file.read_bytes() for file in models.iterdir()} == kept
    assert export(Order(tmp_path, "first", "net-2", models)) == first
    assert weights.model("first", models).version == "net-2"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": "my net"}, "--name 'my net': letters"),
        ({"name": "net.2"}, "--name 'net.2': letters"),
        ({"name": "../net"}, "--name '../net': letters"),
        ({"version": "net+2"}, r"--version 'net\+2': needs a name without '\+'"),
        ({"version": ""}, "--version '': needs a name"),
        ({"uncertain_below": float("nan")}, "--uncertain-below lies from 0 to 1, found nan"),
        ({"uncertain_below": 50.0}, "--uncertain-below lies from 0 to 1, found 50"),
    ],
)
def test_what_would_spoil_the_manifest_is_not_exported(
    tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    tiny().save(tmp_path / "best.keras")
    order = replace(Order(tmp_path, "net", "net-1", tmp_path / "models"), **changes)
    with pytest.raises(ExportError, match=complaint):
        export(order)
    assert not order.models.exists()


def test_a_manifest_is_replaced_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shutil.copy(weights.MODELS / weights.MANIFEST, tmp_path))
    before = path.read_text()
    seen = []
    replace = Path.replace

    def watched(unfinished: Path, target: Path) -> Path:
        seen.append(path.read_text())
        return replace(unfinished, target)

    monkeypatch.setattr(Path, "replace", watched)
    record(weights.model("mini-xception", tmp_path), default=True)
    assert seen == [before]
    assert weights.model(folder=tmp_path).name == "mini-xception"
    assert [file.name for file in tmp_path.iterdir()] == [weights.MANIFEST]


def test_an_unpacked_model_is_calibrated_and_exported_anew(
    small_data: Path, tmp_path: Path
) -> None:
    tiny_pair().save(tmp_path / "best.keras")
    export(Order(tmp_path, "pair", "pair-1", tmp_path / "models"))
    recipe = Recipe("tiny-pair", validation=0.25)
    run = unpack("pair", recipe, tmp_path / "run", tmp_path / "models")
    calibrate(Fit(run, small_data, mirrored=True))
    export(Order(run, "pair", "pair-2", tmp_path / "models"))
    entry = weights.model("pair", tmp_path / "models")
    assert (entry.version, entry.mirrored) == ("pair-2", True)
    served = LiteRTClassifier(entry.read()).answers(CROPS)
    np.testing.assert_allclose(served, TensorFlowClassifier.of(entry).answers(CROPS), atol=1e-5)
    found = evaluate(Request("pair", small_data, models=tmp_path / "models"))
    assert found["flipped"]["accuracy"] == found["accuracy"]


def test_a_model_is_not_unpacked_over_a_run_or_by_another_recipe(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="the recipe is of vgg"):
        unpack("slim-resnet", Recipe("vgg"), tmp_path / "run")
    assert not (tmp_path / "run").exists()
    (tmp_path / "kept").touch()
    with pytest.raises(RunError, match="is not empty"):
        unpack("slim-resnet", Recipe("slim-resnet"), tmp_path)
