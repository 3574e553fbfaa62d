"""Train one architecture by the thesis's recipe: seeded, logged line by line, resumable."""

import csv
import json
import logging
import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NoReturn

import keras
import numpy as np
from tqdm import tqdm

from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.augment import augment
from analyzer.training.data import Faces, divide, load
from analyzer.training.schedule import Schedule

logger = logging.getLogger(__name__)

VALIDATION_SHARE = 1 / 8
"""Share of Training held back to choose the checkpoint; PublicTest stays untouched."""
LEARNING_RATE = 1e-3
"""Adam's own default, as in the thesis."""
COLUMNS = ("epoch", "learning_rate", "loss", "accuracy", "val_loss", "val_accuracy")


class TrainingError(ValueError):
    """A run that cannot start or go on; the message is one line for the user."""


@dataclass(frozen=True)
class Plan:
    """What to train, on what, and where its files go.

    `limit` keeps only so many training pictures (0: all), for a trial of the set-up.
    `learning_rate` 0 leaves the rate to the schedule; on a resumed run any other value replaces
    the schedule's, for an end to a run that cannot last as long as the thesis's.
    """

    arch: str
    data: Path
    out: Path
    epochs: int = 150
    batch: int = 32
    learning_rate: float = 0.0
    seed: int = 1
    limit: int = 0
    resume: bool = False

    def identity(self, data_sha256: str) -> dict[str, str | int]:
        """Return what a checkpoint must share with a command to be resumed by it."""
        return {"arch": self.arch, "seed": self.seed, "data_sha256": data_sha256}

    @property
    def last(self) -> Path:
        """Checkpoint of the last finished epoch, optimiser included."""
        return self.out / "last.keras"

    @property
    def best(self) -> Path:
        """Checkpoint of the lowest validation loss."""
        return self.out / "best.keras"

    @property
    def state(self) -> Path:
        """Schedule and identity of the run, written after `last`."""
        return self.out / "state.json"

    @property
    def result(self) -> Path:
        """Commands, data hash and schedule, as of the last finished epoch."""
        return self.out / "result.json"


def train(plan: Plan) -> Path:
    """Run the plan to its end and return the folder with checkpoints, `log.csv`, `result.json`.

    Raises DataError or TrainingError before anything is written.
    """
    if plan.arch not in ARCHITECTURES:
        known = ", ".join(sorted(ARCHITECTURES))
        raise TrainingError(f"unknown architecture {plan.arch!r}: use one of {known}")
    if plan.epochs < 1 or plan.batch < 1 or plan.learning_rate < 0 or plan.limit < 0:
        raise TrainingError("epochs and batch start at 1; learning rate and limit at 0")
    faces = load(plan.data)
    training, validation = divide(faces.part("training"), VALIDATION_SHARE, plan.seed)
    if plan.limit:
        training = training.rows(np.arange(min(plan.limit, len(training))))
    keras.utils.set_random_seed(plan.seed)
    identity = plan.identity(faces.sha256)
    model, schedule = _resumed(plan, identity) if plan.resume else _fresh(plan)
    plan.out.mkdir(parents=True, exist_ok=True)
    result = {
        **identity,
        "commands": [*_earlier_commands(plan), _command()],
        "pictures": {"training": len(training), "validation": len(validation)},
    }
    while schedule.epoch < plan.epochs and not schedule.exhausted:
        figures = _one_epoch(plan, model, schedule, training, validation)
        rate, schedule = schedule.learning_rate, schedule.after(figures["val_loss"])
        _keep(plan, model, {**identity, "schedule": asdict(schedule)}, best=schedule.improved)
        _log(plan.out / "log.csv", {**figures, "epoch": schedule.epoch, "learning_rate": rate})
        _write_json(plan.result, {**result, "schedule": asdict(schedule)})
        logger.info("epoch %d: %s", schedule.epoch, figures)
    return plan.out


def _command() -> str:
    return shlex.join(["python", "-m", "analyzer", *sys.argv[1:]])


def _earlier_commands(plan: Plan) -> list[str]:
    """Return the commands that brought a resumed run to where it stands."""
    if not plan.result.is_file():
        return []
    return list(json.loads(plan.result.read_text())["commands"])


def _fresh(plan: Plan) -> tuple[keras.Model, Schedule]:
    if plan.out.exists() and any(plan.out.iterdir()):
        raise TrainingError(f"{plan.out} is not empty: add --resume or choose another folder")
    model = ARCHITECTURES[plan.arch]()
    schedule = Schedule(plan.learning_rate or LEARNING_RATE)
    # The models end in probabilities, so the loss takes probabilities, not scores.
    model.compile(
        optimizer=keras.optimizers.Adam(schedule.learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model, schedule


def _resumed(plan: Plan, identity: Mapping[str, object]) -> tuple[keras.Model, Schedule]:
    """Return the last checkpoint with its schedule, or a fresh start where none was written."""
    if not plan.state.is_file():
        return _fresh(plan)
    state = json.loads(plan.state.read_text())
    for name, wanted in identity.items():
        if state[name] != wanted:
            raise TrainingError(f"{plan.out} was trained with {name} {state[name]}, not {wanted}")
    schedule = Schedule(**state["schedule"])
    if plan.learning_rate:
        schedule = replace(schedule, learning_rate=plan.learning_rate, waited=0)
    return keras.models.load_model(plan.last), schedule


def _one_epoch(
    plan: Plan, model: keras.Model, schedule: Schedule, training: Faces, validation: Faces
) -> dict[str, float]:
    """Fit one epoch of fresh views and return its figures, named as in COLUMNS."""
    model.optimizer.learning_rate = schedule.learning_rate
    # The epoch's own seed: a resumed run sees the views that an unbroken one would have seen.
    random = np.random.default_rng((plan.seed, schedule.epoch))
    order = random.permutation(len(training))
    history = model.fit(
        augment(training.images[order], random)[..., None],
        training.labels[order],
        batch_size=plan.batch,
        shuffle=False,
        validation_data=(validation.images[..., None], validation.labels),
        validation_batch_size=256,
        callbacks=[_Bar(f"epoch {schedule.epoch + 1}/{plan.epochs}")],
        verbose=0,
    ).history
    return {name: float(values[-1]) for name, values in history.items()}


def _keep(plan: Plan, model: keras.Model, state: Mapping[str, object], *, best: bool) -> None:
    """Write the checkpoints; each appears whole or not at all, whenever the run is killed."""
    _replace(plan.last, model.save)
    if best:
        _replace(plan.best, model.save)
    _write_json(plan.state, state)


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, indent=1) + "\n"
    _replace(path, lambda unfinished: unfinished.write_text(text))


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    unfinished = path.with_name(f"unfinished-{path.name}")
    write(unfinished)
    unfinished.replace(path)


def _log(path: Path, figures: Mapping[str, float]) -> None:
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS, extrasaction="ignore")
        if is_new:
            writer.writeheader()
        writer.writerow({name: f"{figures[name]:.6g}" for name in COLUMNS})


class _Bar(keras.callbacks.Callback):  # type: ignore[misc]  # keras ships no types
    """A progress bar over the batches of one epoch; silent where nobody watches."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._bar: tqdm[NoReturn] | None = None

    def on_train_begin(self, logs: object = None) -> None:
        self._bar = tqdm(total=self.params["steps"], desc=self._title, disable=None)

    def on_train_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
        if self._bar is not None:
            self._bar.set_postfix({k: f"{v:.3f}" for k, v in (logs or {}).items()}, refresh=False)
            self._bar.update()

    def on_train_end(self, logs: object = None) -> None:
        if self._bar is not None:
            self._bar.close()
