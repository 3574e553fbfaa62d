"""The figures of a model card, written from the evaluation's JSON and never by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training.card_camera import conditions, through_detector
from analyzer.training.forms import SPLITS, USAGES

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
        parts.append(conditions(figures["conditions"], figures.get("refused")))
    if figures.get("through_detector"):
        rows, split = figures["through_detector"], split_name(figures["split"])
        parts.append(through_detector(rows, figures["detector"], split))
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
        f"{heads}{split_name(figures['split'])}, {figures['n']:,} pictures, {views}, scored "
        "through the serving path; "
        f"95 % intervals from 1,000 bootstrap draws.\n\n```\n{figures['command']}\n```"
    )


def split_name(split: str) -> str:
    """Return a split's name as the data's makers gave it; "all splits" where all were scored."""
    names = {code: usage for usage, code in USAGES.items()}
    return names[SPLITS[split]] if split in SPLITS else "all splits"


def _overall(figures: Mapping[str, Any], entry: weights.Model) -> str:
    lines = ["| figure | value | 95 % interval |", "|---|---|---|"]
    for key, name in (
        ("accuracy", "accuracy, original labels"),
        ("macro_f1", "macro F1"),
        ("macro_recall", "macro recall"),
    ):
        lines.append(_figure(name, figures[key], figures["intervals"][key]))
    lines += _other_view(figures, entry)
    lines.append(_figure("calibration error against the labels (ECE, 15 bins)", figures["ece"]))
    lines.append(_figure("negative log likelihood", figures["negative_log_likelihood"]))
    votes = figures["fer_plus"]
    if votes is not None:
        chance = votes.get("intervals", {})
        majority = f"accuracy, FER+ majority ({votes['n']:,} pictures)"
        lines.append(_figure(majority, votes["accuracy"], chance.get("accuracy")))
        error = "calibration error against vote shares"
        lines.append(_figure(error, votes["vote_ece"], chance.get("vote_ece")))
    if figures["heads"] == 2:
        agreed = figures["shown"]["accuracy"]
        lines.append(_figure("accuracy of what pages show, original labels", agreed))
    lines.append(f"| size of the file | {figures['size']:,} bytes | |")
    lines.append(f"| a face on one core | {figures['milliseconds']:.2f} ms | |")
    return "\n".join(lines)


def _figure(name: str, value: float, interval: Sequence[float] | None = None) -> str:
    if interval is None:
        return f"| {name} | {value:.3f} | |"
    return f"| {name} | {value:.3f} | {interval[0]:.3f} to {interval[1]:.3f} |"


def _other_view(figures: Mapping[str, Any], entry: weights.Model) -> list[str]:
    """Return the lines of the way of looking that does not serve: one view, or both."""
    other = figures["unflipped" if entry.mirrored else "flipped"]
    what = "of one view alone" if entry.mirrored else "with the mirrored picture"
    return [
        _figure(f"accuracy {what} (not served)", other["accuracy"]),
        _figure(f"macro recall {what}", other["macro_recall"]),
    ]


def _classes(figures: Mapping[str, Any]) -> str:
    columns = ["class", "pictures", "recall", "precision"]
    votes = figures["fer_plus"]
    counts = votes and votes.get("counts")
    if counts:
        columns.append("FER+ pictures")
    if votes:
        columns.append("recall, FER+ majority")
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row, name in enumerate(EXPRESSIONS):
        cells = [name, str(sum(figures["confusion"][row]))]
        cells += [_share(figures[key][name]) for key in ("recall", "precision")]
        cells += [str(counts[name])] if counts else []
        cells += [_share(votes["recall"][name])] if votes else []
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _calibration(figures: Mapping[str, Any], entry: weights.Model) -> str:
    labels = entry.temperature if figures["heads"] == 1 else entry.label_temperature
    before, votes = figures["uncalibrated"], figures["fer_plus"]
    rows = [("against the labels (ECE)", labels, before["ece"], figures["ece"])]
    if votes is not None:
        told = entry.temperature, before["vote_ece"], votes["vote_ece"]
        rows.append(("against vote shares", *told))
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
