"""Train one network by its recipe: seeded, logged line by line, resumable."""

import logging
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import keras
import numpy as np
from tqdm import tqdm

from analyzer.output import command_line
from analyzer.training import baseline, classical, distribution, metrics
from analyzer.training.architectures import ARCHITECTURES, LABELS, VOTES
from analyzer.training.augment import Images, augment, mixed, sized
from analyzer.training.average import Average
from analyzer.training.data import Faces, divide, load
from analyzer.training.optimizers import optimizer, summed_in
from analyzer.training.plan import Plan
from analyzer.training.provenance import WARNING, informed
from analyzer.training.recipes import Recipe
from analyzer.training.run import Run, RunError, load_checkpoint, refuse_to_overwrite
from analyzer.training.schedule import Schedule
from analyzer.training.targets import Floats, class_weights, drawn, steps, targets
from analyzer.training.teachers import Teachers

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trainee:
    """A network in training; `average` is what is validated, kept and later served."""

    model: keras.Model
    average: keras.Model
    schedule: Schedule
    place: distribution.Alone
    teachers: Teachers

    @property
    def heads(self) -> int:
        """How many answers of seven probabilities it gives."""
        return 2 if len(self.model.output_shape) == 3 else 1


def train(plan: Plan, faces: Faces | None = None) -> Path:
    """Follow the plan to its end and return the run's folder.

    `faces` are those of the plan's data, where they have been read already. Raises DataError or
    RunError before anything is written.
    """
    recipe = plan.recipe
    if recipe.architecture == baseline.NAME:
        return classical.fit(plan, faces)
    if recipe.architecture not in ARCHITECTURES:
        known = ", ".join(sorted([*ARCHITECTURES, baseline.NAME]))
        raise RunError(f"unknown architecture {recipe.architecture!r}: use one of {known}")
    # Before anything is computed: TensorFlow joins the cluster first.
    place = distribution.joined(plan.distribute)
    if recipe.batch % place.size:
        raise RunError(f"a batch of {recipe.batch} cannot be shared by {place.size} workers")
    faces = faces or load(plan.data)
    every = faces.part("training")
    training, validation = divide(every, recipe.validation, recipe.seed, plan.limit)
    keras.utils.set_random_seed(recipe.seed)
    run = Run(plan.out, plan.identity(faces.content, validation), writes=place.index == 0)
    trainee, devices = _begun(plan, run, place, training), distribution.devices()
    logger.info("on %s", ", ".join(devices))
    knowing = informed(recipe.target.teachers, plan.start, validation.digest())
    for who in knowing:
        logger.warning(WARNING, who)
    run.begin(
        {
            "commands": [*run.earlier_commands(), command_line()],
            "pictures": {"training": len(training), "validation": len(validation)},
            "data_sha256": faces.sha256,
            "devices": devices,
            "informed": knowing,
        }
    )
    while trainee.schedule.epoch < recipe.epochs and not trainee.schedule.exhausted:
        trainee = _one_epoch(plan, run, trainee, training, validation)
    return plan.out


def _begun(plan: Plan, run: Run, place: distribution.Alone, training: Faces) -> Trainee:
    """Return the run's last state, or a fresh start where none was written.

    Only the network belongs to a strategy: nothing trains its average.
    """
    teachers = Teachers(plan.recipe.target.teachers)
    schedule = run.resumed() if plan.resume else None
    if schedule is not None:
        with place.scope():
            model = place.in_step(run.load("last"))
        return Trainee(model, run.load("average"), schedule, place, teachers)
    refuse_to_overwrite(plan.out, resuming=plan.resume)
    recipe = plan.recipe
    build = ARCHITECTURES[recipe.architecture]
    side = recipe.sides[0][1] if len(recipe.sides) == 1 else None
    with place.scope():
        with summed_in(recipe.descent.precision):
            model = place.in_step(build(side))
        # The networks end in probabilities, so the loss takes probabilities, not scores.
        model.compile(
            optimizer=optimizer(
                recipe.descent,
                recipe.epochs,
                steps(training.labels, recipe.balance, recipe.batch),
                model,
            ),
            loss=keras.losses.CategoricalCrossentropy(),
            metrics=["accuracy"],
            jit_compile=place.compiled if recipe.descent.compiled else False,
        )
    if plan.start is not None:
        model.set_weights(load_checkpoint(plan.start, model.name).get_weights())
    average = build(side)
    average.set_weights(model.get_weights())
    return Trainee(model, average, Schedule(recipe.descent.learning_rate), place, teachers)


