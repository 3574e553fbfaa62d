"""A card's numbers are the evaluation's, and the evaluation is of the file that serves."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.training.card import BEGIN, CardError, tables, write_card
from analyzer.training.evaluate import recall_of

NAMES = sorted(weights.manifest(weights.MODELS / weights.MANIFEST)["models"])


@pytest.fixture(params=NAMES)
def entry(request: pytest.FixtureRequest) -> weights.Model:
    return weights.model(request.param)


@pytest.fixture
def figures(entry: weights.Model) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((entry.folder / f"{entry.name}.json").read_text())
    return loaded


@pytest.fixture
def card(entry: weights.Model) -> str:
    return (entry.folder / entry.card).read_text(encoding="utf-8")


def test_the_figures_are_of_the_file_that_serves(
    entry: weights.Model, figures: dict[str, Any]
) -> None:
    assert figures["model_sha256"] == entry.sha256
    assert figures["version"] == entry.version
    assert figures["split"] == "public"
    assert figures["accuracy"] >= 0.58


def test_the_manifest_holds_the_measured_recall(
    entry: weights.Model, figures: dict[str, Any]
) -> None:
    assert dict(entry.recall) == recall_of(figures)


def test_the_card_quotes_the_figures(
    entry: weights.Model, figures: dict[str, Any], card: str
) -> None:
    assert f"`{entry.version}`" in card
    assert tables(figures, entry) in card
    assert f"| accuracy, original labels | {figures['accuracy']:.3f} |" in card


def test_the_card_tells_of_camera_and_detector(card: str) -> None:
    assert "| blurred by 1 px |" in card
    assert "through the detector" in card


def test_the_card_says_what_was_not_measured(card: str) -> None:
    assert "## What was not measured" in card
    assert "no labels of age, sex, skin colour" in card


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(weights.MODELS, tmp_path / "models"))


def test_a_card_is_written_anew_between_its_marks(models: Path) -> None:
    path = models / weights.model(NAMES[0]).card
    committed = path.read_text(encoding="utf-8")
    path.write_text(committed.replace("| accuracy, original labels |", "| guessed |"))
    assert write_card(NAMES[0], models) == path
    assert path.read_text(encoding="utf-8") == committed


def test_a_card_that_cannot_be_written_is_left_alone(models: Path) -> None:
    source, path = models / f"{NAMES[0]}.json", models / weights.model(NAMES[0]).card
    source.write_text(json.dumps({**json.loads(source.read_text()), "model_sha256": "other"}))
    with pytest.raises(CardError, match="figures of another file"):
        write_card(NAMES[0], models)
    path.write_text(path.read_text(encoding="utf-8").replace(BEGIN, ""))
    with pytest.raises(CardError, match="must each stand there once"):
        write_card(NAMES[0], models)
    source.unlink()
    with pytest.raises(CardError, match="must lie in"):
        write_card(NAMES[0], models)
