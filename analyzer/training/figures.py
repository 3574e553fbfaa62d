"""Charts of data and results as PNG."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS


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
