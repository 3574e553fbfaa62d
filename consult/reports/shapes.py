"""The report's data, typed: what is stored, and what is shown of it.

Times called `_s` or `t` are seconds after the opening, the others Unix milliseconds; shares,
coverage and probabilities are 0..1, valence -1..1, the index 0..100.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Piece = tuple[float, float, str]
"""From, to, label."""
GapPiece = tuple[float, float, Literal["no_face", "no_camera"]]
"""From, to, and what was missing: a readable face, or every frame."""


class IndexFigures(TypedDict):
    """The expression index with its interval and its parts."""

    value: float
    low: float
    high: float
    mean: float
    peak: float
    end: float
    n_eff: float


class IndexOrReason(TypedDict):
    """The index, or why it is withheld as "insufficient data": one of the two is None."""

    index: IndexFigures | None
    withheld: Literal["coverage", "readings", "no_readings"] | None


class Curve(TypedDict):
    """The smoothed valence with its band; None at a gap, where the line must break."""

    t: list[float]
    valence: list[float | None]
    low: list[float | None]
    high: list[float | None]
    label: list[str | None]


class ParticipantFigures(IndexOrReason):
    """What was measured of one person's camera."""

    id: str
    role: Literal["client", "counsellor"]
    coverage: float
    camera_on_s: float
    valid_s: float
    statuses: dict[str, int]
    gaps: list[GapPiece]
    shares: dict[str, float] | None
    """By expression and "uncertain"; they sum to 1."""
    baseline: float | None
    baseline_shift: float | None
    """The curve's valence less this is the baseline-corrected one."""
    series: Curve
    strip: list[Piece]


class Figures(TypedDict):
    """What a report stores: figures only."""

    measures_version: str
    model_version: str
    started_at: int
    ended_at: int
    duration_s: float
    participants: list[ParticipantFigures]


class MarkerShown(TypedDict):
    """A moment the counsellor marked."""

    at: int
    text: str


class ParticipantShown(ParticipantFigures):
    """A person's figures with the name, which is read when the report is shown."""

    name: str


class ReportData(TypedDict):
    """What is shown: the figures with names, markers and the sentence in words.

    `readings_deleted_at` is None while the readings are held; afterwards no label is left.
    """

    measures_version: str
    model_version: str
    started_at: int
    ended_at: int
    duration_s: float
    readings_deleted_at: int | None
    sentence: str
    markers: list[MarkerShown]
    participants: list[ParticipantShown]
