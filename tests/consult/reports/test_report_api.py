"""`GET` and `POST report/`: how far the report is, and the report in the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.reports import services
from consult.reports.models import Report
from consult.reports.serializers import ReportSerializer
from tests.conftest import signed_in
from tests.consult.reports.made_up import moment


def read(user: User, consultation: Consultation, language: str = "en") -> dict[str, Any]:
    url = f"/api/v1/consultations/{consultation.pk}/report/"
    answer = signed_in(user).get(url, headers={"accept-language": language})
    return dict(answer.json())


def test_before_the_end_there_is_no_report(opened: Consultation, alice: User) -> None:
    nothing = {"state": "none", "attempt": 0, "built_at": None, "data": None}
    assert read(alice, opened) == nothing


def test_after_the_end_it_is_being_built(ended: Consultation, alice: User) -> None:
    assert read(alice, ended)["state"] == "building"


def test_a_ready_report_comes_with_names_and_markers(report: Report, alice: User) -> None:
    at = moment(report, 30)
    scheduling.mark(report.consultation, alice, "breathing", at)
    answer = read(alice, report.consultation)
    assert answer["state"] == "ready"
    assert answer["data"]["participants"][0]["name"] == "Erin"
    assert answer["data"]["markers"] == [{"at": round(at.timestamp() * 1000), "text": "breathing"}]


def test_the_sentence_is_in_the_language_of_the_request(report: Report, alice: User) -> None:
    english = read(alice, report.consultation)["data"]["sentence"]
    ukrainian = read(alice, report.consultation, "uk")["data"]["sentence"]
    assert english.startswith("The client's face was visible")
    assert ukrainian.startswith("Обличчя клієнта")


def test_the_schema_describes_what_is_sent(report: Report, alice: User) -> None:
    form = ReportSerializer(data=read(alice, report.consultation))
    assert form.is_valid(), form.errors
    sent = read(alice, report.consultation)["data"]
    assert set(sent) == set(form.validated_data["data"])
    assert set(sent["participants"][0]) == set(form.validated_data["data"]["participants"][0])


def test_rebuilding_before_the_end_is_a_conflict(opened: Consultation, alice: User) -> None:
    answer = signed_in(alice).post(f"/api/v1/consultations/{opened.pk}/report/")
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_ended"


def test_a_failed_report_can_be_asked_for_again(
    ended: Consultation, alice: User, monkeypatch: pytest.MonkeyPatch, sent: list[object]
) -> None:
    monkeypatch.setattr(services, "report_contents", lambda consultation: 1 / 0)
    services.build_report(ended.pk)
    assert read(alice, ended)["state"] == "failed"
    answer = signed_in(alice).post(f"/api/v1/consultations/{ended.pk}/report/")
    assert (answer.status_code, answer.json()["state"]) == (202, "building")


def test_a_report_with_many_notes_takes_no_more_questions(report: Report, alice: User) -> None:
    browser, url = signed_in(alice), f"/api/v1/consultations/{report.consultation_id}/report/"
    browser.get(url)  # The first answer of a process reads what later ones have.
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for second in range(40):
        scheduling.mark(report.consultation, alice, "a note", moment(report, second))
    with CaptureQueriesContext(connection) as many:
        assert len(browser.get(url).json()["data"]["markers"]) == 40
    assert len(many) <= len(few)
