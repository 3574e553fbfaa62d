"""Recipes: everything that decides how a network is trained, in one small TOML file per run."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

from analyzer.weights import MODELS

RECIPES = MODELS / "recipes"


class RecipeError(ValueError):
    """A recipe that cannot be followed; the message is one line for the user."""


@dataclass(frozen=True)
class Views:
    """Random views of a picture; every figure is the largest change either way.

    `rotation` degrees; `shift` and `zoom` shares of the side; `contrast` a share, `brightness` in
    grey values 0..255; `erase` and `soften` the probabilities of a blotted rectangle and of a loss
    of resolution, as a small face in a frame has it. Half the views are mirrored.
    `mix` is the α of the Beta(α, α) from which the share of another picture in each is drawn, 0
    for none (Zhang et al. 2018, "mixup: Beyond Empirical Risk Minimization").
    """

    rotation: float = 10.0
    shift: float = 0.1
    zoom: float = 0.1
    contrast: float = 0.0
    brightness: float = 0.0
    erase: float = 0.0
    soften: float = 0.0
    mix: float = 0.0


@dataclass(frozen=True)
class Target:
    """What a network is to answer.

    `votes` is the share of the FER+ vote shares in the target, 0 for the labels alone; a network
    with two heads gives the votes a head of their own and ignores it. `smoothing` is spread over
    all classes of the labels' part. `taught` is the share of what `teachers`, models of the
    manifest, say of the very view that the network is shown (Hinton et al. 2015, "Distilling the
    Knowledge in a Neural Network"; Beyer et al. 2022, "Knowledge distillation: A good teacher is
    patient and consistent"); of several their mean.
    """

    votes: float = 0.0
    smoothing: float = 0.0
    taught: float = 0.0
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Balance:
    """Remedies for rare classes.

    `generated`: a class smaller than this share of the largest is filled up to it with further
    views of its pictures (the thesis's remedy for disgust). `weight`: exponent of the inverse
    class frequency in the loss; 0 is none, 1 gives every class the same say.
    """

    generated: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True)
class Descent:
    """The optimiser and its learning rate.

    `optimizer` is "adam" or "sgd" (Nesterov momentum 0.9); `weight_decay` rests on kernels only;
    `schedule` is "plateau" (the thesis's rule) or "cosine" to zero after `warm_up` epochs.
    `precision` is that of a step's sums, "float32" or "bfloat16", the weights are float32 in both;
    `compiled` sends steps through XLA.
    """

    optimizer: str = "adam"
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    schedule: str = "plateau"
    warm_up: float = 0.0
    precision: str = "float32"
    compiled: bool = True


@dataclass(frozen=True)
class Recipe:
    """One run.

    `sides` are pairs of (first epoch, side of the pictures in pixels): training small pictures
    first costs a fraction of the time (Tan and Le 2021, "EfficientNetV2"). `average` is the
    momentum of the moving average of the weights, which is what is validated and kept; 0 is
    none. `validation` is the share of Training that is held back to choose the checkpoint.
    """

    architecture: str
    epochs: int = 150
    batch: int = 32
    seed: int = 1
    validation: float = 1 / 8
    average: float = 0.0
    sides: tuple[tuple[int, int], ...] = ((0, 48),)
    descent: Descent = field(default_factory=Descent)
    target: Target = field(default_factory=Target)
    views: Views = field(default_factory=Views)
    balance: Balance = field(default_factory=Balance)

    def side_at(self, epoch: int) -> int:
        """Return the side of the pictures in an epoch, counted from 0; pixels."""
        return max(entry for entry in self.sides if entry[0] <= epoch)[1]

    def identity(self) -> dict[str, Any]:
        """Return what a checkpoint must share with a command to be resumed by it.

        A run by plateau may be made longer; a cosine is another one with another length.
        """
        content = asdict(self)
        if self.descent.schedule == "plateau":
            del content["epochs"]
        return content


def load_recipe(path: Path, **changes: Any) -> Recipe:
    """Read a recipe; `changes` replace top-level fields. Raises RecipeError, in one line."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecipeError(f"{path}: no such recipe") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: {error}") from error
    recipe: Recipe = _filled(path, Recipe, content)
    recipe = replace(recipe, **changes)
    fault = _fault(recipe)
    if fault:
        raise RecipeError(f"{path}: {fault}")
    return recipe


def recipe_of(architecture: str, folder: Path = RECIPES) -> Path:
    """Return where an architecture's own recipe lies. Raises RecipeError where there is none."""
    path = folder / f"{architecture}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.toml")))
        raise RecipeError(f"no recipe for {architecture!r}: use --recipe or one of {known}")
    return path


