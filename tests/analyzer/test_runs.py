"""A run's folder holds whole epochs only, wherever it was killed."""

import csv
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tensorflow")

from analyzer.training import run as module
from analyzer.training.run import COLUMNS, Run, side_of
from analyzer.training.schedule import Schedule

LOSSES = (3.0, 2.0, 2.5, 1.0)
SIDES = (32, 32, 40, 48)
"""Of the validation, epoch by epoch."""


class Killed(BaseException):
    """What no code can catch by mistake."""


class Network:
    """Saves which epoch it is of."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch

    def save(self, path: Path) -> None:
        path.write_text(str(self.epoch))


def follow(folder: Path) -> None:
    """Go through the epochs from where the folder's run stands."""
    run = Run(folder, {"architecture": "tiny"})
    schedule = run.resumed() or Schedule(0.1)
    run.begin({"commands": [*run.earlier_commands(), "train"]})
    for epoch in range(schedule.epoch + 1, len(LOSSES) + 1):
        schedule = schedule.after(LOSSES[epoch - 1])
        figures = {**dict.fromkeys(COLUMNS), "epoch": epoch, "side": SIDES[epoch - 1]}
        best = SIDES[schedule.best_epoch - 1]
        run.keep(Network(epoch), Network(epoch), schedule, figures, best)


@pytest.fixture(autouse=True)
def _no_curves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Matplotlib is slow, and nothing here hangs on its drawing."""
    monkeypatch.setattr(module, "draw_learning_curves", lambda path, log: path.touch())


def kill_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Let the `step`-th change of the file system be one that does not happen, nor any after it."""
    steps = itertools.count(1)

    def until_then(real: Callable[..., Any]) -> Callable[..., Any]:
        def change(*arguments: Any, **options: Any) -> Any:
            if next(steps) >= step:
                raise Killed
            return real(*arguments, **options)

        return change

    for name in ("mkdir", "write_text", "rename", "replace", "rmdir"):
        patch.setattr(Path, name, until_then(getattr(Path, name)))


def held(folder: Path) -> dict[str, str]:
    return {name: (folder / f"{name}.keras").read_text() for name in ("last", "average", "best")}


@pytest.mark.parametrize("step", range(1, 51))
def test_a_run_killed_between_any_two_steps_is_whole(step: int, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with pytest.MonkeyPatch.context() as patch:
        kill_at(step, patch)
        with pytest.raises(Killed):
            follow(folder)
    stands = Run(folder, {"architecture": "tiny"}).resumed()
    if stands is not None:
        epoch, best = str(stands.epoch), str(stands.best_epoch)
        assert held(folder) == {"last": epoch, "average": epoch, "best": best}
        assert side_of(folder) == SIDES[stands.best_epoch - 1]
    follow(folder)
    assert held(folder) == {"last": "4", "average": "4", "best": "4"}
    with (folder / "log.csv").open(newline="") as lines:
        assert [row["epoch"] for row in csv.DictReader(lines)] == ["1", "2", "3", "4"]
    assert json.loads((folder / "result.json").read_text())["schedule"]["epoch"] == 4
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".json", ".keras", ".png"}


def test_an_epoch_that_was_killed_halfway_is_settled_by_whoever_reads(tmp_path: Path) -> None:
    follow(tmp_path)
    (tmp_path / "ended-epoch").mkdir()
    for name in ("result.json", "best.keras"):
        (tmp_path / name).replace(tmp_path / "ended-epoch" / name)
    assert side_of(tmp_path) == 48
    assert (tmp_path / "best.keras").is_file()
    assert not (tmp_path / "ended-epoch").exists()


def test_a_folder_of_no_run_says_nothing(tmp_path: Path) -> None:
    assert side_of(tmp_path / "nowhere") == 48
