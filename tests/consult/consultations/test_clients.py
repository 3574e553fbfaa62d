"""Client files: whose they are, how they come about, and what erasing takes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.errors import NameTaken, NotYetOver
from consult.consultations.models import Client, Consent, Consultation, Marker, Message, Reading
from consult.consultations.services import chat, clients, invitations, scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up

FILES = "/api/v1/clients/"


@pytest.fixture
def erin(consultation: Consultation) -> Client:
    """Alice's client, with one planned consultation."""
    assert consultation.client is not None
    return consultation.client


def plan(user: User, **changes: Any) -> Any:
    soon = (timezone.now() + timedelta(hours=3)).isoformat()
    form = {"client_name": "Erin", "scheduled_at": soon, **changes}
    return signed_in(user).post("/api/v1/consultations/", form, format="json")


def names(user: User, search: str = "") -> list[str]:
    rows = signed_in(user).get(FILES, {"search": search}).json()["results"]
    return [row["name"] for row in rows]


def test_planning_by_a_known_name_goes_into_the_file(alice: User, erin: Client) -> None:
    assert plan(alice, client_name="  erin ").json()["client"] == str(erin.pk)
    assert Client.objects.count() == 1


def test_planning_by_a_new_name_makes_a_file(alice: User, erin: Client) -> None:
    answer = plan(alice, client_name="Frank").json()
    assert answer["client_name"] == "Frank"
    assert names(alice) == ["Erin", "Frank"]


def test_planning_by_file_needs_no_name(alice: User, erin: Client) -> None:
    answer = plan(alice, client=str(erin.pk), client_name="Erin")
    assert answer.json()["client"] == str(erin.pk)


@pytest.mark.parametrize("who", ["bob", "dave"])
def test_nobody_plans_with_another_ones_client(
    request: pytest.FixtureRequest, erin: Client, who: str
) -> None:
    answer = plan(request.getfixturevalue(who), client=str(erin.pk))
    assert (answer.status_code, list(answer.json())) == (400, ["client"])


def test_a_plan_without_anybody_is_told_so(alice: User) -> None:
    answer = signed_in(alice).post(
        "/api/v1/consultations/", {"scheduled_at": timezone.now().isoformat()}, format="json"
    )
    assert answer.json() == {"client_name": ["Say who comes."]}


