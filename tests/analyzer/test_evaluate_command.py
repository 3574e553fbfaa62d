"""python -m analyzer evaluate: every figure in its file, and what the manifest records of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analyzer import weights
from analyzer.__main__ import main
from analyzer.results import EXPRESSIONS
from analyzer.training.card import tables
from analyzer.training.evaluation_figures import digest
from tests.analyzer.command_line import error_of


def test_evaluate_writes_every_figure(small_data: Path, tmp_path: Path) -> None:
    result, figures = tmp_path / "result.json", tmp_path / "figures"
    command = ["evaluate", "--model", "mini-xception", "--data", str(small_data)]
    assert main([*command, "--json", str(result), "--figures", str(figures)]) == 0
    found = json.loads(result.read_text())
    assert found["n"] == 40
    assert list(found["recall"]) == list(EXPRESSIONS)
    assert np.array(found["confusion"]).shape == (7, 7)
    assert {"accuracy", "macro_f1", "macro_recall", "ece", "size"} <= found.keys()
    assert {"negative_log_likelihood", "milliseconds"} <= found.keys()
    assert found["size"] == len(weights.model("mini-xception").read())
    assert 0 < found["milliseconds"] < 1000
    assert found["intervals"].keys() == {
        *("accuracy", "macro_f1", "macro_recall", "ece", "negative_log_likelihood", "recall"),
    }
    assert found["intervals"]["recall"].keys() == set(EXPRESSIONS)
    assert found["conditions"] is None
    # Noise pictures all differ: nothing of them was learned from.
    assert found["without_duplicates"]["left_out"] == 0
    assert found["without_duplicates"]["accuracy"] == found["accuracy"]
    assert found["through_detector"] is None
    assert found["fer_plus"].keys() == {
        *("n", "accuracy", "recall", "vote_ece", "counts", "intervals"),
    }
    assert sum(found["fer_plus"]["counts"].values()) == found["fer_plus"]["n"]
    assert found["uncalibrated"].keys() == {"ece", "negative_log_likelihood", "vote_ece"}
    assert found["uncalibrated"]["ece"] != found["ece"]
    assert found["cross_fitted"].keys() == {*found["uncalibrated"], "temperatures"}
    assert {row[2] for row in found["reliability"]["after"]["labels"]} <= set(range(41))
    assert found["model_sha256"] == weights.model("mini-xception").sha256
    for name in ("confusion", "recall", "reliability", "risk"):
        drawn = (figures / f"{name}.png").read_bytes()
        assert drawn.startswith(b"\x89PNG")
        assert digest(found).encode() in drawn


def test_evaluate_scores_what_a_camera_does(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    result = tmp_path / "result.json"
    command = ["evaluate", "--model", "mini-xception", "--data", str(small_data), "--conditions"]
    assert main([*command, "--through-detector", "3", "--json", str(result)]) == 0
    found = json.loads(result.read_text())
    plain = found["conditions"]["as it is"]
    assert plain["accuracy"] == found["accuracy"]
    assert plain["fer_plus"]["accuracy"] == found["fer_plus"]["accuracy"]
    assert plain["vote_ece"] == found["fer_plus"]["vote_ece"]
    assert [row["face_px"] for row in found["through_detector"]] == [60, 80, 100, 160, 220]
    assert {row["n"] for row in found["through_detector"]} == {3}
    told = capsys.readouterr().out
    assert "\n160 px high, whole frames: found " in told
    assert "\n160 px high, region frames: found " in told
    assert "\n  blurred by 1 px " in told


def test_what_was_learned_from_is_left_out_of_a_score_of_its_own(
    small_data: Path, tmp_path: Path
) -> None:
    with np.load(small_data) as stored:
        arrays = dict(stored)
    public = np.flatnonzero(arrays["split"] == 1)
    # Five of the pictures to score lie in Training, too, under other labels.
    arrays["images"][:5] = arrays["images"][public[:5]]
    np.savez(tmp_path / "all.npz", **arrays)
    rows = {name: column[public] for name, column in arrays.items() if name != "split"}
    np.savez(tmp_path / "scored.npz", **rows)
    alone = {name: column[5:] for name, column in rows.items()}
    np.savez(tmp_path / "unlearned.npz", **alone)

    def score(*words: str) -> Any:
        command = ["evaluate", "--model", "mini-xception", "--json", str(tmp_path / "out.json")]
        assert main([*command, "--data", *words]) == 0
        return json.loads((tmp_path / "out.json").read_text())

    whole, scored = str(tmp_path / "all.npz"), str(tmp_path / "scored.npz")
    expected = score(str(tmp_path / "unlearned.npz"), "--split", "private")
    rest = score(whole)["without_duplicates"]
    assert (rest["n"], rest["left_out"]) == (35, 5)
    for name in ("accuracy", "macro_recall", "ece", "fer_plus", "intervals"):
        assert rest[name] == expected[name], name
    assert score(scored, "--split", "private")["without_duplicates"] is None
    named = score(scored, "--split", "private", "--seen", whole)
    assert named["without_duplicates"] == rest
    # All of what was learned from was learned from.
    assert score(whole, "--split", "training")["without_duplicates"] is None


def test_data_without_votes_has_no_fer_plus_score(small_data: Path, tmp_path: Path) -> None:
    with np.load(small_data) as stored:
        np.savez(tmp_path / "plain.npz", images=stored["images"], labels=stored["labels"])
    result = tmp_path / "result.json"
    command = ["evaluate", "--model", "mini-xception", "--data", str(tmp_path / "plain.npz")]
    assert main([*command, "--split", "all", "--json", str(result)]) == 0
    found = json.loads(result.read_text())
    assert found["fer_plus"] is None
    told = tables(found, weights.model("mini-xception"))
    assert "\nall splits, 140 pictures" in f"\n{told}"
    assert "FER+" not in told
    assert "vote" not in told


def test_a_file_is_known_by_its_bytes_wherever_it_lies(small_data: Path, tmp_path: Path) -> None:
    served = weights.model()
    copy, result = tmp_path / "copy.tflite", tmp_path / "result.json"
    copy.write_bytes(served.read())
    command = ["evaluate", "--model", str(copy), "--data", str(small_data), "--json", str(result)]
    assert main(command) == 0
    found = json.loads(result.read_text())
    assert (found["model"], found["version"]) == (served.name, served.version)
    # The default model looks twice itself: what it serves is the mean, and one look is other.
    assert served.mirrored
    assert found["flipped"]["accuracy"] == found["accuracy"]


def test_of_a_file_that_nobody_knows_no_other_view_is_told(
    small_data: Path, tmp_path: Path
) -> None:
    models, result = tmp_path / "models", tmp_path / "result.json"
    models.mkdir()
    (models / weights.MANIFEST).write_text("")
    command = ["evaluate", "--model", str(weights.MODELS / "mini-xception.tflite"), "--data"]
    rest = [str(small_data), "--models", str(models), "--json", str(result)]
    assert main([*command, *rest]) == 0
    found = json.loads(result.read_text())
    assert (found["model"], found["version"]) == ("mini-xception.tflite", None)
    assert found["unflipped"] is found["flipped"] is found["uncalibrated"] is None
    assert found["cross_fitted"] is found["reliability"]["before"] is None


def test_recall_is_recorded_in_the_manifest(small_data: Path, tmp_path: Path) -> None:
    models = Path(shutil.copytree(weights.MODELS, tmp_path / "models"))
    command = ["evaluate", "--model", "mini-xception", "--data", str(small_data), "--record"]
    assert main([*command, "--models", str(models)]) == 0
    entry = weights.model(folder=models)
    assert entry.recall.keys() == set(EXPRESSIONS)
    assert entry.read()


def unfit(small_data: Path, path: Path, **changes: Any) -> Path:
    """Write the small data with some columns changed, and without those that are None."""
    with np.load(small_data) as stored:
        columns = {**dict(stored), **changes}
    np.savez(path, **{name: column for name, column in columns.items() if column is not None})
    return path


def test_what_pages_could_not_weigh_by_is_not_recorded(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    models = Path(shutil.copytree(weights.MODELS, tmp_path / "models"))
    before = (models / weights.MANIFEST).read_bytes()
    with np.load(small_data) as stored:
        labels, votes = stored["labels"], stored["votes"]
    no_fear = votes.copy()
    no_fear[:, 6] = 0
    cases = [
        ("slim-resnet", {}, "training", "takes PublicTest: --split public, not training"),
        ("slim-resnet", {}, "all", "takes PublicTest: --split public, not all"),
        ("slim-resnet", {"votes": None}, "public", "two heads needs data with FER+ votes"),
        ("slim-resnet", {"votes": no_fear}, "public", "FER+ majority fear does not occur"),
        (
            *("mini-xception", {"labels": np.where(labels == 1, 0, labels)}, "public"),
            "label disgust does not occur",
        ),
    ]
    for name, changes, split, complaint in cases:
        data = unfit(small_data, tmp_path / "unfit.npz", **changes)
        command = ("evaluate", "--model", name, "--data", data, "--split", split, "--record")
        out = ("--models", models, "--json", tmp_path / "out.json")
        assert complaint in error_of(capsys, *command, *out)
    assert (models / weights.MANIFEST).read_bytes() == before
    assert not (tmp_path / "out.json").exists()


def test_the_recall_of_what_pages_show_is_recorded(small_data: Path, tmp_path: Path) -> None:
    models = Path(shutil.copytree(weights.MODELS, tmp_path / "models"))
    out = tmp_path / "out.json"
    for name, shown in (("slim-resnet", "fer_plus"), ("mini-xception", "")):
        command = ["evaluate", "--model", name, "--data", str(small_data), "--record"]
        assert main([*command, "--models", str(models), "--json", str(out)]) == 0
        found = json.loads(out.read_text())
        recall = (found[shown] if shown else found)["recall"]
        entry = weights.model(name, models)
        assert dict(entry.recall) == {one: round(value, 4) for one, value in recall.items()}


def test_a_failed_evaluation_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    result = tmp_path / "result.json"
    result.write_text("yesterday's")
    error_of(
        capsys, "evaluate", "--model", "mini-xception", "--data", small_data, "--split", "private",
        "--json", result,
    )  # fmt: skip
    assert result.read_text() == "yesterday's"
