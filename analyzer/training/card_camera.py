"""The tables of a card that tell what a camera costs: conditions, and faces in whole frames."""

from collections.abc import Mapping, Sequence
from typing import Any


def conditions(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return how faces are read under each condition, and what the quality gate refuses of it."""
    columns = ["picture", "original labels", "95 % interval", *SHOWN]
    lines = _head([*columns, "not read (quality gate)"])
    for name, row in found.items():
        cells = [name, _percent(row["accuracy"]), _interval(row["interval"]), *_shown(row)]
        lines.append(_line([*cells, _percent(row["refused"])]))
    return "\n".join([*lines, "", f"{NOTE} {OF_SHOWN}"])


SHOWN = ("FER+ majority", "95 % interval", "vote error", "uncertain")
NOTE = "The figures are those of all pictures, as if the gate let every one of them through."
OF_SHOWN = (
    "*Original labels* is accuracy of the answer that is held to them; the three figures behind it "
    "are of the answer that pages show: accuracy against the majority of ten people, calibration "
    "error against the shares of their votes, and the share called *uncertain*. Fewer pictures "
    "alone make a calibration error larger."
)


def through_detector(rows: Sequence[Mapping[str, Any]], detector: str, split: str) -> str:
    """Return the tables of faces pasted into frames: the whole frame's and the region frame's."""
    regions = [row["region"] for row in rows]
    lines = [
        f"{rows[0]['n']:,} faces of {split} pasted into 640x480 scenes, sent at 320x240 as JPEG of "
        f"quality 70, found by {detector}, asked of the quality gate, cropped and classified; "
        "*direct* scores the same faces as they are.",
        "",
        *_table("found", rows, rows),
        "",
        "The frame after that shows the region around the found face, at the camera's own "
        "resolution and at most 224 px wide:",
        "",
        *_table("found in both", rows, regions),
        "",
        MEANING,
        "",
        "What pages show of the faces read, in region frames:",
        "",
        *_of_pages(rows, regions),
    ]
    return "\n".join(lines)


MEANING = (
    "*Picture's height* is that of the pasted picture, of which BlazeFace's box is 0.81: a face "
    "counts as too small by its box. *Found*: of all faces, those that the largest box lies on "
    "(intersection over union with the pasted picture at least 0.3); *badly placed*: those that it "
    "touches with less; *elsewhere*: those that it does not touch. *Found in both*: by the whole "
    "frame and by the region after it. *Read*: of all faces, those found that the quality gate "
    "lets through. *Direct* and *through the detector* are accuracies against the original labels "
    "of the faces read, *ungated* those of all faces found, which nobody is shown."
)


def _table(
    title: str, rows: Sequence[Mapping[str, Any]], kinds: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Return the lines of a table; `kinds` are the rows themselves, or their region frames."""
    columns = ["picture's height of 480", title, "95 % interval", "badly placed", "elsewhere"]
    columns += ["read", "direct", "through the detector", "95 % interval", "direct, ungated"]
    lines = _head([*columns, "through, ungated", "bytes"])
    for row, kind in zip(rows, kinds, strict=True):
        through, ungated = kind["through"], kind["ungated"]
        cells = [f"{row['face_px']} px", _percent(kind["found"]), _interval(kind["found_interval"])]
        cells += [_percent(kind[key]) for key in ("badly_placed", "elsewhere", "read")]
        cells += [_percent(kind["direct"]["accuracy"]), _percent(through["accuracy"])]
        cells += [_interval(through["interval"])]
        cells += [_percent(ungated[key]) for key in ("direct", "through")]
        size = "–" if kind["bytes"] is None else f"{kind['bytes']:,}"
        lines.append(_line([*cells, size]))
    return lines


def _of_pages(rows: Sequence[Mapping[str, Any]], kinds: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of the answer that pages show, and of the same faces as they are."""
    columns = ["picture's height of 480", *SHOWN, "direct: FER+ majority", "vote error"]
    lines = _head([*columns, "uncertain"])
    for row, kind in zip(rows, kinds, strict=True):
        direct = _shown(kind["direct"])
        cells = [f"{row['face_px']} px", *_shown(kind["through"]), direct[0], *direct[2:]]
        lines.append(_line(cells))
    return lines


def _shown(row: Mapping[str, Any]) -> list[str]:
    votes, error = row["fer_plus"] or {}, row["vote_ece"]
    cells = [_percent(votes.get("accuracy")), _interval(votes.get("interval"))]
    return [*cells, "–" if error is None else f"{error:.3f}", _percent(row["uncertain"])]


def _head(columns: Sequence[str]) -> list[str]:
    return [_line(columns), "|---" * len(columns) + "|"]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _interval(interval: Sequence[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.1%} to {interval[1]:.1%}"
