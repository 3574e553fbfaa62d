"""Train the classical baseline by the command that trains networks."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from analyzer.output import command_line, write_json
from analyzer.training import baseline, metrics
from analyzer.training.data import Faces, divide, load
from analyzer.training.plan import Plan
from analyzer.training.recipes import Recipe
from analyzer.training.run import RunError, refuse_to_overwrite

FILE: Final = "machine.npz"
"""`planes` float32 (7, 900) and `offsets` float32 (7,): of the largest product's class is a face
whose `baseline.descriptors` they are multiplied with."""


def fit(plan: Plan, faces: Faces | None = None) -> Path:
    """Fit the machine to the recipe's part of Training; return the run's folder.

    It holds `machine.npz` and `result.json`. An epoch is one pass of the solver, which stops
    earlier where nothing moves any more. Begun anew where it was interrupted: it takes a minute.
    `faces` are those of the plan's data, where they have been read already.

    Raises DataError or RunError before anything is written.
    """
    _refuse_what_is_a_networks(plan)
    refuse_to_overwrite(plan.out, resuming=plan.resume, known=(FILE, "result.json"))
    recipe, faces = plan.recipe, faces or load(plan.data)
    training, held_back = divide(faces.part("training"), recipe.validation, recipe.seed, plan.limit)
    machine = baseline.learned(training, recipe.seed, recipe.epochs)
    result = {
        **plan.identity(faces.content, held_back),
        "commands": [command_line()],
        "pictures": {"training": len(training), "validation": len(held_back)},
        "data_sha256": faces.sha256,
        "epochs": int(machine.n_iter_),
        "validation": _scores(held_back, baseline.predictions(machine, held_back)),
    }
    plan.out.mkdir(parents=True, exist_ok=True)
    planes, offsets = (part.astype(np.float32) for part in (machine.coef_, machine.intercept_))
    np.savez(plan.out / FILE, planes=planes, offsets=offsets)
    write_json(plan.out / "result.json", result)
    return plan.out


def _refuse_what_is_a_networks(plan: Plan) -> None:
    recipe = plan.recipe
    kept = Recipe(recipe.architecture)
    kept = replace(kept, epochs=recipe.epochs, seed=recipe.seed, validation=recipe.validation)
    if recipe != kept:
        raise RunError(f"{baseline.NAME} follows epochs, seed and validation of a recipe only")
    if plan.start is not None or plan.distribute != "none":
        raise RunError(f"{baseline.NAME} is no network: --start and --distribute do not apply")


def _scores(faces: Faces, labels: metrics.Labels) -> dict[str, Any]:
    found = metrics.scores(faces.labels.astype(np.intp), labels)
    votes = metrics.majority_accuracy(faces.votes, labels)
    return {"accuracy": found.accuracy, "macro_recall": found.macro_recall, "fer_plus": votes}
