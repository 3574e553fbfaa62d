"""One network of the mean weights of several that went on from one another: a model soup."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.output import write_json
from analyzer.training.provenance import held_back_by
from analyzer.training.run import (
    RunError,
    load_checkpoint,
    refuse_to_overwrite,
    result_of,
    side_of,
)


def mean_weights(checkpoints: Sequence[Path], out: Path) -> Path:
    """Write `best.keras` and `result.json` of the mean of checkpoints; return the folder.

    Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves
    accuracy without increasing inference time". The networks must come from the same weights:
    of such as were trained apart the mean is none that works. Statistics of batch normalisation
    are averaged with the weights, as in `average`. The recipe, which says what was held back, is
    the first checkpoint's. Raises RunError.
    """
    if len(checkpoints) < 2:
        raise RunError("the mean of one checkpoint is that checkpoint: name two or more")
    refuse_to_overwrite(out, resuming=False)
    model = load_checkpoint(checkpoints[0])
    others = [load_checkpoint(path, model.name) for path in checkpoints[1:]]
    every = [network.get_weights() for network in (model, *others)]
    result = _result(model.name, checkpoints)
    model.set_weights([np.mean(same, axis=0) for same in zip(*every, strict=True)])
    out.mkdir(parents=True, exist_ok=True)
    model.save(out / "best.keras")
    write_json(out / "result.json", result)
    return out


def _result(architecture: str, checkpoints: Sequence[Path]) -> dict[str, Any]:
    """Return what the mean's `result.json` says. Raises RunError where the runs do not fit."""
    folders = [path.parent for path in checkpoints]
    first = result_of(folders[0])
    if "recipe" not in first:
        raise RunError(f"{folders[0]}: no result.json of a run")
    sides = {side_of(folder) for folder in folders}
    if len(sides) > 1:
        seen = " and ".join(str(side) for side in sorted(sides))
        raise RunError(f"the checkpoints see pictures of {seen} pixels: their mean would see none")
    divisions = {held_back_by(folder) for folder in folders}
    return {
        "architecture": architecture,
        "recipe": first["recipe"],
        "side": sides.pop(),
        # Of pictures that one of them learned, the mean knows something, too.
        "held_back": divisions.pop() if len(divisions) == 1 else "",
        "mean_of": [
            {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in checkpoints
        ],
    }
