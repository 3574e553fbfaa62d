"""Charts of an evaluation as PNG: confusion, recall, reliability, risk and coverage."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS

Curve = Sequence[Sequence[float]]
"""Rows of mean predicted, mean found and count."""
CHARTS = ("confusion", "recall", "reliability", "risk")


def draw(folder: Path, result: Mapping[str, Any], prefix: str = "") -> None:
    """Draw `confusion.png` and the other CHARTS of an evaluation's JSON, behind a prefix.

    Each holds the `digest` of what it was drawn from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "confusion": draw_confusion(np.array(result["confusion"])),
        "recall": draw_recall(result),
        "reliability": draw_reliability(result["reliability"]),
        "risk": draw_risk(result["risk_coverage"]),
    }
    for name in CHARTS:
        source = {"Source": digest(result)}
        pictures[name].savefig(folder / f"{prefix}{name}.png", dpi=120, metadata=source)


def digest(result: Mapping[str, Any]) -> str:
    """Return the sha256 of an evaluation's figures, however their file is laid out."""
    return hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()


def draw_confusion(confusion: NDArray[np.int_]) -> Figure:
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
    return figure


def draw_recall(result: Mapping[str, Any]) -> Figure:
    """Draw recall, with its interval, and precision of each class as bars."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes: Axes = figure.subplots()
    places = np.arange(len(EXPRESSIONS))
    for offset, name in ((-0.2, "recall"), (0.2, "precision")):
        values = [result[name][expression] or 0 for expression in EXPRESSIONS]
        axes.bar(places + offset, values, 0.4, label=name)
    axes.vlines(places - 0.2, *_reaches(result["intervals"]["recall"]), color="0.2")
    axes.set_xticks(places, EXPRESSIONS)
    axes.set_ylim(0, 1)
    axes.legend()
    return figure


def _reaches(intervals: Mapping[str, Sequence[float] | None]) -> tuple[list[float], list[float]]:
    """Return where the classes' intervals begin and end; a class that does not occur has none."""
    ends = [intervals[name] or (0.0, 0.0) for name in EXPRESSIONS]
    return [end[0] for end in ends], [end[1] for end in ends]


def draw_reliability(curves: Mapping[str, Mapping[str, Curve] | None]) -> Figure:
    """Draw what was predicted against what was found, before and after calibration."""
    figure = Figure(figsize=(8, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    for axes, name in ((left, "labels"), (right, "votes")):
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        for when, style in (("before", "o--"), ("after", "o-")):
            rows = (curves[when] or {}).get(name)
            if rows:
                points = np.array(rows)
                axes.plot(points[:, 0], points[:, 1], style, markersize=4, label=when)
                axes.legend(title="calibration")
        axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    left.set(xlabel="confidence", ylabel="accuracy, original labels")
    right.set(xlabel="predicted share", ylabel="share of votes, all classes")
    return figure


def draw_risk(rows: Sequence[Mapping[str, float | None]]) -> Figure:
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
    return figure