def _one_epoch(
    plan: Plan, run: Run, trainee: Trainee, training: Faces, validation: Faces
) -> Trainee:
    """Fit one epoch of fresh views, validate, write and log; return where that leads."""
    recipe, schedule, model = plan.recipe, trainee.schedule, trainee.model
    began, side = time.perf_counter(), recipe.side_at(schedule.epoch)
    plateau = recipe.descent.schedule == "plateau"
    if plateau:
        model.optimizer.learning_rate = schedule.learning_rate
    loss, accuracy = _fit(recipe, trainee, training, side)
    rate = float(model.optimizer.learning_rate.numpy())
    val_loss, figures = _validated(recipe, trainee, validation, side)
    if not math.isfinite(loss + val_loss):
        fault = f"epoch {schedule.epoch + 1}: the loss is {loss:g}, on validation {val_loss:g}"
        raise RunError(f"{fault}: lower the learning rate; {plan.out} keeps the epochs before")
    later = schedule.after(val_loss)
    line: dict[str, float | None] = {
        **{"epoch": later.epoch, "learning_rate": rate, "side": side, "loss": loss},
        **{"accuracy": accuracy, "val_loss": val_loss, **figures},
        "seconds": time.perf_counter() - began,
    }
    run.keep(model, trainee.average, later, line, recipe.side_at(later.best_epoch - 1))
    logger.info("epoch %d: loss %.4f, val_loss %.4f, %s", later.epoch, loss, val_loss, figures)
    return replace(trainee, schedule=later)


def _fit(recipe: Recipe, trainee: Trainee, training: Faces, side: int) -> tuple[float, float]:
    """Train on one view of each picture; return loss and accuracy."""
    model, place = trainee.model, trainee.place
    views, wanted, weights = views_of(recipe, trainee, training, side)
    title = f"epoch {trainee.schedule.epoch + 1}/{recipe.epochs}"
    history = model.fit(
        views[..., None],
        trainee.teachers.corrected(views, wanted, recipe.target.taught),
        sample_weight=weights,
        batch_size=recipe.batch // place.size,
        shuffle=False,
        callbacks=[_Bar(title), Average(trainee.average, recipe.average)],
        verbose=0,
    ).history
    place.settle(model)
    return float(history["loss"][-1]), float(history["accuracy"][-1])


def views_of(
    recipe: Recipe, trainee: Trainee, training: Faces, side: int
) -> tuple[Images, Floats, Floats | None]:
    """Return this worker's part of the epoch: a view of each picture, its target and its weight.

    Views are uint8 (n, side, side), the others as of `targets` and `class_weights`.
    """
    epoch, place = trainee.schedule.epoch, trainee.place
    # The epoch's own seed: a resumed run sees the views that an unbroken one would have seen.
    random = np.random.default_rng((recipe.seed, epoch))
    order = drawn(training.labels, recipe.balance, random)
    if place.index:
        # The order is the same for all workers; turned alike, their pictures would teach less.
        random = np.random.default_rng((recipe.seed, epoch, place.index))
    # Whole batches only: the network is compiled once for each shape.
    whole = steps(training.labels, recipe.balance, recipe.batch) * recipe.batch
    order, own = order[:whole], slice(place.index, None, place.size)
    chosen = training.rows(order[own])
    # Of all workers' pictures: a class counts alike wherever it is seen.
    weights = class_weights(training.labels[order], recipe.balance.weight)
    views, wanted = mixed(
        augment(chosen.images, random, recipe.views, side),
        targets(chosen, recipe.target, trainee.heads),
        random,
        recipe.views.mix,
    )
    return views, wanted, weights if weights is None else weights[own]


def _validated(
    recipe: Recipe, trainee: Trainee, validation: Faces, side: int
) -> tuple[float, dict[str, float | None]]:
    """Return the averaged network's loss and accuracies on the held-back pictures.

    The loss is against the targets; accuracies of the labels, and of FER+ where there are votes.
    """
    images = np.stack([sized(image, side) for image in validation.images])
    answers = np.asarray(trainee.average.predict(images[..., None], batch_size=256, verbose=0))
    wanted = targets(validation, recipe.target, trainee.heads)
    loss = -(wanted * np.log(np.maximum(answers, 1e-7))).sum(-1).mean()
    heads = answers.reshape(len(answers), trainee.heads, -1).argmax(2)
    votes = metrics.majority_accuracy(
        validation.votes, heads[:, VOTES if trainee.heads == 2 else LABELS]
    )
    hits = float((heads[:, LABELS] == validation.labels).mean())
    return float(loss), {"val_accuracy": hits, "val_fer_plus": votes}


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
