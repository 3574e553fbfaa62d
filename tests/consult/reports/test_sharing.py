"""A report in plain words for its client: only where policy and counsellor open it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import participation
from consult.reports import client_text, services
from consult.reports.models import Report
from tests import cast
from tests.conftest import signed_in


@pytest.fixture
def allowed(north: Practice) -> Practice:
    north.share_reports = True
    north.save()
    return north


def door(report: Report) -> str:
    return f"/api/v1/consultations/{report.consultation_id}/sharing/"


def erins_browser(consultation: Consultation) -> APIClient:
    """Return the browser in which Erin joined."""
    browser = APIClient()
    session = browser.session
    session["participations"] = {str(cast.client_of(consultation).pk): 1}
    session.save()
    return browser


def own(consultation: Consultation) -> str:
    return f"/api/v1/participations/{cast.client_of(consultation).pk}/report/"


def read(report: Report) -> Any:
    return erins_browser(report.consultation).get(own(report.consultation))


def test_nothing_is_shared_by_itself(report: Report, allowed: Practice) -> None:
    answer = read(report)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_shared")


def test_the_counsellor_opens_it_and_takes_it_back(
    report: Report, alice: User, allowed: Practice
) -> None:
    assert signed_in(alice).put(door(report)).json()["shared_at"]
    assert read(report).status_code == 200
    assert signed_in(alice).delete(door(report)).json()["shared_at"] is None
    assert read(report).status_code == 404


def test_the_client_reads_their_own_part_and_no_index(
    report: Report, alice: User, allowed: Practice
) -> None:
    signed_in(alice).put(door(report))
    answer = read(report)
    assert answer["Cache-Control"] == "no-store"
    shown = answer.json()
    assert shown["coverage"] == pytest.approx(0.875, abs=0.01)
    assert [label for _from, _to, label in shown["strip"]] == ["happiness", "neutral"]
    assert set(shown) == {
        "shared_at", "started_at", "ended_at", "duration_s", "sentences",
        "coverage", "shares", "strip", "gaps",
    }  # fmt: skip
    assert "ndex" not in str(shown)


def test_where_the_practice_does_not_share_nobody_can(report: Report, alice: User) -> None:
    answer = signed_in(alice).put(door(report))
    assert (answer.status_code, answer.json()["code"]) == (403, "sharing_off")


def test_a_practice_that_thinks_better_of_it_closes_all(
    report: Report, alice: User, allowed: Practice
) -> None:
    signed_in(alice).put(door(report))
    Practice.objects.update(share_reports=False)
    assert read(report).status_code == 404


def test_there_is_nothing_to_share_before_the_report(
    ended: Consultation, alice: User, allowed: Practice
) -> None:
    answer = signed_in(alice).put(f"/api/v1/consultations/{ended.pk}/sharing/")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_report")


def test_only_its_counsellor_decides(report: Report, bob: User, carol: User, dave: User) -> None:
    assert signed_in(carol).put(door(report)).status_code == 403
    assert signed_in(bob).put(door(report)).status_code == 404
    assert signed_in(dave).delete(door(report)).status_code == 404
    assert APIClient().put(door(report)).status_code == 401


def test_another_browser_is_not_the_client(
    report: Report, alice: User, allowed: Practice, api: APIClient
) -> None:
    signed_in(alice).put(door(report))
    assert api.get(own(report.consultation)).status_code == 401
    assert signed_in(alice).get(own(report.consultation)).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_erased_labels_are_gone_from_what_was_shared(
    report: Report, alice: User, allowed: Practice, sent: list[object]
) -> None:
    signed_in(alice).put(door(report))
    participation.erase_readings(cast.client_of(report.consultation))
    services.build_report(report.consultation_id)
    shown = read(report).json()
    assert (shown["coverage"], shown["shares"], shown["strip"]) == (None, None, [])
    assert "nothing to show" in shown["sentences"][0]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The label it gave most often was neutral (60\u00a0%), then happiness (30\u00a0%)."),
        ("uk", "Найчастіша позначка: нейтральний (60\u00a0%), далі радість (30\u00a0%)."),
    ],
)
def test_the_words_are_plain(language: str, said: str) -> None:
    shares = {"neutral": 0.6, "happiness": 0.3, "uncertain": 0.1}
    erin: Any = {"coverage": 0.8, "shares": shares, "gaps": []}
    with translation.override(language):
        assert said in client_text.sentences(erin)


def test_little_of_a_face_is_called_little() -> None:
    shares = {"neutral": 0.9, "happiness": 0.0, "uncertain": 0.1}
    erin: Any = {"coverage": 0.3, "shares": shares, "gaps": []}
    assert "That is too little to say much about the rest." in client_text.sentences(erin)
