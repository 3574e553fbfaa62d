"""From readings to measures: pure functions on arrays, no I/O, the same live and in the report.

Constants live beside the functions that use them; a report stores MEASURES_VERSION with them.
"""

from analyzer.timeline.affect import AROUSAL, RECALL_WEIGHTED, VALENCE, arousal, valence
from analyzer.timeline.change import LEAST_CONSULTATIONS, Estimate, Versions, change, trend
from analyzer.timeline.fold import Folded, fold
from analyzer.timeline.index import (
    Baseline,
    Index,
    Withheld,
    baseline,
    effective_readings,
    expression_index,
)
from analyzer.timeline.lines import Line, strip, valence_line
from analyzer.timeline.series import Coverage, Gap, Series, coverage, gaps, seconds_counted, shares
from analyzer.timeline.smoothing import (
    FORGOTTEN,
    RESET_GAP,
    TAU,
    RunningSummary,
    Snapshot,
    smooth,
    smoothed_labels,
)
from analyzer.timeline.stops import Stop, told_apart
from analyzer.timeline.synchrony import Synchrony, synchrony
from analyzer.timeline.turning_points import TurningPoint, may_turn, nearest, turning_points

MEASURES_VERSION = "2.4"
"""Before the point: raised whenever a formula or constant changes what a report would say, so that
figures of both cannot be compared. Behind it: raised when a figure is added, or one mended that is
compared with no other."""

__all__ = [
    "AROUSAL",
    "FORGOTTEN",
    "LEAST_CONSULTATIONS",
    "MEASURES_VERSION",
    "RECALL_WEIGHTED",
    "RESET_GAP",
    "TAU",
    "VALENCE",
    "Baseline",
    "Coverage",
    "Estimate",
    "Folded",
    "Gap",
    "Index",
    "Line",
    "RunningSummary",
    "Series",
    "Snapshot",
    "Stop",
    "Synchrony",
    "TurningPoint",
    "Versions",
    "Withheld",
    "arousal",
    "baseline",
    "change",
    "coverage",
    "effective_readings",
    "expression_index",
    "fold",
    "gaps",
    "may_turn",
    "nearest",
    "seconds_counted",
    "shares",
    "smooth",
    "smoothed_labels",
    "strip",
    "synchrony",
    "told_apart",
    "trend",
    "turning_points",
    "valence",
    "valence_line",
]
