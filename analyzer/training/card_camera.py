"""The tables of a card that tell what a camera costs: conditions, and faces in whole frames."""

from collections.abc import Mapping, Sequence
from typing import Any


def conditions(found: Mapping[str, float], refused: Mapping[str, float] | None) -> str:
    """Return accuracy under each condition, and what the quality gate would not read of it.

    `refused` is None in figures from before it was counted.
    """
    if refused is None:
        lines = ["| picture | accuracy, original labels |", "|---|---|"]
        return "\n".join([*lines, *(f"| {name} | {share:.1%} |" for name, share in found.items())])
    lines = ["| picture | accuracy, original labels | not read (quality gate) |", "|---|---|---|"]
    rows = [f"| {name} | {share:.1%} | {refused[name]:.1%} |" for name, share in found.items()]
    note = "Accuracy is that of all pictures, as if the gate let every one of them through."
    return "\n".join([*lines, *rows, "", note])


def through_detector(rows: Sequence[Mapping[str, Any]], detector: str, split: str) -> str:
    """Return the tables of faces pasted into frames: the whole frame's and the region frame's."""
    counted = "elsewhere" in rows[0]
    lines = [
        f"{rows[0]['n']} faces of {split} pasted into 640x480 scenes, sent at 320x240 as JPEG of "
        f"quality 70, found by {detector}, cropped and classified; *direct* scores the same faces "
        "as they are.",
        "",
        *_table("found", rows, rows, counted),
    ]
    if "region" in rows[0]:
        lines += [
            "",
            "The frame after that shows the region around the found face, at the camera's own "
            "resolution and at most 224 px wide:",
            "",
            *_table("found in both", rows, [row["region"] for row in rows], counted),
        ]
    return "\n".join([*lines, "", MEANING if counted else MEANING_BEFORE])


MEANING = (
    "*Found*: of all faces, those that the largest box lies on (intersection over union with the "
    "pasted picture at least 0.3); *elsewhere*: those where it lies on something else. *Found in "
    "both*: by the whole frame and by the region after it. *Direct* and *through the detector* "
    "are of the faces found."
)
MEANING_BEFORE = (
    "*Found*: of all faces, those in whose frame the detector saw any face; where its box lay was "
    "not asked. *Found in both*: by the whole frame and by the region after it. *Direct* and "
    "*through the detector* are of the faces found."
)
"""Of figures from before boxes that lie elsewhere were told apart."""


def _table(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    kinds: Sequence[Mapping[str, Any]],
    counted: bool,
) -> list[str]:
    """Return the lines of a table; `kinds` are the rows themselves, or their region frames."""
    columns = ["face height of 480", title, *(["elsewhere"] if counted else [])]
    columns += ["direct", "through the detector", "bytes"]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row, kind in zip(rows, kinds, strict=True):
        size = "–" if kind.get("bytes") is None else f"{kind['bytes']:,}"
        shares = ["found", *(["elsewhere"] if counted else []), "direct", "through"]
        told = ["–" if kind[key] is None else f"{kind[key]:.1%}" for key in shares]
        cells = [f"{row['face_px']} px", *told, size]
        lines.append(f"| {' | '.join(cells)} |")
    return lines
