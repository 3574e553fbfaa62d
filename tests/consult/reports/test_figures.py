"""What a report says of four minutes whose expressions are known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from analyzer.results import EXPRESSIONS
from consult.consultations.models import Consultation, Participant
from consult.reports import services
from consult.reports.data_types import Figures, ParticipantFigures
from consult.reports.models import Report
from tests.consult.reports import made_up


def client_of(report: Report) -> ParticipantFigures:
    figures: Figures = report.data  # type: ignore[assignment]
    return figures["participants"][0]


def test_shares_coverage_and_statuses_are_those_of_the_readings(report: Report) -> None:
    erin = client_of(report)
    assert erin["shares"] is not None
    # Whatever the serving model's threshold calls uncertain, the rest keeps its proportions.
    named = 1 - erin["shares"]["uncertain"]
    assert named > 0.9
    assert erin["shares"]["neutral"] / named == pytest.approx(150 / 210, abs=0.02)
    assert erin["shares"]["happiness"] / named == pytest.approx(60 / 210, abs=0.02)
    assert erin["coverage"] == pytest.approx(210 / 240, abs=0.01)
    assert erin["statuses"] == {"reading": 420, "no_face": 60, "many_faces": 0, "poor_quality": 0}


def test_the_time_away_is_a_gap_in_the_list_and_in_the_curve(report: Report) -> None:
    erin = client_of(report)
    [(start, end, kind)] = erin["gaps"]
    assert (start, end) == pytest.approx((59.5, 90), abs=0.6)
    assert kind == "no_face"
    times = zip(erin["series"]["t"], erin["series"]["valence"], strict=True)
    assert [t for t, value in times if value is None] == pytest.approx([75], abs=1)


def test_a_late_arrival_and_a_pause_are_no_missing_face(opened: Consultation) -> None:
    made_up.film(opened, lambda t: "neutral", seconds=240)
    consultation = made_up.ended(opened, seconds=300)
    began = consultation.opened_at
    assert began is not None
    pause = (began + timedelta(seconds=120), began + timedelta(seconds=180))
    consultation.readings.filter(captured_at__range=pause).delete()
    erin = client_of(services.build_report(consultation.pk))
    assert [kind for _start, _end, kind in erin["gaps"]] == ["no_camera", "no_camera"]
    assert [(a, b) for a, b, _kind in erin["gaps"]] == [
        pytest.approx((0, 60), abs=1),
        pytest.approx((120, 180), abs=1),
    ]
    assert erin["coverage"] == 1


def test_readings_that_were_called_uncertain_are_shares_of_nothing(opened: Consultation) -> None:
    made_up.film(opened, lambda t: "sadness", seconds=60)
    unsure = dict.fromkeys(EXPRESSIONS, 0.11) | {"sadness": 0.34}
    opened.readings.update(label="uncertain", **unsure)
    erin = client_of(services.build_report(made_up.ended(opened, seconds=60).pk))
    assert erin["shares"] == dict.fromkeys(EXPRESSIONS, 0) | {"uncertain": 1}


def test_the_corrected_line_is_kept_as_its_distance_from_the_raw_one(report: Report) -> None:
    erin = client_of(report)
    assert erin["baseline"] is not None
    assert erin["baseline_shift"] == pytest.approx(erin["baseline"] * 120 / 150, abs=0.05)


def test_a_smile_lies_above_a_neutral_face(report: Report) -> None:
    erin = client_of(report)
    smile, neutral = (
        value
        for t, value in zip(erin["series"]["t"], erin["series"]["valence"], strict=True)
        if t in (erin["series"]["t"][100], erin["series"]["t"][-1])
    )
    assert smile is not None
    assert neutral is not None
    assert smile > 0.4 > neutral + 0.2
    assert [label for _from, _to, label in erin["strip"]] == ["happiness", "neutral"]


def test_enough_readings_give_an_index_with_its_interval(report: Report) -> None:
    erin = client_of(report)
    assert erin["withheld"] is None
    assert erin["index"] is not None
    assert 50 < erin["index"]["low"] < erin["index"]["value"] < erin["index"]["high"] < 100


@pytest.mark.parametrize(
    ("mood", "seconds", "reason"),
    [
        (lambda t: "neutral" if t < 20 else None, 60, "coverage"),
        (lambda t: "neutral", 5, "readings"),
        (lambda t: None, 60, "coverage"),
    ],
)
def test_too_little_data_withholds_the_index(
    opened: Consultation, mood: made_up.Mood, seconds: float, reason: str
) -> None:
    made_up.film(opened, mood, seconds=seconds)
    consultation = made_up.ended(opened, seconds=seconds)
    erin = client_of(services.build_report(consultation.pk))
    assert (erin["index"], erin["withheld"]) == (None, reason)


@pytest.mark.slow
def test_an_hour_of_two_cameras_keeps_all_readings_and_a_chart_of_bounded_size(
    opened: Consultation,
) -> None:
    made_up.film(opened, seconds=3600)
    made_up.film(opened, seconds=3600, role=Participant.Role.COUNSELLOR)
    consultation = made_up.ended(opened, seconds=3600)
    figures: Figures = services.build_report(consultation.pk).data  # type: ignore[assignment]
    assert [sum(p["statuses"].values()) for p in figures["participants"]] == [7200, 7200]
    assert all(len(p["series"]["t"]) <= 1000 for p in figures["participants"])
