"""What is left of a report once the readings' time is over: figures, and no label."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from analyzer.results import EXPRESSIONS
from consult.accounts.models import User
from consult.consultations.models import Consent, Marker, Stream
from consult.consultations.services import participation, scheduling
from consult.reports import rollups, services
from consult.reports.models import Report
from consult.reports.retention import purge
from consult.reports.selectors import report_data
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up
from tests.consult.reports.test_pdf import text_of

MOMENT = timedelta(microseconds=1)


def test_counters_consent_and_notes_stay(report: Report, due: datetime, alice: User) -> None:
    scheduling.mark(report.consultation, alice, "breathing", made_up.moment(report, 30))
    purge(due + MOMENT)
    stream = Stream.objects.get()
    assert (stream.stored, stream.received) == (480, 480)
    assert (Consent.objects.count(), Marker.objects.count()) == (1, 1)


def test_the_reports_figures_stay_and_its_labels_go(report: Report, due: datetime) -> None:
    before: Any = report.data
    purge(due + MOMENT)
    after: Any = Report.objects.get().data
    [old], [new] = before["participants"], after["participants"]
    assert new.pop("strip") == []
    assert set(map(len, new.pop("series").values())) == {0}
    assert old.pop("strip")
    assert old.pop("series")["label"]
    assert json.loads(json.dumps(before)) == after


def test_the_line_is_of_ten_second_means_from_then_on(report: Report, due: datetime) -> None:
    [before] = report_data(report)["participants"]
    assert (before["series_of"], len(before["series"]["t"])) == ("readings", 421)
    purge(due + MOMENT)
    [after] = report_data(Report.objects.get())["participants"]
    line = after["series"]
    assert after["series_of"] == "ten_seconds"
    # A minute's smile, half a minute away, then neutral.
    assert line["t"][:6] == [5, 15, 25, 35, 45, 55]
    assert line["valence"].index(None) in (6, 7)
    assert min(v for v in line["valence"][:6] if v is not None) > 0.4
    assert all(abs(v) < 0.2 for v in line["valence"][9:] if v is not None)
    bounds = zip(line["low"], line["valence"], line["high"], strict=True)
    known = [(low, mean, high) for low, mean, high in bounds if low and mean and high]
    assert len(known) == len(line["t"]) - 1
    assert all(low <= mean <= high for low, mean, high in known)
    assert all(low < high for low, _mean, high in known[:6])


def test_a_report_that_was_never_folded_keeps_the_line_it_has(
    report: Report, due: datetime
) -> None:
    rollups.forget(report.consultation)
    [before] = report_data(report)["participants"]
    purge(due + MOMENT)
    [after] = report_data(Report.objects.get())["participants"]
    assert after["series_of"] == "readings"
    assert after["series"]["valence"] == before["series"]["valence"]
    assert set(after["series"]["label"]) == {None}


def test_no_label_of_any_moment_is_left_anywhere(report: Report, due: datetime) -> None:
    purge(due + MOMENT)
    [erin] = report_data(Report.objects.get())["participants"]
    told = {name: figure for name, figure in erin.items() if name != "shares"}
    assert [name for name in EXPRESSIONS if name in json.dumps(told)] == []


def test_the_report_says_what_became_of_its_readings(
    report: Report, due: datetime, alice: User
) -> None:
    url = f"/api/v1/consultations/{report.consultation_id}/report/"
    assert signed_in(alice).get(url).json()["data"]["readings_deleted_at"] is None
    purge(due + MOMENT)
    shown = signed_in(alice).get(url).json()["data"]
    assert shown["readings_deleted_at"] == round((due + MOMENT).timestamp() * 1000)
    assert "face was visible 88\u00a0%" in shown["sentence"]
    assert shown["sentence"].endswith("these figures remain.")
    ukrainian = signed_in(alice).get(url, headers={"accept-language": "uk"}).json()["data"]
    assert ukrainian["sentence"].endswith("ці цифри залишаються.")


def test_the_pdf_still_opens_and_speaks_of_no_strip(report: Report, due: datetime) -> None:
    before = text_of(report)
    assert "Below it the most probable expression" in before
    assert "Ten-second means" not in before
    purge(due + MOMENT)
    text = text_of(Report.objects.get())
    assert "Ten-second means" in text
    assert "these figures remain" in text
    assert "Below it the most probable expression" not in text


def test_a_task_that_comes_late_does_not_replace_the_figures(report: Report, due: datetime) -> None:
    purge(due + MOMENT)
    assert services.build_report(report.consultation_id).pk == report.pk
    assert Report.objects.get().last_reading == report.last_reading


def test_erasing_afterwards_takes_the_figures_too(
    report: Report, due: datetime, django_capture_on_commit_callbacks: Any, sent: list[object]
) -> None:
    purge(due + MOMENT)
    with django_capture_on_commit_callbacks(execute=True):
        participation.erase_readings(cast.client_of(report.consultation))
    assert not Report.objects.exists()
    rebuilt: Any = services.build_report(report.consultation_id).data
    assert rebuilt["participants"][0]["withheld"] == "no_readings"
