"""A card's numbers are the evaluation's, and the evaluation is of the file that serves."""

import json
from typing import Any

import pytest

from analyzer import weights
from analyzer.training.card import tables
from analyzer.training.evaluation_figures import CHARTS, digest
from analyzer.training.recording import recall_of

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
    assert figures["n"] == 3579


BARS: dict[str, dict[str, tuple[float, float]]] = {
    "slim-resnet": {
        "accuracy": (0.68, 1),
        "macro_recall": (0.64, 1),
        "fer_plus.accuracy": (0.87, 1),
        "ece": (0, 0.03),
        "fer_plus.vote_ece": (0, 0.03),
        "milliseconds": (0, 2.5),
        "size": (0, 1_500_000),
    },
    "mini-xception": {
        "accuracy": (0.655, 1),
        "macro_recall": (0.60, 1),
        "ece": (0, 0.03),
        "milliseconds": (0, 1),
        "size": (0, 300_000),
    },
}
"""What each model was built to reach, of PublicTest as it serves: from and up to."""


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name, bars in BARS.items() for figure in bars]
)
def test_a_model_reaches_its_bars(name: str, figure: str) -> None:
    found: Any = json.loads((weights.MODELS / f"{name}.json").read_text())
    for key in figure.split("."):
        found = found[key]
    least, most = BARS[name][figure]
    assert least <= found <= most


def test_every_model_has_bars_of_its_own() -> None:
    assert sorted(BARS) == NAMES


def test_the_charts_are_of_the_figures(entry: weights.Model, figures: dict[str, Any]) -> None:
    for chart in CHARTS:
        drawn = (entry.folder / f"{entry.name}.{chart}.png").read_bytes()
        assert digest(figures).encode() in drawn, chart


def test_a_card_shows_every_chart(entry: weights.Model, card: str) -> None:
    assert [chart for chart in CHARTS if f"({entry.name}.{chart}.png)" not in card] == []


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
    assert "3,579 faces of PrivateTest pasted" in told
    assert "PublicTest" not in told.replace(figures["command"], "")


def test_figures_without_what_was_learned_stand_beside_the_headline(
    figures: dict[str, Any], card: str
) -> None:
    rest = figures["without_duplicates"]
    assert (rest["n"], rest["left_out"]) == (3300, 279)
    low, high = rest["intervals"]["accuracy"]
    assert (
        "| accuracy, original labels, without the 279 pictures that Training holds too "
        f"| {rest['accuracy']:.3f} | {low:.3f} to {high:.3f} |"
    ) in card


def test_without_what_was_learned_from_nothing_is_told_of_it(
    entry: weights.Model, figures: dict[str, Any]
) -> None:
    told = tables({**figures, "without_duplicates": None}, entry)
    assert "Training holds too" not in told


def test_calibration_is_told_as_fitted_on_other_pictures_too(
    figures: dict[str, Any], card: str
) -> None:
    before, crossed = figures["uncalibrated"], figures["cross_fitted"]
    for key, name, after in (
        ("negative_log_likelihood", "negative log likelihood", figures["negative_log_likelihood"]),
        ("vote_ece", "against vote shares", figures["fer_plus"]["vote_ece"]),
    ):
        row = f"| {before[key]:.3f} | {after:.3f} | {crossed[key]:.3f} |"
        assert any(row in line for line in card.splitlines() if f"| {name}" in line), key
