"""What a client's page says over consultations, and the copy of the client's data."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation, Participant
from consult.consultations.services import clients, scheduling
from consult.reports import services
from consult.reports.models import Report
from consult.reports.trend import trend_of
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports.client_history import held


@pytest.fixture
def erin(alice: User) -> Client:
    return clients.make(alice, name="Erin")


def test_consultations_come_oldest_first_with_their_intervals(erin: Client) -> None:
    held(erin, weeks_ago=1, index=60)
    held(erin, weeks_ago=2, index=50)
    indices = [point["index"] for point in trend_of(erin)["points"]]
    assert [index and (index["value"], index["low"], index["high"]) for index in indices] == [
        (50, 47, 54),
        (60, 57, 64),
    ]


@pytest.mark.parametrize(("mode", "points"), [("here", 1), ("beside", 2)])
def test_a_call_to_which_the_client_never_came_is_no_point(
    erin: Client, mode: str, points: int
) -> None:
    held(erin, weeks_ago=2)
    empty = held(erin, weeks_ago=1, index=None)
    Consultation.objects.filter(pk=empty.pk).update(call_mode=mode)
    Participant.objects.filter(consultation=empty).update(joined_at=None)
    assert len(trend_of(erin)["points"]) == points
    # Its own report has it beside the earlier ones all the same.
    [_before, own] = trend_of(erin, until=empty)["points"]
    assert own["consultation"] == empty.pk


def test_the_change_is_from_the_first_to_the_latest(erin: Client) -> None:
    for weeks_ago, index in ((3, 40), (2, 80), (1, 52)):
        held(erin, weeks_ago=weeks_ago, index=index)
    found = trend_of(erin)["change"]
    assert found == {"value": 12.0, "low": 7.0, "high": 17.0, "clear": True}


def test_each_is_set_beside_the_comparable_one_before_it(erin: Client) -> None:
    held(erin, weeks_ago=4, index=40)
    held(erin, weeks_ago=3, index=None, withheld="coverage")
    held(erin, weeks_ago=2, index=20, read_by=("1", "net-0"))
    held(erin, weeks_ago=1, index=52)
    changes = [point["change"] for point in trend_of(erin)["points"]]
    assert changes[:3] == [None, None, None]
    assert changes[3] == {"value": 12.0, "low": 7.0, "high": 17.0, "clear": True}


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_a_trend_needs_five(erin: Client, count: int, shown: bool) -> None:
    for week in range(count):
        held(erin, weeks_ago=9 - week, index=40 + 2 * week)
    found = trend_of(erin)
    assert (found["trend"] is not None, found["compared"], found["needed"]) == (shown, count, 5)


@pytest.mark.parametrize("reason", ["coverage", "readings"])
def test_a_withheld_index_is_no_point_of_any_change(erin: Client, reason: str) -> None:
    held(erin, weeks_ago=2, index=50)
    held(erin, weeks_ago=1, index=None, withheld=reason)
    found = trend_of(erin)
    assert (found["points"][1]["index"], found["points"][1]["withheld"]) == (None, reason)
    assert (found["change"], found["compared"]) == (None, 1)


@pytest.mark.parametrize("other", [("0", "net-1"), ("1", "net-0"), ("1", "net-1+haar")])
def test_what_another_model_formula_or_detector_read_is_not_compared(
    erin: Client, other: tuple[str, str]
) -> None:
    held(erin, weeks_ago=3, index=20, read_by=other)
    held(erin, weeks_ago=2, index=50)
    held(erin, weeks_ago=1, index=60)
    found = trend_of(erin)
    assert [point["comparable"] for point in found["points"]] == [False, True, True]
    assert found["change"] is not None
    assert found["change"]["value"] == 10


def test_an_earlier_models_change_and_trend_stay_by_themselves(erin: Client) -> None:
    for week in range(6):
        held(erin, weeks_ago=9 - week, index=40 + 4 * week, read_by=("1", "net-0"))
    held(erin, weeks_ago=2, index=90)
    held(erin, weeks_ago=1, index=80)
    found = trend_of(erin)
    [run] = found["earlier"]
    assert (run["model"], run["compared"]) == ("net-0", 6)
    assert run["change"] is not None
    assert run["change"]["value"] == 20
    assert run["trend"] is not None
    assert run["trend"]["value"] == pytest.approx(16)
    assert (found["model"], found["compared"], found["trend"]) == ("net-1", 2, None)
    assert found["change"] is not None
    assert found["change"]["value"] == -10
    points = found["points"]
    assert [point["run"] for point in points] == [0] * 6 + [1] * 2
    changes = [point["change"] and point["change"]["value"] for point in points]
    assert changes == [None, *[4] * 5, None, -10]


def test_a_model_that_was_taken_back_goes_on_where_it_stopped(erin: Client) -> None:
    for weeks_ago, model in ((3, "net-1"), (2, "net-2"), (1, "net-1")):
        held(erin, weeks_ago=weeks_ago, read_by=("1", model))
    found = trend_of(erin)
    assert [point["run"] for point in found["points"]] == [1, 0, 1]
    assert (found["compared"], [run["model"] for run in found["earlier"]]) == (2, ["net-2"])


def test_a_figure_that_was_added_parts_nothing(erin: Client) -> None:
    held(erin, weeks_ago=2, index=50, read_by=("2", "net-1"))
    held(erin, weeks_ago=1, index=60, read_by=("2.1", "net-1"))
    assert trend_of(erin)["compared"] == 2


def test_a_consultation_without_a_report_or_a_camera_says_so(erin: Client, alice: User) -> None:
    made = cast.schedule(alice, client=erin)
    scheduling.open_consultation(made)
    cast.grant(made)
    scheduling.end_consultation(made)
    [point] = trend_of(erin)["points"]
    assert point["withheld"] == "no_report"
    services.build_report(made.pk)
    [point] = trend_of(erin)["points"]
    assert (point["withheld"], point["index"]) == ("no_readings", None)


def test_the_index_of_a_real_report_is_on_the_page(report: Report, alice: User) -> None:
    client = report.consultation.client
    assert client is not None
    answer = signed_in(alice).get(f"/api/v1/clients/{client.pk}/trend/")
    [point] = answer.json()["points"]
    assert report.data is not None
    [person] = report.data["participants"]
    assert point["index"]["value"] == pytest.approx(person["index"]["value"], abs=0.05)
    assert answer["Cache-Control"] == "no-store"


def test_no_report_is_opened_for_it(
    report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = report.consultation.client
    assert client is not None
    with django_assert_num_queries(1):
        [point] = trend_of(client)["points"]
    [person] = (report.data or {})["participants"]
    assert point["index"] is not None
    assert point["index"]["low"] == person["index"]["low"]
    assert (point["comparable"], point["coverage"]) == (True, person["coverage"])


def test_many_consultations_take_no_more_questions(
    erin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for week in range(7):
        held(erin, weeks_ago=week + 1)
    # Consultations with their markers counted; reports, as none of these was rolled up.
    with django_assert_num_queries(2):
        assert len(trend_of(erin)["points"]) == 7
