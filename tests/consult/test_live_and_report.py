"""One recorded consultation through the live path and through the report: the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

from consult.clock import from_ms, to_ms
from consult.consultations.models import Consultation, Reading
from consult.consultations.selectors import timeline_origin
from consult.live import wire
from consult.live.readings import reading_messages
from consult.live.summaries import Summaries
from consult.reports.contents import report_contents
from consult.reports.shapes import Curve
from tests import cast
from tests.consult.reports import made_up

TOLD_AT_ONCE = 7


def replayed(consultation: Consultation) -> Iterator[tuple[float, wire.Summary]]:
    """Store a film's readings a few at a time, as a worker does; yield seconds and summary."""
    rows = list(Reading.objects.filter(consultation=consultation).order_by("position"))
    Reading.objects.filter(consultation=consultation).delete()
    summaries = Summaries(consultation.pk)
    began = timeline_origin(consultation)
    for start in range(0, len(rows), TOLD_AT_ONCE):
        batch = rows[start : start + TOLD_AT_ONCE]
        for row in batch:
            # Captured times come in milliseconds.
            row.captured_at = from_ms(to_ms(row.captured_at))
        stored = Reading.objects.bulk_create(batch)
        [summary] = summaries.after(reading_messages(stored))
        yield (batch[-1].captured_at - began).total_seconds(), summary


def test_readings_told_together_are_those_told_alone(opened: Consultation) -> None:
    made_up.film(opened)
    rows = list(Reading.objects.filter(consultation=opened))
    assert {row.status for row in rows} > {"reading"}
    assert reading_messages(rows) == [reading_messages([row])[0] for row in rows]


def at(curve: Curve, seconds: float) -> float | None:
    """Return the report's valence at a moment, None where the line is broken."""
    values = dict(zip(curve["t"], curve["valence"], strict=True))
    return values.get(round(seconds, 2))


def test_live_summary_and_report_say_the_same(opened: Consultation) -> None:
    made_up.film(opened)
    consultation = made_up.ended(opened)
    told = list(replayed(consultation))
    [erin] = report_contents(consultation)["participants"]
    shown = [(at(erin["series"], t), summary["valence"]) for t, summary in told]
    drawn = [(report, live) for report, live in shown if report is not None]
    assert len(drawn) > 40
    assert all(report == live for report, live in drawn)
    last = told[-1][1]
    assert (last["coverage"], last["camera_on_s"]) == (erin["coverage"], erin["camera_on_s"])
    assert last["readings"] == erin["statuses"]["reading"]
    assert last["participant"] == str(cast.client_of(consultation).pk)
