"""The comparison trains and scores every architecture alike, and a baseline without a network."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from analyzer import weights
from analyzer.__main__ import main
from analyzer.training import baseline
from analyzer.training import compare as module
from analyzer.training.baseline import NAME, descriptors, learned, predictions, reader
from analyzer.training.compare import RECIPE, Comparison, compare, table
from analyzer.training.data import Faces, divide, load
from analyzer.training.recipes import load_recipe
from analyzer.training.timing import WARM_UP, milliseconds
from tests.analyzer import networks
from tests.analyzer.command_line import error_of

Pictures = NDArray[np.uint8]

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def test_every_network_has_a_row_and_the_best_comes_first(small_data: Path, tmp_path: Path) -> None:
    order = Comparison(
        small_data, tmp_path, ("tiny", "tiny-pair"), epochs=1,
        json=tmp_path / "result.json", chart=tmp_path / "chart.png",
    )  # fmt: skip
    result = compare(order)
    accuracies = [row["accuracy"] for row in result["rows"].values()]
    assert result["rows"].keys() == {"tiny", "tiny-pair"}
    assert accuracies == sorted(accuracies, reverse=True)
    assert json.loads((tmp_path / "result.json").read_text()) == result
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert len(table(result).splitlines()) == 4


def test_gradients_do_not_see_how_light_a_picture_is() -> None:
    image = np.random.default_rng(0).integers(0, 120, (1, 48, 48), np.uint8)
    darker = descriptors(image)
    assert darker.shape == (1, 900)
    assert np.allclose(darker, descriptors(image * 2), atol=0.01)


def test_the_baseline_learns_what_can_be_learned(small_data: Path) -> None:
    training = load(small_data).part("training")
    predicted = predictions(learned(training), training)
    assert (predicted == training.labels).mean() > 0.9
    assert reader()(training.images[0]) in range(7)


def test_all_learn_from_the_same_pictures(
    small_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught: list[Faces] = []

    def noting(training: Faces) -> LinearSVC:
        taught.append(training)
        return learned(training)

    monkeypatch.setattr(baseline, "learned", noting)
    monkeypatch.setattr(module, "ARCHITECTURES", {"tiny": networks.tiny})
    result = compare(Comparison(small_data, tmp_path, epochs=1, limit=60))
    run = json.loads((tmp_path / "tiny" / "result.json").read_text())
    assert run["pictures"]["training"] == result["pictures"] == 60
    assert [len(training) for training in taught] == [60]
    recipe = load_recipe(RECIPE)
    network, _ = divide(load(small_data).part("training"), recipe.validation, recipe.seed, 60)
    assert np.array_equal(taught[0].images, network.images)
    assert result["rows"].keys() == {"tiny", "hog-svm"}


def test_the_baseline_can_be_learned_alone(small_data: Path, tmp_path: Path) -> None:
    result = compare(Comparison(small_data, tmp_path, (NAME,)))
    assert result["rows"].keys() == {NAME}
    assert not list(tmp_path.iterdir())


def test_an_earlier_comparison_is_timed_anew_without_its_runs(tmp_path: Path) -> None:
    path = tmp_path / "comparison.json"
    row = {"parameters": 1, "multiplications": 1, "accuracy": 0.5, "macro_recall": 0.4}
    earlier = {**row, "fer_plus": None, "milliseconds": 9e9}
    path.write_text(json.dumps({"command": "compare", "rows": {"tiny": earlier, NAME: earlier}}))
    assert main(["compare", "--retime", str(path)]) == 0
    result = json.loads(path.read_text())
    for found in result["rows"].values():
        assert 0 < found["milliseconds"] < 1000
        assert {**found, "milliseconds": 9e9} == earlier
    assert result["command"] == "compare"
    assert path.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


def test_what_is_no_comparison_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.json").write_text("[]")
    for name, complaint in (("gone.json", "no such file"), ("list.json", "not a comparison's")):
        assert main(["compare", "--retime", str(tmp_path / name)]) == 2
        assert complaint in capsys.readouterr().err
    assert main(["compare"]) == 2
    assert "--data and --out are needed, or --retime" in capsys.readouterr().err


def test_a_comparison_is_not_written_over_its_data(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "faces.npz"
    data.write_bytes(small_data.read_bytes())
    asked = ("compare", "--data", data, "--out", tmp_path / "runs")
    for words in (
        (*asked, "--json", data),
        (*asked, "--chart", data),
        ("compare", "--retime", data, "--chart", data),
    ):
        assert "is the same file as" in error_of(capsys, *words)
    assert data.read_bytes() == small_data.read_bytes()
    assert not (tmp_path / "runs").exists()


def test_readers_take_turns_and_only_their_own_work_is_counted() -> None:
    faces, order = np.zeros((3, 48, 48), np.uint8), list[str]()

    def working(face: Pictures) -> None:
        order.append("working")
        sum(range(20_000))

    def waiting(face: Pictures) -> None:
        order.append("waiting")
        # Waits for longer than the other works, and computes nothing meanwhile.
        threading.Event().wait(0.002)

    times = milliseconds({"working": working, "waiting": waiting}, faces, rounds=5)
    assert times["waiting"] < times["working"]
    turns = [order[at] for at in range(0, len(order), 3)]
    assert turns.count("working") == turns.count("waiting") == WARM_UP + 5
    assert len({tuple(turns[at : at + 2]) for at in range(0, len(turns), 2)}) == 2


def test_the_guide_shows_the_committed_comparison() -> None:
    result = json.loads((weights.MODELS / "comparison.json").read_text(encoding="utf-8"))
    assert table(result) in (weights.MODELS / "README.md").read_text(encoding="utf-8")
