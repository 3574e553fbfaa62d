"""python -m analyzer evaluate: files that others made to be scored, in any form they come in."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer import weights
from analyzer.__main__ import main
from analyzer.results import EXPRESSIONS
from tests.analyzer.command_line import error_of

Columns = dict[str, NDArray[Any]]

EVALUATE: Final = ("evaluate", "--model", "mini-xception", "--data")


def not_json(constant: str) -> None:
    pytest.fail(f"{constant} is no JSON")


def scored(tmp_path: Path, columns: Columns, *words: str) -> dict[str, Any]:
    """Return the figures of a file of such columns, as any reader of JSON reads them."""
    out = tmp_path / "out.json"
    np.savez(tmp_path / "scored.npz", allow_pickle=True, **columns)
    drawn = ("--json", str(out), "--figures", str(tmp_path / "figures"))
    assert main([*EVALUATE, str(tmp_path / "scored.npz"), *words, *drawn]) == 0
    found: dict[str, Any] = json.loads(out.read_text(), parse_constant=not_json)
    assert (tmp_path / "figures" / "confusion.png").is_file()
    return found


@pytest.fixture
def columns(small_data: Path) -> Columns:
    """Return the small data's 40 pictures of PublicTest, which are of no split here."""
    with np.load(small_data) as stored:
        held = {name: stored[name] for name in ("images", "labels", "votes")}
        return {name: column[stored["split"] == 1] for name, column in held.items()}


PRIVATE: Final = np.full(40, 2)


@pytest.mark.parametrize("split", [PRIVATE, np.full(40, "PrivateTest"), np.full(40, 0), None])
@pytest.mark.parametrize("words", [(), ("--split", "all")])
def test_a_file_of_one_split_is_scored_whole(
    small_data: Path, tmp_path: Path, columns: Columns, split: Any, words: tuple[str, ...]
) -> None:
    found = scored(tmp_path, columns if split is None else {**columns, "split": split}, *words)
    assert main([*EVALUATE, str(small_data), "--json", str(tmp_path / "public.json")]) == 0
    public = json.loads((tmp_path / "public.json").read_text())
    for name in ("n", "accuracy", "recall", "confusion", "ece", "fer_plus", "intervals"):
        assert found[name] == public[name], name
    named = {0: "training"}.get(0 if split is None else split[0], "private")
    assert found["split"] == (words[1] if words else "private" if split is None else named)


def test_a_form_of_more_dimensions_and_wider_numbers_is_scored_alike(
    tmp_path: Path, columns: Columns
) -> None:
    plain = scored(tmp_path, columns)
    wide = {name: column.astype(np.int64) for name, column in columns.items()}
    wide["images"] = wide["images"][..., None]
    # Names of files, as pandas keeps them, are Python objects.
    found = scored(tmp_path, {**wide, "files": np.array(["a.png"] * 40, object)})
    for name in ("n", "accuracy", "recall", "confusion", "ece", "fer_plus", "data_content"):
        assert found[name] == plain[name], name


@pytest.mark.parametrize("words", [(), ("--split", "all"), ("--split", "private")])
def test_six_expressions_without_neutral_and_votes_are_scored(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, columns: Columns, words: tuple[str, ...]
) -> None:
    six = columns["labels"] != EXPRESSIONS.index("neutral")
    found = scored(
        tmp_path,
        {"images": columns["images"][six], "labels": columns["labels"][six].astype(np.int64)},
        *words,
    )
    recall = found["recall"]
    assert (found["n"], recall.pop("neutral"), found["fer_plus"]) == (six.sum(), None, None)
    assert found["macro_recall"] == pytest.approx(np.mean(list(recall.values())))
    confusion = np.array(found["confusion"])
    assert (confusion.shape, confusion[6].sum()) == ((7, 7), 0)
    assert found["accuracy"] == pytest.approx(np.trace(confusion) / six.sum())
    assert found["intervals"]["recall"]["neutral"] is None
    assert "neutral    does not occur" in capsys.readouterr().out


@pytest.mark.parametrize("votes", [0, [0, 0, 0, 0, 0, 0, 0, 9, 1, 0]], ids=["none", "contempt"])
def test_votes_for_none_of_ours_are_no_figures(
    tmp_path: Path, columns: Columns, votes: Any
) -> None:
    nobody = np.zeros((40, 10), np.uint8)
    nobody[:] = votes
    found = scored(tmp_path, {**columns, "votes": nobody})
    assert found["fer_plus"] is None
    assert found["uncalibrated"]["vote_ece"] is found["cross_fitted"]["vote_ece"] is None
    assert found["accuracy"] == scored(tmp_path, columns)["accuracy"]


def test_a_single_picture_is_scored(tmp_path: Path, columns: Columns) -> None:
    found = scored(tmp_path, {name: column[:1] for name, column in columns.items()})
    assert (found["n"], found["cross_fitted"]) == (1, None)
    assert found["fer_plus"]["n"] == 1


def test_figures_are_not_written_over_what_they_are_of(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    data, model = tmp_path / "faces.npz", tmp_path / "own.tflite"
    data.write_bytes(small_data.read_bytes())
    model.write_bytes(weights.model("mini-xception").read())
    manifest = weights.MODELS / weights.MANIFEST
    before = {path: path.read_bytes() for path in (data, model, manifest)}
    own = ("evaluate", "--model", model, "--data")
    for words in (
        (*own, data, "--json", data),
        (*own, small_data, "--json", model),
        (*own, small_data, "--seen", data, "--json", data),
        (*own, small_data, "--json", manifest),
        ("detectors", "--data", data, "--json", data),
    ):
        assert "is the same file as" in error_of(capsys, *words)
    assert {path: path.read_bytes() for path in before} == before
