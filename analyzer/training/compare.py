"""All architectures side by side: one recipe, one budget, scored as they would serve."""

import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.expressions import LABELS_HEAD, VOTES_HEAD, LiteRTClassifier
from analyzer.output import command_line, keep_apart, prepare, write_json
from analyzer.training import baseline, metrics
from analyzer.training.answers import answers_of
from analyzer.training.architectures import ARCHITECTURES, TWO_HEADED, multiplications
from analyzer.training.data import Faces, divide, load
from analyzer.training.export import Order, export
from analyzer.training.figures import draw_comparison
from analyzer.training.plan import Plan
from analyzer.training.recipes import RECIPES, load_recipe
from analyzer.training.run import load_checkpoint
from analyzer.training.timing import Reader, milliseconds, one_by_one
from analyzer.training.train import train

logger = logging.getLogger(__name__)

RECIPE = RECIPES / "comparison.toml"


@dataclass(frozen=True)
class Comparison:
    """What to compare on which data; `out` holds the runs, which resume.

    `recipe` is followed by each architecture in turn, from fresh weights or those of the
    checkpoint `start`. `json` and `chart` are where the result goes. `epochs` and `limit` cut the
    recipe's budget.
    """

    data: Path
    out: Path
    names: Sequence[str] = ()
    recipe: Path = RECIPE
    epochs: int | None = None
    limit: int = 0
    start: Path | None = None
    json: Path | None = None
    chart: Path | None = None


def compare(order: Comparison) -> dict[str, Any]:
    """Train what is not trained yet, score on PublicTest and return rows by architecture.

    The baseline learns from the very pictures that the networks do: `pictures` counts them.
    """
    for read in (order.data, order.recipe, order.start):
        keep_apart(read, order.json, order.chart)
    prepare(order.json, order.chart)
    faces = load(order.data)
    recipe, public = load_recipe(order.recipe), faces.part("public")
    training, _ = divide(faces.part("training"), recipe.validation, recipe.seed, order.limit)
    rivals = {
        name: _baseline(training, public) if name == baseline.NAME else _network(order, name, faces)
        for name in order.names or [*sorted(ARCHITECTURES), baseline.NAME]
    }
    times = milliseconds({name: read for name, (_, read) in rivals.items()}, public.images)
    rows = {name: {**row, "milliseconds": times[name]} for name, (row, _) in rivals.items()}
    ordered = dict(sorted(rows.items(), key=lambda row: -row[1]["accuracy"]))
    result = {
        "command": command_line(),
        "epochs": order.epochs or recipe.epochs,
        "pictures": len(training),
        **faces.hashes(),
        "split": "public",
        "rows": ordered,
    }
    if order.json is not None:
        write_json(order.json, result)
    if order.chart is not None:
        draw_comparison(order.chart, ordered)
    return result


def table(result: Mapping[str, Any]) -> str:
    """Return the comparison as a Markdown table.

    It says what each learned: who is told the votes, too, is told more.
    """
    lines = [
        "| network | learned | parameters | multiplications | ms a face | accuracy | macro recall "
        "| FER+ |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in result["rows"].items():
        size = f"{row['parameters']:,}" if row["parameters"] else "–"
        work = f"{row['multiplications'] / 1e6:.1f} M" if row["multiplications"] else "–"
        votes = f"{row['fer_plus']:.1%}" if row["fer_plus"] is not None else "–"
        learned = "labels and votes" if name in TWO_HEADED else "labels"
        lines.append(
            f"| {name} | {learned} | {size} | {work} | {row['milliseconds']:.2f} "
            f"| {row['accuracy']:.1%} | {row['macro_recall']:.3f} | {votes} |"
        )
    return "\n".join(lines)


def _network(order: Comparison, name: str, faces: Faces) -> tuple[dict[str, Any], Reader]:
    """Return a network's figures but for its time, and what is to be timed."""
    folder, public = order.out / name, faces.part("public")
    changes = {"epochs": order.epochs} if order.epochs else {}
    recipe = load_recipe(order.recipe, architecture=name, **changes)
    train(Plan(recipe, order.data, folder, order.limit, resume=True, start=order.start), faces)
    model = load_checkpoint(folder / "best.keras")
    with tempfile.TemporaryDirectory() as models:
        file = export(Order(folder, name, f"{name}-comparison", Path(models)))
        classifier = LiteRTClassifier(file.read_bytes())
    predicted = answers_of(classifier, public.images).argmax(2)
    row = {
        "parameters": model.count_params(),
        "multiplications": multiplications(ARCHITECTURES[name](public.images.shape[1])),
        **_scores(public, predicted[:, LABELS_HEAD], predicted[:, VOTES_HEAD]),
    }
    return row, one_by_one(classifier)


def _baseline(training: Faces, public: Faces) -> tuple[dict[str, Any], Reader]:
    predicted = baseline.predictions(baseline.learned(training), public)
    scores = _scores(public, predicted, predicted)
    return {"parameters": None, "multiplications": None, **scores}, baseline.reader()


def _scores(
    faces: Faces, labelled: metrics.Labels, shown: metrics.Labels
) -> dict[str, float | None]:
    """Return accuracies of what was said of the labels and of what pages would show."""
    found = metrics.scores(faces.labels.astype(np.intp), labelled)
    return {
        "accuracy": found.accuracy,
        "macro_recall": found.macro_recall,
        "fer_plus": metrics.majority_accuracy(faces.votes, shown),
    }