@pytest.mark.parametrize("who", ["bob", "dave"])
@pytest.mark.parametrize(
    ("method", "tail"),
    [("get", ""), ("patch", ""), ("delete", ""), ("get", "trend/"), ("get", "export.json")],
)
def test_another_ones_client_is_not_found(
    request: pytest.FixtureRequest, erin: Client, who: str, method: str, tail: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = getattr(browser, method)(f"{FILES}{erin.pk}/{tail}", {"name": "X"}, format="json")
    assert answer.status_code == 404
    assert Client.objects.get().name == "Erin"


@pytest.mark.parametrize("tail", ["", "trend/", "export.json"])
def test_a_stranger_is_asked_to_sign_in(api: APIClient, erin: Client, tail: str) -> None:
    assert api.get(f"{FILES}{erin.pk}/{tail}").status_code == 401


def test_each_sees_their_own_and_the_administrator_all(
    alice: User, bob: User, carol: User, dave: User, erin: Client
) -> None:
    clients.make(bob, name="Frank")
    clients.make(dave, name="Grace")
    found = [names(user) for user in (alice, bob, carol, dave)]
    assert found == [["Erin"], ["Frank"], ["Erin", "Frank"], ["Grace"]]


def test_the_administrator_changes_no_file(carol: User, erin: Client) -> None:
    browser = signed_in(carol)
    assert browser.patch(f"{FILES}{erin.pk}/", {"name": "X"}, format="json").status_code == 403
    assert browser.post(FILES, {"name": "X"}, format="json").status_code == 403


@pytest.mark.parametrize("search", ["ірин", "ІРИНА", " ірина  ко"])
def test_search_finds_a_part_of_the_name_whatever_its_capitals(alice: User, search: str) -> None:
    clients.make(alice, name="Ірина  Коваль")
    clients.make(alice, name="Frank")
    assert names(alice, search) == ["Ірина Коваль"]


def test_two_of_one_name_are_told_apart(alice: User, erin: Client) -> None:
    answer = signed_in(alice).post(FILES, {"name": "ERIN"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    with pytest.raises(NameTaken):
        clients.make(alice, name=" erin")


def test_a_file_is_changed_by_its_counsellor(alice: User, erin: Client) -> None:
    details = {"email": "erin@example.org", "language": "uk", "time_zone": "Europe/Kyiv"}
    answer = signed_in(alice).patch(f"{FILES}{erin.pk}/", details, format="json").json()
    assert {name: answer[name] for name in details} == details


@pytest.mark.parametrize(
    ("field", "value"),
    [("time_zone", "Mars/Olympus"), ("email", "nobody"), ("language", "xx"), ("name", " ")],
)
def test_a_bad_detail_is_answered_by_field(
    alice: User, erin: Client, field: str, value: str
) -> None:
    answer = signed_in(alice).patch(f"{FILES}{erin.pk}/", {field: value}, format="json")
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_the_list_counts_what_took_place(alice: User, erin: Client) -> None:
    held = cast.schedule(alice)
    scheduling.open_consultation(held)
    cast.grant(held)
    scheduling.end_consultation(held)
    [row] = signed_in(alice).get(FILES).json()["results"]
    assert (row["held"], row["last_at"] is None, row["next_at"] is None) == (1, False, False)


@pytest.mark.parametrize(("mode", "counted"), [("here", 0), ("beside", 1)])
def test_a_call_to_which_the_client_never_came_did_not_take_place(
    alice: User, mode: str, counted: int
) -> None:
    empty = cast.schedule(alice, call_mode=mode)
    scheduling.open_consultation(empty)
    scheduling.end_consultation(empty)
    [row] = signed_in(alice).get(FILES).json()["results"]
    assert (row["held"], row["last_at"] is not None) == (counted, bool(counted))


def test_the_list_asks_as_often_for_many_as_for_one(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(alice)
    cast.schedule(alice)
    browser.get(FILES)  # The first request of a session notes where it is from.
    with CaptureQueriesContext(connection) as for_one:
        assert len(browser.get(FILES).json()["results"]) == 1
    for name in range(12):
        client = clients.make(alice, name=f"Client {name}")
        cast.schedule(alice, client=client)
    with django_assert_num_queries(len(for_one)):
        assert len(browser.get(FILES).json()["results"]) == 13


# --- Erasing -------------------------------------------------------------------------------------


@pytest.fixture
def past(opened: Consultation, alice: User) -> Consultation:
    """A consultation with Erin that has left all that can be left."""
    made_up.film(opened, seconds=5)
    scheduling.mark(opened, alice, "breathing exercise", timezone.now())
    chat.say(cast.client_of(opened), "Good morning", uuid.uuid4())
    scheduling.end_consultation(opened)
    return scheduling.write_note(opened, "a calm hour")


def test_erasing_leaves_an_appointment_without_a_person(past: Consultation, alice: User) -> None:
    assert past.client is not None
    clients.erase(past.client, by=alice)
    past = Consultation.objects.get(pk=past.pk)
    assert (past.client, past.note, past.state) == (None, "", "ended")
    assert cast.client_of(past).name == ""
    left = [model.objects.count() for model in (Client, Reading, Marker, Message)]
    assert left == [0, 0, 0, 0]


def test_that_consent_was_given_stays_on_record(past: Consultation, alice: User) -> None:
    assert past.client is not None
    clients.erase(past.client, by=alice)
    assert list(Consent.objects.values_list("decision", flat=True)) == ["granted"]


def test_nobody_is_erased_from_an_open_consultation(opened: Consultation, alice: User) -> None:
    assert opened.client is not None
    with pytest.raises(NotYetOver):
        clients.erase(opened.client, by=alice)
    answer = signed_in(alice).delete(f"{FILES}{opened.client_id}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_over")


@pytest.mark.parametrize("who", ["alice", "carol"])
def test_counsellor_and_administrator_erase(
    request: pytest.FixtureRequest, erin: Client, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.delete(f"{FILES}{erin.pk}/").status_code == 204
    assert Consultation.objects.get().state == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_whoever_was_invited_by_email_hears_that_it_is_off(alice: User, erin: Client) -> None:
    clients.change(erin, email="erin@example.org")
    invitations.invite(Consultation.objects.select_related("client").get())
    clients.erase(erin, by=alice)
    assert [message.to for message in mail.outbox] == [["erin@example.org"]] * 2
    assert "Cancelled" in mail.outbox[1].subject


def test_another_file_of_the_same_name_stays(alice: User, bob: User, past: Consultation) -> None:
    other = cast.schedule(bob)
    assert past.client is not None
    clients.erase(past.client, by=alice)
    assert Client.objects.get() == other.client
    assert cast.client_of(other).name == "Erin"


@pytest.mark.parametrize("search", ["\x00", "x" * 121])
def test_what_can_be_no_part_of_a_name_is_refused_by_field(alice: User, search: str) -> None:
    answer = signed_in(alice).get("/api/v1/clients/", {"search": search})
    assert (answer.status_code, list(answer.json())) == (400, ["search"])
