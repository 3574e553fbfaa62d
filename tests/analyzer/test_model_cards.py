"""A card's numbers are the evaluation's, and the evaluation is of the file that serves."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.training.card import BEGIN, CardError, tables, write_card
from analyzer.training.card_camera import conditions, through_detector
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


DOCS = weights.MODELS.parent / "docs"


def row_of(page: str, start: str) -> list[str]:
    """Return the cells of the first line of a page in docs that begins so."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [cell.strip() for cell in next(x for x in lines if x.startswith(start)).split("|")]


def test_the_docs_tell_of_frames_what_was_measured() -> None:
    slim, haar = weights.MODELS / "slim-resnet.json", DOCS / "through-haar.json"
    for row in json.loads(slim.read_text())["through_detector"]:
        region, through = row["region"], row["region"]["through"]["accuracy"]
        _, _, found, badly, elsewhere, read, both, read_in_region, *rest = row_of(
            "performance.md", f"| {row['face_px']} px | {row['found']:.1%} |"
        )
        assert [badly, elsewhere, read] == [
            f"{row[key]:.1%}" for key in ("badly_placed", "elsewhere", "read")
        ]
        assert [both, read_in_region] == [f"{region[key]:.1%}" for key in ("found", "read")]
        assert rest[1] == f"{through:.1%}", found
    for row in json.loads(haar.read_text())["through_detector"]:
        cells = row_of("analyzer.md", f"| {row['face_px']} px | {row['found']:.1%} |")
        region = row["region"]
        expected = (row["read"], region["found"], region["read"], region["direct"]["accuracy"])
        assert cells[3:7] == [f"{share:.1%}" for share in expected]


def test_the_docs_tell_of_detectors_what_was_measured() -> None:
    for name, row in json.loads((DOCS / "detectors.json").read_text())["faces"].items():
        cells = row_of("analyzer.md", f"| {name} |")
        for detector, place in (("blazeface", 2), ("haar", 5)):
            found = row[detector]
            assert cells[place].startswith(f"{found['recall']:.1%} ("), name
            assert cells[place + 1] == f"{found['badly_placed']:.1%}", name
            assert cells[place + 2] == str(found["extra"]), name


TARGETS = {
    "accuracy, original labels": ("slim-resnet", "accuracy", 0.68),
    "accuracy, FER+ majority": ("slim-resnet", "fer_plus", 0.87),
    "macro recall, original labels": ("slim-resnet", "macro_recall", 0.64),
    "mini-Xception by our trainer, accuracy of the original labels": (
        *("mini-xception", "accuracy", 0.655),
    ),
}


@pytest.mark.parametrize("row", TARGETS)
def test_the_table_of_targets_tells_what_was_measured_and_what_is_under(row: str) -> None:
    name, key, target = TARGETS[row]
    readme = (weights.MODELS / "README.md").read_text(encoding="utf-8")
    found: Any = json.loads((weights.MODELS / f"{name}.json").read_text())
    line = next(line for line in readme.splitlines() if line.startswith(f"| {row} |"))
    _, _, _, one, served, rest, _ = (cell.strip() for cell in line.split("|"))
    told = {one: found["unflipped"][key], rest: found["without_duplicates"][key]}
    if name == "slim-resnet":
        told[served] = found[key]
    for cell, value in told.items():
        share = value["accuracy"] if isinstance(value, dict) else value
        figure = f"{share:.3f}" if key == "macro_recall" else f"{share * 100:.1f} %"
        assert cell == (figure if share >= target else f"{figure}, **under**")


def test_what_is_not_at_hand_is_said_to_be_not_measured() -> None:
    readme = (weights.MODELS / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith("| accuracy on CK+"))
    assert line.count("not measured here") == 3
    assert "**PrivateTest and\nCK+ are not measured here**" in readme


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
    assert "700 faces of PrivateTest pasted" in told
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


def a_condition(**changes: Any) -> dict[str, Any]:
    row = {"accuracy": 0.5, "interval": (0.4, 0.6), "refused": 0.25, "uncertain": 0.125}
    votes = {"n": 9, "accuracy": 0.75, "interval": (0.7, 0.8)}
    return {**row, "fer_plus": votes, "vote_ece": 0.021, **changes}


def test_a_condition_tells_both_answers_and_what_the_gate_does_not_read() -> None:
    told = conditions({"light × 3": a_condition()})
    shown = "75.0% | 70.0% to 80.0% | 0.021 | 12.5%"
    assert f"| light × 3 | 50.0% | 40.0% to 60.0% | {shown} | 25.0% |" in told
    plain = conditions({"light × 3": a_condition(fer_plus=None, vote_ece=None, uncertain=None)})
    assert "| light × 3 | 50.0% | 40.0% to 60.0% | – | – | – | – | 25.0% |" in plain


def test_a_row_of_whole_frames_tells_what_was_read_and_what_lies_where() -> None:
    kind = {
        **{"found": 0.9, "found_interval": (0.8, 0.95), "badly_placed": 0.04, "elsewhere": 0.05},
        **{"read": 0.3, "direct": a_condition(accuracy=0.7), "through": a_condition()},
        **{"ungated": {"direct": 0.65, "through": None}, "bytes": 2000},
    }
    told = through_detector([{"face_px": 60, "n": 9, **kind, "region": kind}], "haar", "PublicTest")
    boxes = "90.0% | 80.0% to 95.0% | 4.0% | 5.0% | 30.0%"
    row = f"| 60 px | {boxes} | 70.0% | 50.0% | 40.0% to 60.0% | 65.0% | – | 2,000 |"
    assert told.count(row) == 2
    pages = "75.0% | 70.0% to 80.0% | 0.021 | 12.5% | 75.0% | 0.021 | 12.5%"
    assert f"| 60 px | {pages} |" in told


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(weights.MODELS, tmp_path / "models"))


def test_a_card_is_written_anew_between_its_marks(models: Path) -> None:
    path = models / weights.model(NAMES[0]).card
    committed = path.read_text(encoding="utf-8")
    path.write_text(committed.replace("| accuracy, original labels |", "| guessed |"))
    chart = models / f"{NAMES[0]}.confusion.png"
    chart.write_bytes(b"yesterday's")
    assert write_card(NAMES[0], models) == path
    assert path.read_text(encoding="utf-8") == committed
    assert chart.read_bytes().startswith(b"\x89PNG")


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
