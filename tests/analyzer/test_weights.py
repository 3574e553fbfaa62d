"""A model is loaded only when it is the one the manifest names (S17)."""

import re
import shutil
from pathlib import Path

import pytest

from analyzer import weights
from analyzer.pipeline import Analyzer
from analyzer.weights import WeightsError


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Return a copy of the models folder that a test may spoil."""
    return Path(shutil.copytree(weights.MODELS, tmp_path / "models"))


def test_the_committed_models_are_the_ones_named() -> None:
    entry = weights.model()
    assert entry.read()
    assert entry.read_reference()
    assert (entry.folder / entry.card).is_file()


@pytest.mark.parametrize("at", [0, 1000, -1])
def test_one_flipped_byte_refuses_to_start(models: Path, at: int) -> None:
    file = models / weights.model(folder=models).file
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(WeightsError, match="sha256"):
        Analyzer.default(models)


def test_a_missing_file_is_named(models: Path) -> None:
    file = weights.model(folder=models).file
    (models / file).unlink()
    with pytest.raises(WeightsError, match=f"{re.escape(file)}: cannot be read"):
        Analyzer.default(models)


def test_an_unknown_model_is_named(models: Path) -> None:
    with pytest.raises(WeightsError, match="no model 'vgg'"):
        weights.model("vgg", models)


def test_a_manifest_that_is_not_toml_says_so(models: Path) -> None:
    (models / "manifest.toml").write_text("default = ")
    with pytest.raises(WeightsError, match=r"manifest\.toml"):
        weights.model(folder=models)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no such file"):
        weights.model(folder=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("sha256 =", "sha =", "sha"),
        ('"anger", "disgust"', '"disgust", "anger"', "classes must be"),
        ('version = "', 'version = "behind+', "in a version"),
    ],
)
def test_an_entry_out_of_form_is_refused(models: Path, old: str, new: str, complaint: str) -> None:
    manifest = models / "manifest.toml"
    manifest.write_text(manifest.read_text().replace(old, new))
    with pytest.raises(WeightsError, match=complaint):
        weights.model(folder=models)


def test_readings_say_which_detector_found_their_faces() -> None:
    version = weights.model().version
    assert Analyzer.default().model_version == version
    behind = Analyzer.default(detector="haar").model_version
    assert behind == f"{version}+haar"
    assert weights.model_of(behind) == weights.model_of(version) == weights.model()
