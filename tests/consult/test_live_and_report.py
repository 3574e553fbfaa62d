"""One recorded consultation through the live path and through the report: the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consult.clock import from_ms, to_ms
from consult.consultations.models import Consultation, Reading
from consult.consultations.selectors import timeline_origin
from consult.live import wire
from consult.live.readings import reading_messages
from consult.live.summaries import Summaries
from consult.reports.contents import report_contents
from consult.reports.data_types import Curve, ParticipantFigures, Piece
from tests import cast
from tests.consult.reports import made_up

TOLD_AT_ONCE = 7


def replayed(
    consultation: Consultation, role: str = "client"
) -> Iterator[tuple[float, wire.Summary]]:
    """Store a film's readings a few at a time, as a worker does; yield seconds and summary."""
    held = Reading.objects.filter(consultation=consultation, participant__role=role)
    rows = list(held.order_by("position"))
    held.delete()
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


def shown_at(strip: list[Piece], seconds: float) -> set[str]:
    """Return the report's label at a moment; two where one gives way to the next."""
    # The strip's edges are rounded to a hundredth.
    return {label for start, end, label in strip if start - 0.01 <= seconds <= end + 0.01}


def assert_same(told: list[tuple[float, wire.Summary]], person: ParticipantFigures) -> None:
    shown = [(at(person["series"], t), summary["valence"]) for t, summary in told]
    drawn = [(report, live) for report, live in shown if report is not None]
    assert len(drawn) > 40
    assert all(report == live for report, live in drawn)
    # While the face is away the room shows the last label, and the strip has none.
    labels = [(shown_at(person["strip"], t), summary["label"]) for t, summary in told]
    named = [(strip, label) for strip, label in labels if strip]
    assert len(named) > 40
    assert all(label in strip for strip, label in named)
    last = told[-1][1]
    assert (last["coverage"], last["camera_on_s"]) == (person["coverage"], person["camera_on_s"])
    assert last["readings"] == person["statuses"]["reading"]
    assert last["insufficient"] == person["withheld"]


def test_live_summary_and_report_say_the_same(opened: Consultation) -> None:
    made_up.film(opened)
    consultation = made_up.ended(opened)
    told = list(replayed(consultation))
    [erin] = report_contents(consultation)["participants"]
    assert_same(told, erin)
    assert erin["withheld"] is None
    assert told[-1][1]["participant"] == str(cast.client_of(consultation).pk)


def test_they_do_so_of_both_people(opened: Consultation) -> None:
    made_up.film(opened)
    made_up.film(opened, frowning_then_neutral, role="counsellor")
    consultation = made_up.ended(opened)
    told = {role: list(replayed(consultation, role)) for role in ("client", "counsellor")}
    people = report_contents(consultation)["participants"]
    assert len(people) == 2
    for person in people:
        assert_same(told[person["role"]], person)


def frowning_then_neutral(t: float) -> str | None:
    """Another film than the client's: what is mixed up would show."""
    return "anger" if t < 150 else "neutral"


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (lambda t: "neutral" if t < 80 else None, "coverage"),
        # A level for minutes: many readings, few independent ones.
        (lambda t: "happiness" if t < 120 else "sadness", "readings"),
    ],
)
def test_they_find_the_same_too_little(
    opened: Consultation, mood: made_up.Mood, reason: str
) -> None:
    made_up.film(opened, mood)
    consultation = made_up.ended(opened)
    *_, (_, last) = replayed(consultation)
    [erin] = report_contents(consultation)["participants"]
    anew = Summaries(consultation.pk).of(cast.client_of(consultation).pk)
    assert last["insufficient"] == anew["insufficient"] == erin["withheld"] == reason
