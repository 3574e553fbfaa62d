"""How a model card is written: its tables, and what stands between its marks."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.training.card import BEGIN, CardError, write_card
from analyzer.training.card_camera import conditions, through_detector

NAMES = sorted(weights.manifest(weights.MODELS / weights.MANIFEST)["models"])


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
