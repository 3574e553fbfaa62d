"""The report's data, typed: what is stored, and what is shown of it.

Times called `_s` or `t` are seconds after the opening, the others Unix milliseconds; shares,
coverage and probabilities are 0..1, valence -1..1, the index 0..100.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from analyzer.timeline.series import GapKind
from consult.reports.rating import RatingShown
from consult.reports.trend import Trend

Piece = tuple[float, float, str]
"""From, to, label."""
GapPiece = tuple[float, float, GapKind]
"""From, to, and what was missing: a readable face, every frame, or the leave to read any."""


SeriesOf = Literal["readings", "ten_seconds"]
"""What a line is made of: smoothed readings with their band, or the mean of every ten seconds with
the least and the most of its readings, once those are gone."""

SynchronyWithheld = Literal["seconds", "unchanging", "chance"]


class IndexFigures(TypedDict):
    """The expression index, the interval of its mean part, and its parts."""

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


class TurningFigures(TypedDict):
    """A lasting change of the valence's level: from when until when, and its two levels."""

    t: float
    until: float
    before: float
    after: float


class SynchronyFigures(TypedDict):
    """The strongest lagged correlation of two smiles, and what chance gives of it."""

    value: float
    lag_s: int
    low: float
    high: float
    seconds: int


class Measured(IndexOrReason):
    """What was measured of one person's camera, but for its turning points."""

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


class ParticipantFigures(Measured):
    """What is stored of one person's camera."""

    turning_points: list[TurningFigures] | None
    """None where there was too little to tell."""


class Figures(TypedDict):
    """What a report stores: figures only."""

    measures_version: str
    model_version: str
    recall: dict[str, float] | None
    """What fear and sadness were weighted by; None where nothing is known of the model."""
    threshold: float
    started_at: int
    ended_at: int
    duration_s: float
    participants: list[ParticipantFigures]
    synchrony: SynchronyFigures | None
    """None where fewer than two faces were analysed, or where it is withheld."""
    synchrony_withheld: SynchronyWithheld | None


class MarkerShown(TypedDict):
    """A moment the counsellor marked."""

    at: int
    text: str


class TurningShown(TurningFigures):
    """A turning point with the marker that lies nearest to it, if one is near."""

    marker: MarkerShown | None


class ParticipantShown(Measured):
    """A person's figures with the name and the markers, which are read when the report is shown."""

    name: str
    series_of: SeriesOf
    turning_points: list[TurningShown] | None


class ReportData(TypedDict):
    """What is shown: the figures with names, markers and the sentence in words.

    `readings_deleted_at` is None while the readings are held; afterwards no label is left.
    `earlier` goes up to this consultation; None where no client file is behind it.
    """

    measures_version: str
    model_version: str
    recall: dict[str, float] | None
    threshold: float | None
    """None in a report of before it was kept; then of `recall` nothing is known either."""
    started_at: int
    ended_at: int
    duration_s: float
    readings_deleted_at: int | None
    sentence: str
    markers: list[MarkerShown]
    participants: list[ParticipantShown]
    synchrony: SynchronyFigures | None
    synchrony_withheld: SynchronyWithheld | None
    rating: RatingShown | None
    earlier: Trend | None
