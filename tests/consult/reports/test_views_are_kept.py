"""Every view and export of a report is kept, and the person concerned may read it (R7)."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Access, Consultation
from consult.reports.models import Report
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports.test_sharing import erins_browser, own

pytestmark = pytest.mark.usefixtures("midday")

TAKEN = {"report.pdf": "pdf", "report.json": "json", "report.xlsx": "xlsx", "readings.csv": "csv"}


def at(consultation: Consultation, door: str) -> str:
    return f"/api/v1/consultations/{consultation.pk}/{door}"


def looks(browser: APIClient, url: str) -> list[tuple[str, str, str]]:
    """Return (act, by, name) of each look, the latest first."""
    return [(one["act"], one["by"], one["name"]) for one in browser.get(url).json()]


def kept(consultation: Consultation) -> list[str]:
    return list(Access.objects.filter(consultation=consultation).values_list("act", flat=True))


def test_a_view_is_kept_with_who_it_was(report: Report, alice: User, carol: User) -> None:
    for user in (alice, carol):
        signed_in(user).get(at(report.consultation, "report/"))
    assert looks(signed_in(alice), at(report.consultation, "views/")) == [
        ("viewed", "administrator", "Carol"),
        ("viewed", "counsellor", "Alice"),
    ]


@pytest.mark.parametrize(("door", "act"), TAKEN.items())
def test_an_export_is_kept_as_what_was_taken(
    report: Report, alice: User, door: str, act: str
) -> None:
    answer: Any = signed_in(alice).get(at(report.consultation, door))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].endswith(f'.{act}"')
    assert kept(report.consultation) == [act]


def test_a_refusal_and_an_unfinished_report_are_no_views(
    ended: Consultation, alice: User, bob: User
) -> None:
    signed_in(alice).get(at(ended, "report/"))
    signed_in(alice).get(at(ended, "report.pdf"))
    signed_in(bob).get(at(ended, "readings.csv"))
    assert kept(ended) == []


def test_the_client_reads_who_looked(report: Report, carol: User, north: Practice) -> None:
    signed_in(carol).get(at(report.consultation, "report/"))
    url = own(report.consultation).replace("report/", "views/")
    assert looks(erins_browser(report.consultation), url) == [("viewed", "administrator", "Carol")]
    assert APIClient().get(url).status_code == 401


def test_sharing_and_the_clients_own_look_are_kept(
    report: Report, alice: User, north: Practice
) -> None:
    Practice.objects.update(share_reports=True)
    door = at(report.consultation, "sharing/")
    browser = signed_in(alice)
    browser.put(door)
    browser.put(door)
    erins_browser(report.consultation).get(own(report.consultation))
    browser.delete(door)
    assert looks(browser, at(report.consultation, "views/")) == [
        ("taken_back", "counsellor", "Alice"),
        ("viewed", "client", ""),
        ("shared", "counsellor", "Alice"),
    ]


def test_a_copy_of_all_that_is_held_is_kept_for_each_consultation(
    report: Report, alice: User
) -> None:
    client = report.consultation.client
    assert client is not None
    other = cast.schedule(alice, client=client)
    signed_in(alice).get(f"/api/v1/clients/{client.pk}/export.json")
    assert (kept(report.consultation), kept(other)) == (["copied"], ["copied"])


def test_all_looks_are_read_page_by_page(
    report: Report, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.consultations.api.access.SHOWN", 2)
    browser, url = signed_in(alice), at(report.consultation, "views/")
    for _time in range(3):
        browser.get(at(report.consultation, "report/"))
    first = browser.get(url).json()
    rest = browser.get(url, {"before": first[-1]["id"]}).json()
    assert (len(first), len(rest)) == (2, 1)
    assert len({one["id"] for one in [*first, *rest]}) == 3
    assert browser.get(url, {"before": rest[-1]["id"]}).json() == []
    assert browser.get(url, {"before": 10**9}).json() == []


def test_a_client_who_reads_the_report_again_looked_once_that_day(
    report: Report, alice: User
) -> None:
    Practice.objects.update(share_reports=True)
    signed_in(alice).put(at(report.consultation, "sharing/"))
    for _time in range(3):
        erins_browser(report.consultation).get(own(report.consultation))
    assert kept(report.consultation) == ["viewed", "shared"]


def test_strangers_do_not_read_who_looked(
    report: Report, bob: User, dave: User, api: APIClient
) -> None:
    url = at(report.consultation, "views/")
    assert [signed_in(user).get(url).status_code for user in (bob, dave)] == [404, 404]
    assert api.get(url).status_code == 401


def test_what_was_kept_is_never_changed(report: Report, alice: User) -> None:
    signed_in(alice).get(at(report.consultation, "report/"))
    with pytest.raises(TypeError, match="append-only"):
        Access.objects.get().save()


def test_many_looks_take_no_more_questions(
    report: Report, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(alice)
    for _time in range(5):
        browser.get(at(report.consultation, "report/"))
    with django_assert_num_queries(5):  # the same for one look
        assert len(browser.get(at(report.consultation, "views/")).json()) == 5
