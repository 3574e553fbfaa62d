"""A client's consultations over time: each one's expression index, and what changed.

Each consultation's own figures are its report's, read from the roll-ups. What is said over several
keeps two rules: a trend needs five of them (docs/measures.md, 11), and only those are compared that
were read by the same model and measured by the same formulas. What the client said of each stands
beside its index.
"""

from __future__ import annotations

import uuid
from typing import Final, Literal, TypedDict

from django.db.models import Count, Q

from analyzer.timeline import LEAST_CONSULTATIONS, Estimate, change, trend
from consult.clock import to_ms
from consult.consultations.models import Client, Consultation
from consult.reports.measured import Measured, measured_of
from consult.reports.rating import Points, points_of

LATEST: Final = 100
"""Consultations that are looked at, the latest: two years of a weekly appointment."""
_DAY_MS: Final = 86_400_000


class EstimateShown(TypedDict):
    """A figure with the 95 % interval of its mean part (docs/measures.md, 7), in points."""

    value: float
    low: float
    high: float
    clear: bool


class TrendPoint(TypedDict):
    """One consultation: its index with the interval, or why there is none."""

    consultation: uuid.UUID
    at: int
    index: EstimateShown | None
    withheld: Literal["coverage", "readings", "no_readings", "no_report"] | None
    coverage: float | None
    comparable: bool
    change: EstimateShown | None
    """From the comparable one before it."""
    markers: int
    rating: Points | None


class Trend(TypedDict):
    """The consultations, oldest first, and what can be said over those that are comparable."""

    points: list[TrendPoint]
    compared: int
    needed: int
    change: EstimateShown | None
    trend: EstimateShown | None


def trend_of(client: Client, until: Consultation | None = None) -> Trend:
    """Return a client's consultations that took place, and how the index changed.

    With `until`, those up to that one: what a report says does not change with what comes later.
    """
    held = _held(client, until)
    measured = measured_of(held)
    points = [_point(one, measured.get(one.pk)) for one in held]
    versions = [found.versions if (found := measured.get(one.pk)) else None for one in held]
    # The model of today decides: what an earlier one saw cannot be set beside it.
    of_indices = [v for v, p in zip(versions, points, strict=True) if p["index"]]
    latest = of_indices[-1] if of_indices else None
    before: EstimateShown | None = None
    for point, version in zip(points, versions, strict=True):
        alike = version is not None and latest is not None and latest.comparable(version)
        point["comparable"] = point["index"] is not None and alike
        if point["comparable"] and point["index"]:
            if before:
                point["change"] = _shown(change(_estimate(before), _estimate(point["index"])))
            before = point["index"]
    return _said_of(points)


def _held(client: Client, until: Consultation | None) -> list[Consultation]:
    rows = Consultation.objects.filter(client=client, state=Consultation.State.ENDED)
    if until is not None:
        moment = until.opened_at or until.scheduled_at
        rows = rows.filter(Q(opened_at__lt=moment) | Q(pk=until.pk))
    rows = rows.select_related("rating", "summary").annotate(marked=Count("markers"))
    return list(reversed(rows.order_by("-opened_at", "-pk")[:LATEST]))


def _point(consultation: Consultation, found: Measured | None) -> TrendPoint:
    index = found.index if found else None
    return {
        "consultation": consultation.pk,
        "at": to_ms(consultation.opened_at or consultation.scheduled_at),
        "index": _shown(index) if index else None,
        "withheld": found.withheld if found else "no_report",
        "coverage": found.coverage if found else None,
        "comparable": False,
        "change": None,
        "markers": consultation.marked,  # type: ignore[attr-defined]
        "rating": points_of(consultation),
    }


def _said_of(points: list[TrendPoint]) -> Trend:
    compared = [(p["at"], p["index"]) for p in points if p["comparable"] and p["index"]]
    days = [at / _DAY_MS for at, _ in compared]
    slope = trend(days, [index["value"] for _, index in compared])
    first_to_last = None
    if len(compared) > 1:
        first_to_last = change(_estimate(compared[0][1]), _estimate(compared[-1][1]))
    return {
        "points": points,
        "compared": len(compared),
        "needed": LEAST_CONSULTATIONS,
        "change": _shown(first_to_last) if first_to_last else None,
        "trend": _shown(slope) if slope else None,
    }


def _estimate(shown: EstimateShown) -> Estimate:
    return Estimate(shown["value"], shown["low"], shown["high"])


def _shown(found: Estimate) -> EstimateShown:
    return {
        "value": round(found.value, 1),
        "low": round(found.low, 1),
        "high": round(found.high, 1),
        "clear": found.is_clear,
    }
