"""The figures of a report, gathered from what is stored. Every measure is `analyzer.timeline`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from analyzer import timeline as measures
from consult.clock import to_ms
from consult.consultations import selectors
from consult.consultations.models import Consultation, Participant, Reading
from consult.consultations.served_model import ServedModel, model_behind
from consult.reports.curve import thinned
from consult.reports.data_types import (
    Figures,
    IndexFigures,
    IndexOrReason,
    ParticipantFigures,
    SynchronyFigures,
    SynchronyWithheld,
    TurningFigures,
)

_VERSION_LENGTH: Final = 255


def model_versions(consultation: Consultation) -> str:
    """Return the versions of the models behind the readings, sorted, joined by a comma."""
    versions = (
        Reading.objects.filter(consultation=consultation)
        .order_by("model_version")
        .values_list("model_version", flat=True)
        .distinct()
    )
    return ", ".join(filter(None, versions))[:_VERSION_LENGTH]


def report_contents(consultation: Consultation) -> dict[str, Any]:
    """Return the `Figures` of an ended consultation, ready for JSON."""
    lines, versions = selectors.timelines(consultation), model_versions(consultation)
    return figures_of(consultation, lines, versions, model_behind(versions))


def figures_of(
    consultation: Consultation,
    lines: Sequence[selectors.Timeline],
    versions: str,
    model: ServedModel,
) -> dict[str, Any]:
    """Return the `Figures` of a consultation's timelines.

    `versions` are of the models that read them, `model` says what the measures need to know of it.
    """
    started_at = selectors.timeline_origin(consultation)
    ended_at = consultation.ended_at or started_at
    duration = max((ended_at - started_at).total_seconds(), 0.0)
    together = _synchrony(lines)
    figures: Figures = {
        "measures_version": measures.MEASURES_VERSION,
        "model_version": versions,
        "recall": _used(model.recall),
        "threshold": model.threshold,
        "started_at": to_ms(started_at),
        "ended_at": to_ms(ended_at),
        "duration_s": round(duration, 1),
        "participants": [_figures(line, duration, model) for line in lines],
        "synchrony": None if isinstance(together, str) else together,
        "synchrony_withheld": together if isinstance(together, str) else None,
    }
    return dict(figures)


def _figures(line: selectors.Timeline, duration: float, model: ServedModel) -> ParticipantFigures:
    """Return one person's figures; `duration` is the consultation's, in seconds."""
    series, person = line.series, line.participant
    covered = measures.coverage(series)
    gaps = measures.told_apart(measures.gaps(series, 0.0, duration), line.stops)
    strip = [
        (round(a, 2), round(b, 2), label) for a, b, label in measures.strip(series, model.threshold)
    ]
    curve = measures.valence_line(series, model.recall)
    base = measures.baseline(series, model.recall)
    return {
        "id": str(person.pk),
        "role": "client" if person.role == Participant.Role.CLIENT else "counsellor",
        "coverage": round(covered.fraction, 4),
        "camera_on_s": round(covered.camera_on_s, 1),
        "valid_s": round(covered.valid_s, 1),
        "statuses": {status: line.statuses.get(status, 0) for status in Reading.Status.values},
        "gaps": [(round(gap.start, 2), round(gap.end, 2), gap.kind) for gap in gaps],
        "shares": _rounded_shares(measures.shares(series, model.threshold)),
        **_index(series, measures.expression_index(series, model.recall)),
        "baseline": None if base is None else round(base.median, 4),
        "baseline_shift": None if base is None else round(base.shift, 4),
        "series": thinned(series.t, curve.value, curve.low, curve.high, strip),
        "strip": strip,
        "turning_points": _turnings(series, model.recall),
    }


def _used(recall: Mapping[str, float] | None) -> dict[str, float] | None:
    """Return the part of a model's recall that weighted the valence."""
    if recall is None:
        return None
    return {name: recall[name] for name in measures.RECALL_WEIGHTED if name in recall}


def _turnings(
    series: measures.Series, recall: Mapping[str, float] | None
) -> list[TurningFigures] | None:
    if not measures.may_turn(series):
        return None
    return [_turning(point) for point in measures.turning_points(series, recall)]


def _turning(point: measures.TurningPoint) -> TurningFigures:
    return {
        "t": round(point.t, 1),
        "until": round(point.until, 1),
        "before": round(point.before, 3),
        "after": round(point.after, 3),
    }


def _synchrony(
    lines: Sequence[selectors.Timeline],
) -> SynchronyFigures | SynchronyWithheld | None:
    """Return how far the client's smile and the counsellor's went together, if both were read."""
    of = {line.participant.role: line.series for line in lines}
    client, counsellor = (of.get(role) for role in Participant.Role.values)
    if client is None or counsellor is None:
        return None
    found = measures.synchrony(client, counsellor)
    if isinstance(found, str):
        return found
    return {
        "value": round(found.value, 3),
        "lag_s": found.lag_s,
        "low": round(found.low, 3),
        "high": round(found.high, 3),
        "seconds": found.seconds,
    }


def _rounded_shares(shares: dict[str, float] | None) -> dict[str, float] | None:
    return None if shares is None else {name: round(share, 4) for name, share in shares.items()}


def _index(series: measures.Series, index: measures.Index | measures.Withheld) -> IndexOrReason:
    if not len(series.t):
        return {"index": None, "withheld": "no_readings"}
    if isinstance(index, measures.Withheld):
        return {"index": None, "withheld": index.reason}
    figures: IndexFigures = {
        "value": round(index.value, 1),
        "low": round(index.low, 1),
        "high": round(index.high, 1),
        "mean": round(index.mean, 4),
        "peak": round(index.peak, 4),
        "end": round(index.end, 4),
        "n_eff": round(index.n_eff, 1),
    }
    return {"index": figures, "withheld": None}
