"""A card's numbers are the evaluation's, and the evaluation is of the file that serves."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training.card import BEGIN, CardError, tables, write_card
from analyzer.training.card_camera import conditions, through_detector
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


def test_the_split_is_the_one_that_was_scored(
    entry: weights.Model, figures: dict[str, Any]
) -> None:
    told = tables({**figures, "split": "private"}, entry)
    assert "PrivateTest, 3,579 pictures" in told
    assert "700 faces of PrivateTest pasted" in told
    assert "PublicTest" not in told.replace(figures["command"], "")


def test_what_is_held_to_the_votes_has_intervals_and_counts(
    entry: weights.Model, figures: dict[str, Any]
) -> None:
    added = {
        "intervals": {"accuracy": (0.1, 0.2), "vote_ece": (0.3, 0.4)},
        "counts": dict.fromkeys(EXPRESSIONS, 77),
    }
    told = tables({**figures, "fer_plus": {**figures["fer_plus"], **added}}, entry)
    assert "pictures) | " in told
    assert " | 0.100 to 0.200 |" in told
    assert " | 0.300 to 0.400 |" in told
    assert told.count(" | 77 | ") == len(EXPRESSIONS)


def test_what_the_gate_does_not_read_stands_beside_the_accuracy() -> None:
    told = conditions({"light × 3": 0.5}, {"light × 3": 0.25})
    assert "| light × 3 | 50.0% | 25.0% |" in told


def test_boxes_that_lie_elsewhere_have_a_column_of_their_own() -> None:
    kind = {"found": 0.9, "elsewhere": 0.05, "direct": 0.7, "through": None, "bytes": 2000}
    told = through_detector([{"face_px": 60, "n": 9, **kind, "region": kind}], "haar", "PublicTest")
    assert told.count("| 60 px | 90.0% | 5.0% | 70.0% | – | 2,000 |") == 2
    assert "*elsewhere*" in told


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
