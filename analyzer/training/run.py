"""A run's folder: each epoch is in it as a whole or not at all, whenever the run is killed."""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import keras

from analyzer.output import read_json, write_json
from analyzer.training.figures import draw_learning_curves
from analyzer.training.file_formats import SIDE
from analyzer.training.schedule import Schedule

COLUMNS = (
    *("epoch", "learning_rate", "side", "loss", "accuracy"),
    *("val_loss", "val_accuracy", "val_fer_plus", "seconds"),
)
OTHER: Final = {
    "data": "other data",
    "held_back": "other held-back pictures",
    "teachers": "other teachers",
}
"""How a run is told to be another one, where "another" and the field's name are no English."""
UNFINISHED: Final = "unfinished-epoch"
ENDED: Final = "ended-epoch"


class RunError(ValueError):
    """A run that cannot start or go on; the message is one line for the user."""


class Run:
    """Reads and writes one folder.

    `last.keras` is the network with its optimiser, `average.keras` its averaged weights, both of
    the last finished epoch; `best.keras` is the average of the lowest validation loss;
    `state.json` says where the run stands; `log.csv`, `curves.png` and `result.json` are for
    people. All files of an epoch are written into `unfinished-epoch`, whose new name `ended-epoch`
    is the moment from which they count; then they take the places of the older ones (`settle`).
    Of several workers one `writes`; the others must take part in saving, since they hold a part of
    what is saved, and throw theirs away.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any], *, writes: bool = True) -> None:
        self.folder = folder
        self._writes = writes
        self.identity = json.loads(json.dumps(identity))
        self._result: dict[str, Any] = {}

    def resumed(self) -> Schedule | None:
        """Return where the folder's run stands; None before its first epoch has ended.

        Raises RunError where the folder holds another run.
        """
        settle(self.folder)
        path = self.folder / "state.json"
        if not path.is_file():
            return None
        state = read_json(path)
        for name, wanted in self.identity.items():
            if state.get(name) == wanted:
                continue
            if name == "architecture":
                found = state.get(name)
                raise RunError(f"{self.folder} holds a checkpoint of {found}, not of {wanted}")
            what = OTHER.get(name, f"another {name}")
            raise RunError(f"{self.folder} was trained with {what}")
        try:
            return Schedule(**state["schedule"])
        except (KeyError, TypeError) as error:
            raise RunError(f"{path}: damaged, it does not say where the run stands") from error

    def load(self, name: str) -> keras.Model:
        """Return the network of the last finished epoch ("last") or its "average".

        Raises RunError.
        """
        return _loaded(self.folder / f"{name}.keras")

    def earlier_commands(self) -> list[str]:
        """Return the commands that brought a resumed run to where it stands."""
        return list(result_of(self.folder).get("commands", []))

    def begin(self, result: Mapping[str, Any]) -> None:
        """Make the folder; `result` goes into `result.json` after each epoch."""
        if self._writes:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._result = {**self.identity, **result}

    def keep(
        self,
        model: keras.Model,
        average: keras.Model,
        schedule: Schedule,
        figures: Mapping[str, float | None],
        side: int,
    ) -> None:
        """Write the checkpoints and the line of an epoch that just ended; `figures` by COLUMNS.

        `side` is what the best epoch so far was validated at, pixels.
        """
        if not self._writes:
            with tempfile.TemporaryDirectory() as folder:
                model.save(Path(folder) / "last.keras")
            return
        epoch = self.folder / UNFINISHED
        shutil.rmtree(epoch, ignore_errors=True)
        epoch.mkdir()
        model.save(epoch / "last.keras")
        average.save(epoch / "average.keras")
        if schedule.improved:
            average.save(epoch / "best.keras")
        stands = {"schedule": asdict(schedule), "side": side}
        write_json(epoch / "state.json", {**self.identity, **stands})
        write_json(epoch / "result.json", {**self._result, **stands})
        (epoch / "log.csv").write_text(self._log_with(figures), encoding="utf-8", newline="")
        draw_learning_curves(epoch / "curves.png", read_log(epoch / "log.csv"))
        epoch.rename(self.folder / ENDED)
        settle(self.folder)

    def _log_with(self, figures: Mapping[str, float | None]) -> str:
        """Return the log with one line more."""
        path, line = self.folder / "log.csv", io.StringIO()
        earlier = path.read_bytes().decode() if path.is_file() else ""
        writer = csv.DictWriter(line, COLUMNS)
        if not earlier:
            writer.writeheader()
        writer.writerow({name: _short(figures[name]) for name in COLUMNS})
        return earlier + line.getvalue()


def settle(folder: Path) -> None:
    """Bring the files of the epoch that ended last to their places, where a kill came between.

    Whoever comes first moves a file: several workers, or a command that reads while a run writes.
    """
    ended = folder / ENDED
    with suppress(FileNotFoundError):
        for file in [*ended.iterdir()]:
            with suppress(FileNotFoundError):
                file.replace(folder / file.name)
        ended.rmdir()


def refuse_to_overwrite(folder: Path, *, resuming: bool, known: Collection[str] = ()) -> None:
    """Raise RunError where a run is to begin in a folder that others' files lie in.

    Resuming may find what a kill left of a first epoch, and files of `known` names.
    """
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held and not resuming:
        raise RunError(f"{folder} is not empty: add --resume or choose another folder")
    if any(name not in known and not name.startswith("unfinished-") for name in held):
        raise RunError(f"{folder} is not empty and holds no run to resume: choose another folder")


def read_log(path: Path) -> list[dict[str, float | None]]:
    """Return the lines of a run's `log.csv`."""
    with path.open(newline="", encoding="utf-8") as lines:
        return [
            {name: float(value) if value else None for name, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def load_checkpoint(path: Path, architecture: str | None = None) -> keras.Model:
    """Return a saved network, of that architecture where one is named. Raises RunError."""
    settle(path.parent)
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


def result_of(folder: Path) -> dict[str, Any]:
    """Return what `result.json` of a run, or of an unpacked model, says; nothing where none is."""
    settle(folder)
    path = folder / "result.json"
    return read_json(path) if path.is_file() else {}


def side_of(folder: Path) -> int:
    """Return the side that a run's best checkpoint was validated at, pixels; 48 where none says."""
    return int(result_of(folder).get("side", SIDE))
