"""A run's folder: checkpoints, log and result, each whole or not there, whenever it is killed."""

import csv
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras

from analyzer.training.figures import draw_learning_curves
from analyzer.training.forms import SIDE
from analyzer.training.schedule import Schedule

COLUMNS = (
    *("epoch", "learning_rate", "side", "loss", "accuracy"),
    *("val_loss", "val_accuracy", "val_fer_plus", "seconds"),
)


class RunError(ValueError):
    """A run that cannot start or go on; the message is one line for the user."""


class Run:
    """Reads and writes one folder.

    `last.keras` is the network with its optimiser, `average.keras` its averaged weights, both of
    the last finished epoch; `best.keras` is the average of the lowest validation loss;
    `state.json` says where the run stands and is written after them; `log.csv`, `curves.png` and
    `result.json` are for people. Of several workers one `writes`; the others must take part in
    saving, since they hold a part of what is saved, and throw theirs away.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any], *, writes: bool = True) -> None:
        self.folder = folder
        self._writes = writes
        self.identity = json.loads(json.dumps(identity))
        self._result: dict[str, Any] = {}

    def refuse_to_overwrite(self, *, resuming: bool) -> None:
        """Raise RunError where the folder holds a run that was not to be resumed."""
        if not resuming and self.folder.exists() and any(self.folder.iterdir()):
            raise RunError(f"{self.folder} is not empty: add --resume or choose another folder")

    def resumed(self) -> Schedule | None:
        """Return where the folder's run stands; None before its first epoch has ended.

        Raises RunError where the folder holds another run.
        """
        path = self.folder / "state.json"
        if not path.is_file():
            return None
        state = json.loads(path.read_text(encoding="utf-8"))
        for name, wanted in self.identity.items():
            if state.get(name) == wanted:
                continue
            if name == "architecture":
                found = state.get(name)
                raise RunError(f"{self.folder} holds a checkpoint of {found}, not of {wanted}")
            raise RunError(f"{self.folder} was trained with another {name}")
        return Schedule(**state["schedule"])

    def load(self, name: str) -> keras.Model:
        """Return the network of the last finished epoch ("last") or its "average".

        Raises RunError.
        """
        return _loaded(self.folder / f"{name}.keras")

    def earlier_commands(self) -> list[str]:
        """Return the commands that brought a resumed run to where it stands."""
        path = self.folder / "result.json"
        return list(json.loads(path.read_text())["commands"]) if path.is_file() else []

    def begin(self, result: Mapping[str, Any]) -> None:
        """Make the folder; `result` goes into `result.json` after each epoch."""
        if self._writes:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._result = {**self.identity, **result}

    def keep(self, model: keras.Model, average: keras.Model, schedule: Schedule) -> None:
        """Write the checkpoints of an epoch that just ended."""
        if not self._writes:
            with tempfile.TemporaryDirectory() as folder:
                model.save(Path(folder) / "last.keras")
            return
        _replace(self.folder / "last.keras", model.save)
        _replace(self.folder / "average.keras", average.save)
        if schedule.improved:
            _replace(self.folder / "best.keras", average.save)
        _write_json(self.folder / "state.json", {**self.identity, "schedule": asdict(schedule)})
        _write_json(self.folder / "result.json", {**self._result, "schedule": asdict(schedule)})

    def log(self, figures: Mapping[str, float | None]) -> None:
        """Add an epoch's line to `log.csv` and draw the learning curves anew."""
        if not self._writes:
            return
        path = self.folder / "log.csv"
        is_new = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as lines:
            writer = csv.DictWriter(lines, COLUMNS)
            if is_new:
                writer.writeheader()
            writer.writerow({name: _short(figures[name]) for name in COLUMNS})
        draw_learning_curves(self.folder / "curves.png", read_log(path))


def read_log(path: Path) -> list[dict[str, float | None]]:
    """Return the lines of a run's `log.csv`."""
    with path.open(newline="", encoding="utf-8") as lines:
        return [
            {name: float(value) if value else None for name, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, indent=1) + "\n"
    _replace(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    unfinished = path.with_name(f"unfinished-{path.name}")
    write(unfinished)
    unfinished.replace(path)


def load_checkpoint(path: Path, architecture: str | None = None) -> keras.Model:
    """Return a saved network, of that architecture where one is named. Raises RunError."""
    if not path.is_file():
        raise RunError(f"{path}: no such checkpoint")
    model = _loaded(path, compile=False)
    if architecture not in (None, model.name):
        raise RunError(f"{path} holds a checkpoint of {model.name}, not of {architecture}")
    return model


def _loaded(path: Path, **options: Any) -> keras.Model:
    try:
        return keras.models.load_model(path, **options)
    except (OSError, ValueError, TypeError) as error:
        # Keras says of a damaged file that there is none.
        raise RunError(f"{path}: not a readable checkpoint") from error


def side_of(folder: Path) -> int:
    """Return the side that a run's best checkpoint was validated at, pixels.

    Without a log it is what `result.json` says, as of an unpacked model, else 48.
    """
    path = folder / "log.csv"
    if not path.is_file():
        result = folder / "result.json"
        found = json.loads(result.read_text(encoding="utf-8")) if result.is_file() else {}
        return int(found.get("side", SIDE))
    rows = [row for row in read_log(path) if row["val_loss"] is not None]
    best = min(rows, key=lambda row: row["val_loss"] or 0.0)
    return int(best["side"] or SIDE)
