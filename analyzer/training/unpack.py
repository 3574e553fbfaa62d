"""A model's stored weights as a run's folder: to calibrate and export anew, or to go on from."""

import json
from pathlib import Path

from analyzer import weights
from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.recipes import Recipe
from analyzer.training.reference import restore
from analyzer.training.run import RunError, refuse_to_overwrite


def unpack(name: str, recipe: Recipe, out: Path, models: Path = weights.MODELS) -> Path:
    """Write `best.keras` and `result.json` of a model of the manifest; return the folder.

    The recipe is what it was trained by: it says which pictures were held back. Training takes two
    hours, the weights are at hand. Raises WeightsError, or RunError where the folder holds a run
    or the recipe is another network's.
    """
    entry = weights.model(name, models)
    if recipe.architecture != entry.architecture:
        raise RunError(f"{name} is a {entry.architecture}, the recipe is of {recipe.architecture}")
    refuse_to_overwrite(out, resuming=False)
    network = ARCHITECTURES[entry.architecture](entry.side)
    restore(network, entry.read_reference())
    out.mkdir(parents=True, exist_ok=True)
    network.save(out / "best.keras")
    result = {
        "architecture": entry.architecture,
        "recipe": recipe.identity(),
        "side": entry.side,
        "held_back": entry.held_back,
        "unpacked": {"version": entry.version, "sha256": entry.reference_sha256},
    }
    (out / "result.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return out
