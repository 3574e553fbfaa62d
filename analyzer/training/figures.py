"""Charts of data and training runs as PNG."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS


def draw_class_counts(path: Path, counts: Mapping[str, NDArray[np.intp]]) -> None:
    """Draw how many pictures each class has, (7,) for each named split."""
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes: Axes = figure.subplots()
    width = 0.8 / max(1, len(counts))
    for position, (split, values) in enumerate(counts.items()):
        places = np.arange(len(EXPRESSIONS)) + position * width
        axes.bar(places, values, width, label=split)
    middle = np.arange(len(EXPRESSIONS)) + (len(counts) - 1) * width / 2
    axes.set_xticks(middle, EXPRESSIONS)
    axes.set_ylabel("pictures")
    axes.legend()
    figure.savefig(path, dpi=120)


def draw_learning_curves(path: Path, log: Sequence[Mapping[str, float | None]]) -> None:
    """Draw loss and accuracy over the epochs of a run's log."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for axes, columns in (
        (left, {"loss": "training", "val_loss": "validation"}),
        (right, {"val_accuracy": "labels", "val_fer_plus": "FER+ majority"}),
    ):
        for column, name in columns.items():
            points = [(row["epoch"], row[column]) for row in log if row[column] is not None]
            if points:
                axes.plot(*zip(*points, strict=True), label=name)
                axes.legend()
        axes.set_xlabel("epoch")
    left.set_ylabel("loss")
    right.set_ylabel("accuracy, held-back pictures")
    figure.savefig(path, dpi=100)


def draw_comparison(path: Path, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Draw accuracy against milliseconds a face, one point for each architecture."""
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes: Axes = figure.subplots()
    for name, row in rows.items():
        place = (row["milliseconds"], row["accuracy"])
        axes.plot(*place, "o")
        axes.annotate(name, place, (6, 4), textcoords="offset points")
    axes.set_xscale("log")
    # Names stand to the right of their points.
    axes.set_xmargin(0.18)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel("milliseconds a face, one core")
    axes.set_ylabel("right of PublicTest's labels")
    figure.savefig(path, dpi=120)
