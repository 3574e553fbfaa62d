"""Charts of an evaluation as PNG: confusion, recall, reliability, risk and coverage."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from analyzer.expressions import SHOWN, TOLD
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.data import Faces

Floats = NDArray[np.float64]


def draw(folder: Path, result: Mapping[str, Any], faces: Faces, answers: Floats) -> None:
    """Draw `confusion.png`, `recall.png`, `reliability.png` and `risk.png` of answers (n, k, 7)."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_confusion(folder / "confusion.png", np.array(result["confusion"]))
    draw_recall(folder / "recall.png", result)
    draw_reliability(folder / "reliability.png", faces, answers)
    draw_risk(folder / "risk.png", result["risk_coverage"])


def draw_confusion(path: Path, confusion: NDArray[np.int_]) -> None:
    """Draw a confusion matrix (7, 7) of counts as shares of each true class."""
    shares = confusion / np.maximum(confusion.sum(1, keepdims=True), 1)
    figure = Figure(figsize=(6.5, 6), layout="constrained")
    axes: Axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(EXPRESSIONS)), EXPRESSIONS, rotation=45, ha="right")
    axes.set_yticks(range(len(EXPRESSIONS)), EXPRESSIONS)
    axes.set_xlabel("called")
    axes.set_ylabel("labelled")
    for (row, column), share in np.ndenumerate(shares):
        shade = "white" if share > 0.5 else "black"
        axes.text(column, row, f"{share:.2f}", ha="center", va="center", color=shade)
    figure.savefig(path, dpi=120)


def draw_recall(path: Path, result: Mapping[str, Any]) -> None:
    """Draw recall and precision of each class as bars."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes: Axes = figure.subplots()
    places = np.arange(len(EXPRESSIONS))
    for offset, name in ((-0.2, "recall"), (0.2, "precision")):
        values = [result[name][expression] or 0 for expression in EXPRESSIONS]
        axes.bar(places + offset, values, 0.4, label=name)
    axes.set_xticks(places, EXPRESSIONS)
    axes.set_ylim(0, 1)
    axes.legend()
    figure.savefig(path, dpi=120)


def draw_reliability(path: Path, faces: Faces, answers: Floats) -> None:
    """Draw what was predicted against what was found: confidence, and shares of votes."""
    told, shown = answers[:, TOLD], answers[:, SHOWN]
    figure = Figure(figsize=(8, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    hit = (told.argmax(1) == faces.labels).astype(np.float64)
    _draw_bins(left, told.max(1), hit)
    left.set_xlabel("confidence")
    left.set_ylabel("accuracy, original labels")
    if faces.votes is not None:
        shares = metrics.vote_shares(faces.votes)
        known = ~np.isnan(shares[:, 0])
        _draw_bins(right, shown[known].ravel(), shares[known].ravel())
    right.set_xlabel("predicted share")
    right.set_ylabel("share of votes, all classes")
    figure.savefig(path, dpi=120)


def _draw_bins(axes: Axes, predicted: Floats, actual: Floats) -> None:
    rows = np.array(metrics.reliability(predicted, actual))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(rows[:, 0], rows[:, 1], marker="o")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")


def draw_risk(path: Path, rows: list[dict[str, float | None]]) -> None:
    """Draw accuracy against the share of pictures that keep their label."""
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes: Axes = figure.subplots()
    kept = [
        (row["threshold"], row["coverage"], row["accuracy"])
        for row in rows
        if row["accuracy"] is not None
    ]
    points = np.array(kept, np.float64)
    axes.plot(points[:, 1], points[:, 2], marker="o")
    for threshold, coverage, accuracy in points.tolist():
        place = (coverage, accuracy)
        axes.annotate(f"{threshold:.2f}", place, (3, 5), textcoords="offset points", fontsize=8)
    axes.set_xlabel("share of pictures named (threshold beside each point)")
    axes.set_ylabel("accuracy among them")
    figure.savefig(path, dpi=120)
