"""Whose report it is: its counsellor's and the practice's administrator's."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.reports.models import Report
from tests.conftest import signed_in

DOORS = ("report/", "report.pdf", "readings.csv")


def url(report: Report, door: str) -> str:
    return f"/api/v1/consultations/{report.consultation_id}/{door}"


@pytest.mark.parametrize("door", DOORS)
def test_the_counsellor_and_the_administrator_may_read(
    report: Report, alice: User, carol: User, door: str
) -> None:
    assert signed_in(alice).get(url(report, door)).status_code == 200
    assert signed_in(carol).get(url(report, door)).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_colleague_and_an_outsider_find_nothing(
    report: Report, bob: User, dave: User, door: str
) -> None:
    assert signed_in(bob).get(url(report, door)).status_code == 404
    assert signed_in(dave).get(url(report, door)).status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_someone_not_signed_in_is_asked_to(report: Report, api: APIClient, door: str) -> None:
    assert api.get(url(report, door)).status_code == 401


@pytest.mark.parametrize("door", DOORS)
def test_an_operator_without_a_practice_is_refused(report: Report, door: str) -> None:
    operator = User.objects.create_superuser("root@example.org", "a-long-password", name="Root")
    assert signed_in(operator).get(url(report, door)).status_code == 403


def test_only_those_who_may_read_may_have_it_rebuilt(
    report: Report, bob: User, dave: User, api: APIClient
) -> None:
    door = url(report, "report/")
    assert signed_in(bob).post(door).status_code == 404
    assert signed_in(dave).post(door).status_code == 404
    assert api.post(door).status_code == 401


@pytest.mark.parametrize("door", DOORS)
def test_nothing_of_a_report_is_stored_on_the_way(report: Report, alice: User, door: str) -> None:
    answer = signed_in(alice).get(url(report, door))
    assert answer["Cache-Control"] == "no-store"
