"""The figures of a model card, written from the evaluation's JSON and never by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analyzer import weights
from analyzer.results import EXPRESSIONS

BEGIN, END = "<!-- figures: written by `analyzer card` -->", "<!-- /figures -->"


class CardError(ValueError):
    """A card that cannot be written; the message is one line for the user."""


def write_card(name: str, models: Path = weights.MODELS) -> Path:
    """Put the figures of `NAME.json` between the marks in the model's card; return its path.

    Raises WeightsError or CardError, before anything is written.
    """
    entry = weights.model(name, models)
    path, source = models / entry.card, models / f"{name}.json"
    if not path.is_file() or not source.is_file():
        raise CardError(f"{path.name} and {source.name} must lie in {models}")
    text = path.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise CardError(f"{path}: the marks {BEGIN} and {END} must each stand there once")
    figures = json.loads(source.read_text(encoding="utf-8"))
    if figures["model_sha256"] != entry.sha256:
        raise CardError(f"{source}: figures of another file than {entry.file}: evaluate it first")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    filled = f"{before}{BEGIN}\n\n{tables(figures, entry)}\n\n{END}{after}"
    path.write_text(filled, encoding="utf-8")
    return path


def tables(figures: Mapping[str, Any], entry: weights.Model) -> str:
    """Return all tables of an evaluation as Markdown."""
    parts = [_head(figures, entry), _overall(figures, entry), _classes(figures)]
    if figures.get("uncalibrated"):
        parts.append(_calibration(figures, entry))
    parts.append(_doubt(figures, entry))
    if figures.get("conditions"):
        parts.append(_conditions(figures["conditions"]))
    if figures.get("through_detector"):
        parts.append(_through(figures["through_detector"], figures["detector"]))
    return "\n\n".join(parts)


def _head(figures: Mapping[str, Any], entry: weights.Model) -> str:
    views = "read as it is and mirrored" if entry.mirrored else "one view each"
    heads = (
        "Of its two heads one is held to the original labels; the other, which pages show, to the "
        "votes.\n\n"
        if figures["heads"] == 2
        else ""
    )
    return (
        f"{heads}PublicTest, {figures['n']:,} pictures, {views}, scored through the serving path; "
        f"95 % intervals from 1,000 bootstrap draws.\n\n```\n{figures['command']}\n```"
    )


def _overall(figures: Mapping[str, Any], entry: weights.Model) -> str:
    lines = ["| figure | value | 95 % interval |", "|---|---|---|"]
    for key, name in (
        ("accuracy", "accuracy, original labels"),
        ("macro_f1", "macro F1"),
        ("macro_recall", "macro recall"),
    ):
        low, high = figures["intervals"][key]
        lines.append(f"| {name} | {figures[key]:.3f} | {low:.3f} to {high:.3f} |")
    votes, other = figures["fer_plus"], "unflipped" if entry.mirrored else "flipped"
    what = "of one view alone" if entry.mirrored else "with the mirrored picture"
    for name, value in (
        (f"accuracy {what} (not served)", figures[other]["accuracy"]),
        (f"macro recall {what}", figures[other]["macro_recall"]),
        ("calibration error against the labels (ECE, 15 bins)", figures["ece"]),
        ("negative log likelihood", figures["negative_log_likelihood"]),
        (f"accuracy, FER+ majority ({votes['n']:,} pictures)", votes["accuracy"]),
        ("calibration error against vote shares", votes["vote_ece"]),
    ):
        lines.append(f"| {name} | {value:.3f} | |")
    if figures["heads"] == 2:
        agreed = figures["shown"]["accuracy"]
        lines.append(f"| accuracy of what pages show, original labels | {agreed:.3f} | |")
    lines.append(f"| size of the file | {figures['size']:,} bytes | |")
    lines.append(f"| a face on one core | {figures['milliseconds']:.2f} ms | |")
    return "\n".join(lines)


def _classes(figures: Mapping[str, Any]) -> str:
    lines = ["| class | pictures | recall | precision | recall, FER+ majority |"]
    lines.append("|---|---|---|---|---|")
    for row, name in enumerate(EXPRESSIONS):
        values = (
            figures["recall"][name],
            figures["precision"][name],
            figures["fer_plus"]["recall"][name],
        )
        told = " | ".join("–" if value is None else f"{value:.3f}" for value in values)
        lines.append(f"| {name} | {sum(figures['confusion'][row])} | {told} |")
    return "\n".join(lines)


def _calibration(figures: Mapping[str, Any], entry: weights.Model) -> str:
    labels = entry.temperature if figures["heads"] == 1 else entry.label_temperature
    before, votes = figures["uncalibrated"], figures["fer_plus"]
    rows = (
        ("against the labels (ECE)", labels, before["ece"], figures["ece"]),
        ("against vote shares", entry.temperature, before["vote_ece"], votes["vote_ece"]),
    )
    lines = ["| calibration error | temperature | before | after |", "|---|---|---|---|"]
    for name, temperature, first, last in rows:
        lines.append(f"| {name} | {temperature:.3f} | {first:.3f} | {last:.3f} |")
    return "\n".join(lines)


def _doubt(figures: Mapping[str, Any], entry: weights.Model) -> str:
    lines = [
        f"Readings whose best class is under {entry.uncertain_below:.2f} are called *uncertain*.",
        "",
        "| threshold | readings named | of those as most people said |",
        "|---|---|---|",
    ]
    for row in figures["risk_coverage"]:
        right = "–" if row["accuracy"] is None else f"{row['accuracy']:.1%}"
        lines.append(f"| {row['threshold']:.2f} | {row['coverage']:.1%} | {right} |")
    return "\n".join(lines)


def _conditions(found: Mapping[str, float]) -> str:
    rows = [f"| {name} | {accuracy:.1%} |" for name, accuracy in found.items()]
    return "\n".join(["| picture | accuracy, original labels |", "|---|---|", *rows])


def _through(rows: list[dict[str, Any]], detector: str) -> str:
    lines = [
        f"{rows[0]['n']} PublicTest faces pasted into 640x480 scenes, sent at 320x240 as JPEG of "
        f"quality 70, found by {detector}, cropped and classified; *direct* scores the same faces "
        "as they are.",
        "",
        "| face height of 480 | found | direct | through the detector | bytes |",
        "|---|---|---|---|---|",
        *(_found(row, row) for row in rows),
    ]
    if "region" in rows[0]:
        lines += [
            "",
            "The frame after that shows the region around the found face, at the camera's own "
            "resolution and at most 224 px wide:",
            "",
            "| face height of 480 | found in both | direct | through the detector | bytes |",
            "|---|---|---|---|---|",
            *(_found(row, row["region"]) for row in rows),
        ]
    return "\n".join(lines)


def _found(row: Mapping[str, Any], kind: Mapping[str, Any]) -> str:
    """Return the line of one face height; `kind` is the row itself, or its region frames."""
    direct, through = ("–" if kind[k] is None else f"{kind[k]:.1%}" for k in ("direct", "through"))
    size = "–" if kind.get("bytes") is None else f"{kind['bytes']:,}"
    return f"| {row['face_px']} px | {kind['found']:.1%} | {direct} | {through} | {size} |"
