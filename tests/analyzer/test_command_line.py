"""python -m analyzer: figures in files, mistakes in one line with exit code 2."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.__main__ import main
from analyzer.output import command_line
from analyzer.training.recipes import load_recipe
from tests.analyzer.command_line import error_of


@pytest.mark.parametrize(
    "words", [["--data", "/home/alice/my data/fer2013.npz"], ["--data=../fer2013.npz"]]
)
def test_a_command_names_its_data_without_the_folder(words: list[str]) -> None:
    said = command_line(["evaluate", *words, "--json", "models/x.json"])
    assert said.startswith("python -m analyzer evaluate --data")
    assert said[len("python -m analyzer evaluate --data") :] in (
        " fer2013.npz --json models/x.json",
        "=fer2013.npz --json models/x.json",
    )


def test_a_command_names_what_was_seen_without_the_folder() -> None:
    said = command_line(["evaluate", "--data", "a/b.npz", "--seen", "/srv/data/all.npz"])
    assert said == "python -m analyzer evaluate --data b.npz --seen all.npz"


def test_mistakes_are_one_line(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    evaluate = ("evaluate", "--model", "mini-xception", "--data")
    assert "no such file" in error_of(capsys, *evaluate, tmp_path / "gone.npz")
    assert "'private' is empty" in error_of(capsys, *evaluate, small_data, "--split", "private")
    unknown = error_of(capsys, "evaluate", "--model", "vgg", "--data", small_data)
    assert "no model 'vgg'" in unknown
    assert "no such file" in error_of(capsys, "inspect-data", "--data", tmp_path / "gone.csv")
    train = ("train", "--data", small_data, "--out", tmp_path / "run")
    assert "no recipe for 'vgg-99'" in error_of(capsys, *train, "--arch", "vgg-99")
    assert "--arch or --recipe is needed" in error_of(capsys, *train)
    shutil.copytree(weights.MODELS / "recipes", tmp_path / "kept")
    again = ("train", "--arch", "vgg", "--data", small_data, "--out", tmp_path / "kept", "--resume")
    assert "no run to resume" in error_of(capsys, *again)
    assert "no such recipe" in error_of(capsys, *train, "--recipe", tmp_path / "gone.toml")
    run = ("--run", tmp_path, "--data", small_data)
    assert "no result.json of a run" in error_of(capsys, "calibrate", *run)
    assert "no model 'vgg'" in error_of(capsys, "card", "--model", "vgg")
    assert not (tmp_path / "run").exists()


def test_a_file_that_is_no_classifier_is_named(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    keras = pytest.importorskip("keras")
    from analyzer.training.export import to_tflite

    for name, shape, kind in (("wide", (64, 64, 1), "float32"), ("whole", (48, 48, 1), "int32")):
        picture = keras.Input(shape, dtype=kind)
        seen = keras.layers.Flatten()(keras.ops.cast(picture, "float32"))
        model = keras.Model(picture, keras.layers.Dense(7, activation="softmax")(seen))
        (tmp_path / f"{name}.tflite").write_bytes(to_tflite(model))
    (tmp_path / "text.tflite").write_text("by mistake")
    for name, complaint in (
        ("wide", "the model does not take grey 48x48 crops"),
        ("whole", "the model takes int32, float32 expected"),
        ("text", "not a TensorFlow Lite model"),
    ):
        path = tmp_path / f"{name}.tflite"
        told = error_of(capsys, "evaluate", "--model", path, "--data", small_data)
        assert told.startswith(f"analyzer evaluate: {path}: {complaint}")


@pytest.mark.parametrize(
    "command",
    [
        "train --arch vgg --data d --out o --limit",
        "evaluate --model m --data d --through-detector",
        "detectors --data d --count",
        "watch film.mp4 --frames",
        "bench --rounds",
    ],
)
def test_a_number_below_its_least_is_refused(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words = command.split()
    for number in ("-3", "many"):
        with pytest.raises(SystemExit) as exit_:
            main([*words, number])
        assert exit_.value.code == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert told.startswith(f"analyzer {words[0]}: argument {words[-1]}: a whole number")
        assert told.endswith(f"found '{number}'\n")


def test_what_cannot_be_written_is_told_before_the_work(
    capsys: pytest.CaptureFixture[str], small_data: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("")
    data, out = ("--data", small_data), tmp_path / "taken" / "result.json"
    for command in (
        ("evaluate", "--model", "mini-xception", *data, "--json", out),
        ("evaluate", "--model", "mini-xception", *data, "--figures", tmp_path / "taken"),
        ("detectors", *data, "--json", out),
        ("bench", "--no-thesis", "--json", out),
    ):
        complaint = error_of(capsys, *command)
        assert complaint == f"analyzer {command[0]}: {tmp_path}/taken: Not a directory\n"
    assert "Is a directory" in error_of(capsys, "detectors", *data, "--json", tmp_path)


def test_a_command_that_can_go_on_says_so_when_it_is_interrupted(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    small_data: Path,
    tmp_path: Path,
) -> None:
    pytest.importorskip("tensorflow")
    from analyzer.training import train

    def interrupted(plan: object, faces: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "train", interrupted)
    command = ("train", "--arch", "vgg", "--data", small_data, "--out", tmp_path)
    told = error_of(capsys, *command)
    assert told == "analyzer train: interrupted; the run goes on with --resume\n"


def test_any_architecture_is_trained_by_any_recipe(
    monkeypatch: pytest.MonkeyPatch, small_data: Path, tmp_path: Path
) -> None:
    pytest.importorskip("tensorflow")
    from analyzer.training import train

    plans: list[Any] = []
    monkeypatch.setattr(train, "train", lambda plan, faces: plans.append(plan))
    rest = ["--data", str(small_data), "--out", str(tmp_path), "--epochs", "3", "--seed", "7"]
    recipe = str(weights.MODELS / "recipes" / "vgg.toml")
    for words in (["--arch", "lenet-5"], ["--arch", "slim-resnet-se", "--recipe", recipe]):
        assert main(["train", *words, *rest]) == 0
    told = [(plan.recipe.architecture, plan.recipe.epochs, plan.recipe.seed) for plan in plans]
    assert told == [("lenet-5", 3, 7), ("slim-resnet-se", 3, 7)]
    assert plans[1].recipe.batch == load_recipe(Path(recipe)).batch


def test_what_make_run_does_not_set_up_is_named_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small_data: Path
) -> None:
    monkeypatch.delitem(sys.modules, "analyzer.training.overview", raising=False)
    monkeypatch.delitem(sys.modules, "analyzer.training.figures", raising=False)
    # What the import system does for a package that is not there.
    monkeypatch.setitem(sys.modules, "matplotlib.axes", None)
    complaint = error_of(capsys, "inspect-data", "--data", small_data)
    assert complaint.endswith("matplotlib.axes is not installed: run `make dev`\n")


def test_an_unknown_command_exits_with_two() -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["dance"])
    assert exit_.value.code == 2