def _filled(path: Path, kind: type, content: Mapping[str, Any]) -> Any:
    """Return a dataclass from a TOML table."""
    types = get_type_hints(kind)
    unknown = content.keys() - {entry.name for entry in fields(kind)}
    if unknown:
        raise RecipeError(f"{path}: unknown field {', '.join(sorted(unknown))}")
    filled = {name: _value(path, name, types[name], value) for name, value in content.items()}
    try:
        return kind(**filled)
    except TypeError as error:
        raise RecipeError(f"{path}: the field architecture is missing") from error


def _value(path: Path, name: str, kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise RecipeError(f"{path}: {name} must be a table")
        return _filled(path, kind, value)
    if kind in (int, float, str, bool):
        wanted = (int, float) if kind is float else kind
        if isinstance(value, bool) != (kind is bool) or not isinstance(value, wanted):
            raise RecipeError(f"{path}: {name} must be of type {kind.__name__}, found {value!r}")
        return value
    return _names(path, name, value) if kind == tuple[str, ...] else _pairs(path, name, value)


def _names(path: Path, name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise RecipeError(f"{path}: {name} must be a list of names")
    return tuple(value)


def _pairs(path: Path, name: str, value: Any) -> tuple[tuple[int, int], ...]:
    try:
        return tuple((int(first), int(second)) for first, second in value)
    except (TypeError, ValueError) as error:
        raise RecipeError(f"{path}: {name} must be pairs of epoch and side") from error


def _fault(recipe: Recipe) -> str:
    """Return what is wrong with a recipe, or nothing."""
    descent, target, views = recipe.descent, recipe.target, recipe.views
    shares = [target.votes, target.smoothing, target.taught, recipe.balance.generated]
    shares += [views.erase, views.soften, views.zoom, views.contrast]
    sides = recipe.sides
    rules = {
        "epochs and batch start at 1": recipe.epochs >= 1 and recipe.batch >= 1,
        "validation lies between 0 and 1": 0 < recipe.validation < 1,
        "average lies from 0 to below 1": 0 <= recipe.average < 1,
        "sides begin with epoch 0": bool(sides) and sides[0][0] == 0,
        "sides are at least 16 pixels": min((side for _, side in sides), default=0) >= 16,
        "optimizer is adam or sgd": descent.optimizer in ("adam", "sgd"),
        "schedule is plateau or cosine": descent.schedule in ("plateau", "cosine"),
        "learning_rate is above 0": descent.learning_rate > 0,
        "weight_decay and warm_up are not below 0": min(descent.weight_decay, descent.warm_up) >= 0,
        "precision is float32 or bfloat16": descent.precision in ("float32", "bfloat16"),
        "taught needs teachers": bool(target.taught) == bool(target.teachers),
        "mix is not below 0, and 0 where classes are weighted": views.mix == 0
        or (views.mix > 0 and not recipe.balance.weight),
        "shares lie in 0..1": all(0 <= share <= 1 for share in shares),
        "weight is finite": math.isfinite(recipe.balance.weight),
    }
    return next((rule for rule, kept in rules.items() if not kept), "")
