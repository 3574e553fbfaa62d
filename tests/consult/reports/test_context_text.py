"""What stands beside the figures of one camera: rating, both smiles, earlier consultations."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from consult.accounts.models import User
from consult.consultations.models import Access
from consult.reports import context_text, services
from consult.reports.models import Report
from consult.reports.selectors import report_data
from consult.reports.trend import trend_of
from tests.conftest import signed_in
from tests.consult.reports.client_history import held
from tests.consult.reports.test_pdf import text_of
from tests.consult.review.held import rate

REASONS = {
    "seconds": ("for three minutes", "разом три хвилини"),
    "unchanging": ("never changed", "не змінювалася"),
    "chance": ("from chance", "випадковості"),
}


def smiles(**parts: Any) -> Any:
    return {"synchrony": None, "synchrony_withheld": None, **parts}


def found(value: float, lag_s: int) -> Any:
    return smiles(synchrony={"value": value, "low": -0.3, "high": 0.4, "lag_s": lag_s})


@pytest.mark.parametrize("reason", REASONS)
def test_withheld_synchrony_says_what_was_lacking(reason: str) -> None:
    english, ukrainian = REASONS[reason]
    assert english in context_text.together(smiles(synchrony_withheld=reason))
    with translation.override("uk"):
        assert ukrainian in context_text.together(smiles(synchrony_withheld=reason))


@pytest.mark.parametrize(
    ("lag_s", "said"),
    [
        (2, "counsellor follows by 2\u00a0s"),
        (-3, "client follows by 3\u00a0s"),
        (0, "at the same time"),
    ],
)
def test_synchrony_says_who_follows(lag_s: int, said: str) -> None:
    assert said in context_text.together(found(0.6, lag_s))


def test_points_speak_the_readers_language() -> None:
    half: Any = {"scale": "srs", "value": 33.5, "most": 40, "low": True}
    assert context_text.points(half) == "33.5\u00a0/\u00a040"
    with translation.override("uk"):
        assert context_text.points(half | {"value": 36.0}) == "36\u00a0/\u00a040"
        assert context_text.points(half) == "33,5\u00a0/\u00a040"


def test_nobody_follows_in_what_chance_gives() -> None:
    assert "strongest" not in context_text.together(found(0.2, 2))


def test_a_report_sees_earlier_consultations_and_no_later_ones(report: Report) -> None:
    client = report.consultation.client
    assert client is not None
    for weeks_ago in (3, 2, -1):
        held(client, weeks_ago=weeks_ago)
    earlier = report_data(report)["earlier"]
    assert earlier is not None
    assert len(earlier["points"]) == 3
    assert earlier["points"][-1]["consultation"] == report.consultation.pk
    assert len(trend_of(client)["points"]) == 4


def test_the_pdf_sets_it_beside_earlier_consultations(report: Report) -> None:
    client = report.consultation.client
    assert client is not None
    rate(held(client, weeks_ago=2, index=41.3, read_by=versions(report)), csat=4)
    text = text_of(report)
    assert "Beside earlier consultations" in text
    assert "41.3 38.3 to 45.3 80 % 4 / 5" in text
    assert "A trend is shown from 5 comparable consultations on; so far 2." in text


def test_it_tells_what_an_earlier_model_found_by_itself(report: Report) -> None:
    client = report.consultation.client
    assert client is not None
    for week in range(5):
        held(client, weeks_ago=9 - week, index=40 + 4 * week, read_by=("1", "net-0"))
    text = text_of(report)
    assert "A trend is shown from 5 comparable consultations on; so far 1." in text
    assert "Read by another model, net-0: Over 5 consultations: +16.0" in text


def versions(report: Report) -> tuple[str, str]:
    assert report.data is not None
    return report.data["measures_version"], report.data["model_version"]


def test_a_first_consultation_stands_beside_nothing(report: Report) -> None:
    assert "Beside earlier" not in text_of(report)


@pytest.mark.parametrize("door", ["report/", "report.pdf", "report.xlsx", "report.json"])
def test_who_takes_a_report_has_looked_at_the_earlier_ones_in_it(
    report: Report, alice: User, door: str
) -> None:
    client = report.consultation.client
    assert client is not None
    before = held(client, weeks_ago=2)
    later = held(client, weeks_ago=-1)
    signed_in(alice).get(f"/api/v1/consultations/{report.consultation.pk}/{door}")
    assert list(Access.objects.filter(consultation=before).values_list("act", flat=True)) == [
        "compared"
    ]
    assert not Access.objects.filter(consultation=later).exists()
    assert Access.objects.filter(consultation=report.consultation).count() == 1


@pytest.mark.parametrize(("points", "low"), [(35.6, True), (36.0, False)])
def test_a_sum_under_36_is_flagged(report: Report, points: float, low: bool) -> None:
    rate(report.consultation, srs=points)
    rating = report_data(report)["rating"]
    assert rating is not None
    assert rating["low"] == low
    assert ("under 36, worth a talk" in text_of(report)) == low
    client = report.consultation.client
    assert client is not None
    [point] = trend_of(client)["points"]
    assert point["rating"] == {"scale": "srs", "value": points, "most": 40, "low": low}


def test_the_pdf_keeps_the_readings_beside_a_rating_and_what_the_index_is_made_of(
    report: Report,
) -> None:
    rate(report.consultation, csat=5)
    text = text_of(report)
    assert "of 480 frames analysed" in text
    assert "Most extreme 10 seconds" in text


def test_too_few_seconds_say_nothing_of_turning_points(report: Report) -> None:
    consultation = report.consultation
    consultation.readings.filter(seq__gt=20).update(status="no_face")
    report.delete()
    built = services.build_report(consultation.pk)
    assert report_data(built)["participants"][0]["turning_points"] is None
    assert "Insufficient data: too few readings to tell." in text_of(built)
