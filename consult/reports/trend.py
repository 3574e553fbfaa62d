"""A client's consultations over time: each one's expression index, and what changed.

Each consultation's own figures are its report's, read from the roll-ups. What is said over several
keeps two rules: a trend needs five of them (docs/measures.md, 11), and only those are compared that
were read by the same model and measured by the same formulas: a *run*. A new model begins a new
one, and what could be said of the earlier one stays. What the client said of each consultation
stands beside its index.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, TypedDict

from django.db.models import Count, Q

from analyzer.timeline import LEAST_CONSULTATIONS, Estimate, Versions, change, trend
from consult.clock import to_ms
from consult.consultations.models import Client, Consultation
from consult.consultations.selectors import took_place
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
    """Has an index, and is of the latest run."""
    run: int | None
    """Which run it is of, the earliest being 0; None without an index."""
    change: EstimateShown | None
    """From the one before it in its run."""
    markers: int
    rating: Points | None


class Run(TypedDict):
    """What can be said over the consultations that one model read, `compared` of them."""

    model: str
    compared: int
    change: EstimateShown | None
    """From the first to the latest."""
    trend: EstimateShown | None


class Trend(Run):
    """The consultations, oldest first, and what can be said over those of the latest run.

    `earlier` are the runs before it, oldest first; nothing is compared across them.
    """

    points: list[TrendPoint]
    needed: int
    earlier: list[Run]


@dataclass(slots=True)
class _Alike:
    """Points whose figures may be set beside each other, oldest first."""

    versions: Versions
    points: list[TrendPoint] = field(default_factory=list)


def trend_of(client: Client, until: Consultation | None = None) -> Trend:
    """Return a client's consultations that took place, and how the index changed.

    With `until`, those up to that one, and that one in any case: what a report says does not change
    with what comes later.
    """
    held = _held(client, until)
    measured = measured_of(held)
    points = [_point(one, measured.get(one.pk)) for one in held]
    runs = _runs(points, [measured.get(one.pk) for one in held])
    for number, run in enumerate(runs):
        _place(run, number, latest=number == len(runs) - 1)
    *earlier, latest = [_said_of(run) for run in runs] or [_said_of(_Alike(Versions("", "")))]
    return {"points": points, "needed": LEAST_CONSULTATIONS, "earlier": earlier, **latest}


def _runs(points: Sequence[TrendPoint], measured: Sequence[Measured | None]) -> list[_Alike]:
    """Return the points that have an index, by what measured them, the latest run last."""
    runs: list[_Alike] = []
    for point, found in zip(points, measured, strict=True):
        if found is None or point["index"] is None:
            continue
        alike = (run for run in runs if run.versions.comparable(found.versions))
        run = next(alike, None) or _Alike(found.versions)
        run.points.append(point)
        # A model that was taken back goes on where it stopped, and is the latest again.
        runs = [*(other for other in runs if other is not run), run]
    return runs


def _place(run: _Alike, number: int, *, latest: bool) -> None:
    """Tell each point of a run which it is of, and set it beside the one before it."""
    for point in run.points:
        point["run"], point["comparable"] = number, latest
    for before, point in pairwise(run.points):
        if before["index"] and point["index"]:
            point["change"] = _shown(change(_estimate(before["index"]), _estimate(point["index"])))


def _held(client: Client, until: Consultation | None) -> list[Consultation]:
    shown = took_place()
    if until is not None:
        moment = until.opened_at or until.scheduled_at
        shown = (shown & Q(opened_at__lt=moment)) | Q(pk=until.pk)
    rows = Consultation.objects.filter(shown, client=client, state=Consultation.State.ENDED)
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
        "run": None,
        "change": None,
        "markers": consultation.marked,  # type: ignore[attr-defined]
        "rating": points_of(consultation),
    }


def _said_of(run: _Alike) -> Run:
    compared = [(p["at"], p["index"]) for p in run.points if p["index"]]
    days = [at / _DAY_MS for at, _ in compared]
    slope = trend(days, [index["value"] for _, index in compared])
    first_to_last = None
    if len(compared) > 1:
        first_to_last = change(_estimate(compared[0][1]), _estimate(compared[-1][1]))
    return {
        "model": run.versions.model,
        "compared": len(compared),
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
