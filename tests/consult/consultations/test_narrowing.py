"""The agenda's filters, and appointments that nobody came to open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import clients, scheduling
from consult.consultations.tasks import close_missed
from tests import cast
from tests.conftest import signed_in

LIST = "/api/v1/consultations/"


def listed(user: User, **wanted: str) -> list[str]:
    """Return the clients' names in the order of the list."""
    answer = signed_in(user).get(LIST, wanted)
    assert answer.status_code == 200, answer.json()
    return [row["client_name"] for row in answer.json()["results"]]


def planned(user: User, name: str, *, days: float = 0.5, **changes: object) -> Consultation:
    when = timezone.now() + timedelta(days=days)
    made = cast.schedule(user, client=clients.file_of(user, name), scheduled_at=when)
    Consultation.objects.filter(pk=made.pk).update(**changes)
    return made


@pytest.fixture
def year(alice: User) -> dict[str, Consultation]:
    """Consultations in every state, named for it."""
    return {
        "later": planned(alice, "later", days=9),
        "soon": planned(alice, "soon", days=1),
        "open": planned(alice, "open", days=0, state="open"),
        "reported": planned(
            alice, "reported", days=-3, state="ended", report_state="ready", note="calm"
        ),
        "noteless": planned(alice, "noteless", days=-2, state="ended", report_state="ready"),
        "failed": planned(
            alice, "failed", days=-4, state="ended", report_state="failed", note="calm"
        ),
        "cancelled": planned(alice, "cancelled", days=-5, state="cancelled"),
        "missed": planned(alice, "missed", days=-6, state="not_held"),
    }


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"view": "upcoming"}, ["open", "soon", "later"]),
        ({"view": "past"}, ["noteless", "reported", "failed", "cancelled", "missed"]),
        ({"view": "unfinished"}, ["noteless", "failed"]),
        ({"search": "LED"}, ["failed", "cancelled"]),
        ({"view": "past", "search": "miss"}, ["missed"]),
    ],
)
def test_the_list_is_narrowed_and_in_order(
    alice: User, year: dict[str, Consultation], wanted: dict[str, str], names: list[str]
) -> None:
    assert listed(alice, **wanted) == names


def test_a_marker_with_words_is_a_note(alice: User, year: dict[str, Consultation]) -> None:
    scheduling.mark(year["noteless"], alice, "", timezone.now())
    assert "noteless" in listed(alice, view="unfinished")
    scheduling.mark(year["noteless"], alice, "breathing exercise", timezone.now())
    assert "noteless" not in listed(alice, view="unfinished")


def test_the_list_of_one_client(alice: User, year: dict[str, Consultation]) -> None:
    assert listed(alice, client=str(year["soon"].client_id)) == ["soon"]


def test_days_are_cut_at_their_edges(alice: User, year: dict[str, Consultation]) -> None:
    at = Consultation.objects.get(pk=year["soon"].pk).scheduled_at
    until_it = listed(alice, view="upcoming", until=at.isoformat())
    from_it = listed(alice, view="upcoming", since=at.isoformat())
    assert (until_it, from_it) == (["open"], ["soon", "later"])


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"view": "party"}, "view"),
        ({"state": "lost"}, "state"),
        ({"client": "erin"}, "client"),
        ({"since": "yesterday"}, "since"),
        ({"since": "2026-11-02T00:00Z", "until": "2026-11-01T00:00Z"}, "until"),
        ({"search": "x" * 121}, "search"),
    ],
)
def test_a_bad_filter_is_answered_by_field(alice: User, wanted: dict[str, str], field: str) -> None:
    answer = signed_in(alice).get(LIST, wanted)
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_filter_shows_nobody_elses(bob: User, dave: User, year: dict[str, Consultation]) -> None:
    client = str(year["soon"].client_id)
    assert [listed(user, client=client) for user in (bob, dave)] == [[], []]


def test_the_list_asks_as_often_for_many_as_for_one(
    alice: User, year: dict[str, Consultation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(alice)
    browser.get(LIST)  # The first request of a session notes where it is from.
    with CaptureQueriesContext(connection) as for_one:
        assert len(browser.get(LIST, {"view": "past", "search": "missed"}).json()["results"]) == 1
    with django_assert_num_queries(len(for_one)):
        assert len(browser.get(LIST, {"view": "past"}).json()["results"]) == 5


def test_a_note_is_the_counsellors_own(
    alice: User, carol: User, bob: User, year: dict[str, Consultation]
) -> None:
    path = f"{LIST}{year['reported'].pk}/"
    assert signed_in(alice).get(path).json()["note"] == "calm"
    assert signed_in(carol).get(path).json()["note"] is None
    form = {"note": "mine"}
    answers = [signed_in(user).put(f"{path}note/", form, format="json") for user in (carol, bob)]
    assert [answer.status_code for answer in answers] == [403, 404]
    written = signed_in(alice).put(f"{path}note/", {"note": "a good hour"}, format="json")
    assert written.json()["note"] == "a good hour"


# --- Nobody came ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "state"), [(-1.1, "not_held"), (-0.9, "scheduled"), (2, "scheduled")]
)
def test_an_appointment_that_nobody_opened_did_not_take_place(
    alice: User, days: float, state: str
) -> None:
    made = planned(alice, "Erin", days=days)
    close_missed()
    assert Consultation.objects.get(pk=made.pk).state == state


def test_one_that_goes_on_is_never_missed(alice: User) -> None:
    made = planned(alice, "Erin", days=-3, state="open")
    assert scheduling.close_missed(timezone.now()) == 0
    assert Consultation.objects.get(pk=made.pk).state == "open"


def test_a_missed_one_has_no_link_and_is_not_opened(alice: User) -> None:
    made = planned(alice, "Erin", days=-2)
    close_missed()
    answer = signed_in(alice).post(f"{LIST}{made.pk}/open/")
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert signed_in(alice).get(f"{LIST}{made.pk}/").json()["invite_url"] is None
