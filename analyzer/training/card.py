"""The figures of a model card, written from the evaluation's JSON and never by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analyzer import weights
from analyzer.output import read_json
from analyzer.results import EXPRESSIONS
from analyzer.training.card_camera import conditions, through_detector
from analyzer.training.evaluation_figures import draw
from analyzer.training.file_formats import SPLITS, USAGES

BEGIN, END = "<!-- figures: written by `analyzer card` -->", "<!-- /figures -->"


class CardError(ValueError):
    """A card that cannot be written; the message is one line for the user."""


def write_card(name: str, models: Path = weights.MODELS) -> Path:
    """Put the figures of `NAME.json` between the marks in the model's card; return its path.

    Its charts are drawn anew beside it, from the same figures: none can be older than the card.
    Raises WeightsError, CardError, or ValueError where the figures are damaged, before anything is
    written.
    """
    entry = weights.model(name, models)
    path, source = models / entry.card, models / f"{name}.json"
    if not path.is_file() or not source.is_file():
        raise CardError(f"{path.name} and {source.name} must lie in {models}")
    text = path.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise CardError(f"{path}: the marks {BEGIN} and {END} must each stand there once")
    figures = read_json(source)
    if figures.get("model_sha256") != entry.sha256:
        raise CardError(f"{source}: figures of another file than {entry.file}: evaluate it first")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    filled = f"{before}{BEGIN}\n\n{tables(figures, entry)}\n\n{END}{after}"
    path.write_text(filled, encoding="utf-8")
    draw(models, figures, f"{name}.")
    return path


def tables(figures: Mapping[str, Any], entry: weights.Model) -> str:
    """Return all tables of an evaluation as Markdown."""
    parts = [_head(figures, entry), _overall(figures, entry), _classes(figures)]
    if figures.get("cross_fitted"):
        parts.append(_calibration(figures, entry))
    parts.append(_doubt(figures, entry))
    if figures.get("conditions"):
        parts.append(conditions(figures["conditions"]))
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
        "95 % intervals: of the first table from 1,000 bootstrap draws, of shares below it "
        f"Wilson's.\n\n```\n{figures['command']}\n```"
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
    lines += _unlearned(figures)
    lines += _other_view(figures, entry)
    for key, name in (
        ("ece", "calibration error against the labels (ECE, 15 bins)"),
        ("negative_log_likelihood", "negative log likelihood"),
    ):
        lines.append(_figure(name, figures[key], figures["intervals"][key]))
    votes = figures["fer_plus"]
    if votes is not None:
        chance = votes["intervals"]
        majority = f"accuracy, FER+ majority ({votes['n']:,} pictures)"
        lines.append(_figure(majority, votes["accuracy"], chance["accuracy"]))
        error = "calibration error against vote shares"
        lines.append(_figure(error, votes["vote_ece"], chance["vote_ece"]))
    if figures["heads"] == 2:
        agreed = figures["shown"]["accuracy"]
        lines.append(_figure("accuracy of what pages show, original labels", agreed))
    lines.append(f"| size of the file | {figures['size']:,} bytes | |")
    lines.append(f"| a face on one core | {figures['milliseconds']:.2f} ms | |")
    return "\n".join(lines)


def _figure(name: str, value: float, interval: Sequence[float] | None = None) -> str:
    if interval is None:
        return f"| {name} | {value:.3f} | |"
    return f"| {name} | {value:.3f} | {_interval(interval)} |"


def _interval(interval: Sequence[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


def _unlearned(figures: Mapping[str, Any]) -> list[str]:
    """Return the lines of what was not learned from: none where that is not known."""
    rest = figures["without_duplicates"]
    if rest is None:
        return []
    left = f"without the {rest['left_out']} pictures that Training holds too"
    lines = [
        _figure(f"{name}, {left}", rest[key], rest["intervals"][key])
        for key, name in (
            ("accuracy", "accuracy, original labels"),
            ("macro_recall", "macro recall"),
        )
    ]
    votes = rest["fer_plus"]
    if votes is not None:
        name = f"accuracy, FER+ majority, {left} ({votes['n']:,} pictures)"
        lines.append(_figure(name, votes["accuracy"], votes["intervals"]["accuracy"]))
        error = f"calibration error against vote shares, {left}"
        lines.append(_figure(error, votes["vote_ece"], votes["intervals"]["vote_ece"]))
    return lines


def _other_view(figures: Mapping[str, Any], entry: weights.Model) -> list[str]:
    """Return the lines of the way of looking that does not serve: one view, or both."""
    other = figures["unflipped" if entry.mirrored else "flipped"]
    what = "of one view alone" if entry.mirrored else "with the mirrored picture"
    return [
        _figure(f"accuracy {what} (not served)", other["accuracy"]),
        _figure(f"macro recall {what}", other["macro_recall"]),
    ]


def _classes(figures: Mapping[str, Any]) -> str:
    columns = ["class", "pictures", "recall", "95 % interval", "precision"]
    votes = figures["fer_plus"]
    if votes:
        columns += ["FER+ pictures", "recall, FER+ majority", "95 % interval"]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row, name in enumerate(EXPRESSIONS):
        interval = figures["intervals"]["recall"][name]
        cells = [name, str(sum(figures["confusion"][row])), _share(figures["recall"][name])]
        cells += [_interval(interval), _share(figures["precision"][name])]
        if votes:
            cells += [str(votes["counts"][name]), _share(votes["recall"][name])]
            cells.append(_interval(votes["intervals"]["recall"][name]))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _calibration(figures: Mapping[str, Any], entry: weights.Model) -> str:
    """Return the errors before and after calibration, and as fitted on other pictures."""
    labels = entry.temperature if figures["heads"] == 1 else entry.label_temperature
    rows = [
        ("ece", "against the labels (ECE)", labels, figures["ece"]),
        (
            *("negative_log_likelihood", "negative log likelihood of the labels", labels),
            figures["negative_log_likelihood"],
        ),
    ]
    votes = figures["fer_plus"]
    if votes is not None:
        rows.append(("vote_ece", "against vote shares", entry.temperature, votes["vote_ece"]))
    before, crossed = figures["uncalibrated"], figures["cross_fitted"]
    lines = [
        "| calibration | temperature | before | after | cross-fitted |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {temperature:.3f} | {before[key]:.3f} | {after:.3f} | {crossed[key]:.3f} |"
            for key, name, temperature, after in rows
        ),
    ]
    return "\n".join([*lines, "", _crossed(figures, entry)])


def _crossed(figures: Mapping[str, Any], entry: weights.Model) -> str:
    fitted = figures["cross_fitted"]["temperatures"]
    told = "; ".join(
        f"{head} {' and '.join(f'{half[head]:.3f}' for half in fitted)}" for head in fitted[0]
    )
    text = (
        "*Before* is without temperatures and offsets; *after* is what serves, whose temperatures "
        "were fitted on these very pictures; *cross-fitted* is each half of them by temperatures "
        f"fitted on the other ({told})."
    )
    grew = figures["negative_log_likelihood"] > figures["uncalibrated"]["negative_log_likelihood"]
    if grew and any(entry.label_offsets):
        text += (
            " The likelihood of the labels is worse after than before because of the offsets: they "
            "name rare classes more often than the labels do, which wins macro recall and costs "
            "likelihood."
        )
    return text


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
