"""Tickets of the call, and its chat: for the two people in it, and nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations import selectors
from consult.consultations.models import Consultation, Message, Participant
from consult.consultations.services import chat, scheduling
from consult.reports.retention import purge
from tests import cast
from tests.conftest import signed_in


def joined(person: Participant) -> APIClient:
    """Return the client's browser."""
    browser = APIClient()
    session = browser.session
    session["participations"] = {str(person.pk): 1}
    session["grants"] = [record.pk for record in person.consents.all()]
    session.save()
    return browser


@pytest.fixture
def erin(opened: Consultation) -> Participant:
    return cast.client_of(opened)


@pytest.fixture
def counsellors(opened: Consultation) -> str:
    return f"/api/v1/consultations/{opened.pk}/"


@pytest.fixture
def clients(erin: Participant) -> str:
    return f"/api/v1/participations/{erin.pk}/"


@pytest.fixture
def sides(
    alice: User, erin: Participant, counsellors: str, clients: str
) -> list[tuple[APIClient, str]]:
    """Both people's browsers, each with its own address of the consultation."""
    return [(signed_in(alice), counsellors), (joined(erin), clients)]


def words(text: str = "Good morning") -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "text": text}


def test_both_sides_get_a_ticket(sides: list[tuple[APIClient, str]]) -> None:
    for browser, url in sides:
        answer = browser.post(f"{url}call/tickets/")
        assert (answer.status_code, answer.json()["path"]) == (201, "/ws/call/")


@pytest.mark.parametrize("decision", ["refused", "withdrawn"])
def test_the_decision_about_the_analysis_is_no_matter(
    erin: Participant, clients: str, decision: str
) -> None:
    Participant.objects.filter(pk=erin.pk).update(consent=decision)
    assert joined(erin).post(f"{clients}call/tickets/").status_code == 201


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "scheduled"}, "not_open"),
        ({"state": "ended"}, "consultation_over"),
        ({"call_mode": "beside"}, "call_elsewhere"),
    ],
)
def test_there_is_no_ticket_where_no_call_is_held(
    opened: Consultation, sides: list[tuple[APIClient, str]], change: dict[str, str], code: str
) -> None:
    Consultation.objects.filter(pk=opened.pk).update(**change)
    for browser, url in sides:
        answer = browser.post(f"{url}call/tickets/")
        assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
@pytest.mark.parametrize("tail", ["call/tickets/", "messages/"])
def test_nobody_else_gets_in(
    request: pytest.FixtureRequest, counsellors: str, clients: str, who: str, tail: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.post(counsellors + tail, words(), format="json").status_code in (403, 404)
    assert browser.get(f"{counsellors}messages/").status_code in (403, 404)
    assert browser.post(clients + tail, words(), format="json").status_code == 401
    assert browser.get(f"{clients}messages/").status_code == 401


def test_each_reads_what_both_wrote_in_order(sides: list[tuple[APIClient, str]]) -> None:
    for (browser, url), text in zip(sides, ("Good morning", "Hello"), strict=True):
        browser.post(f"{url}messages/", words(text), format="json")
    for browser, url in sides:
        page = browser.get(f"{url}messages/")
        said = [(row["role"], row["text"]) for row in page.json()["results"]]
        assert said == [("counsellor", "Good morning"), ("client", "Hello")]
        assert page["Cache-Control"] == "no-store"


def test_the_cursor_reads_on(
    erin: Participant, clients: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "CHAT_PAGE", 2)
    kept = [chat.say(erin, text, uuid.uuid4()).pk for text in "abc"]
    first = joined(erin).get(f"{clients}messages/").json()
    rest = joined(erin).get(f"{clients}messages/?after={kept[1]}").json()
    assert ([row["id"] for row in first["results"]], first["more"]) == (kept[:2], True)
    assert ([row["id"] for row in rest["results"]], rest["more"]) == (kept[2:], False)


def test_a_message_sent_twice_is_kept_once(erin: Participant, clients: str) -> None:
    said = words()
    answers = [joined(erin).post(f"{clients}messages/", said, format="json") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_blank_or_endless_message_is_refused(erin: Participant, clients: str, text: str) -> None:
    answer = joined(erin).post(f"{clients}messages/", words(text), format="json")
    assert (answer.status_code, list(answer.json())) == (400, ["text"])


@pytest.mark.parametrize("change", [{"state": "ended"}, {"call_mode": "beside"}])
def test_nothing_is_written_outside_an_open_call(
    opened: Consultation, erin: Participant, clients: str, change: dict[str, str]
) -> None:
    Consultation.objects.filter(pk=opened.pk).update(**change)
    answer = joined(erin).post(f"{clients}messages/", words(), format="json")
    assert answer.status_code == 409


def test_a_flood_is_throttled_but_reading_goes_on(
    erin: Participant, clients: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "consult.consultations.api.throttles.BrowserWriteThrottle.THROTTLE_RATES", {"chat": "2/min"}
    )
    browser = joined(erin)
    answers = [browser.post(f"{clients}messages/", words(), format="json") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert browser.get(f"{clients}messages/").status_code == 200


def test_a_browser_that_only_holds_the_link_erases_no_words(
    opened: Consultation, erin: Participant, clients: str
) -> None:
    chat.say(erin, "Hello", uuid.uuid4())
    other = joined(erin)
    session = other.session
    session["grants"] = []
    session.save()
    answer = other.delete(f"{clients}messages/")
    assert (answer.status_code, answer.json()["code"]) == (403, "erase_elsewhere")
    assert other.get(clients).json()["messages"] == 1


def test_the_client_erases_her_own_words_and_no_others(
    alice: User, opened: Consultation, erin: Participant, clients: str
) -> None:
    chat.say(erin, "Hello", uuid.uuid4())
    chat.say(opened.participants.get(role="counsellor"), "Good morning", uuid.uuid4())
    scheduling.end_consultation(opened)
    browser = joined(erin)
    assert browser.get(clients).json()["messages"] == 1
    assert browser.delete(f"{clients}messages/").status_code == 204
    assert [message.text for message in Message.objects.all()] == ["Good morning"]


def read(browser: APIClient, url: str) -> list[str]:
    return [one["text"] for one in browser.get(f"{url}messages/").json()["results"]]


def test_both_read_the_chat_after_the_end_until_it_is_erased(
    opened: Consultation, sides: list[tuple[APIClient, str]]
) -> None:
    for (browser, url), text in zip(sides, ["Welcome", "Hello"], strict=True):
        browser.post(f"{url}messages/", words(text), format="json")
    scheduling.end_consultation(opened)
    assert [read(*side) for side in sides] == [["Welcome", "Hello"]] * 2
    browser, url = sides[1]
    browser.delete(f"{url}messages/")
    assert [read(*side) for side in sides] == [["Welcome"]] * 2


@pytest.mark.parametrize(("days", "left"), [(-1, 1), (1, 0)])
def test_messages_go_when_the_readings_time_is_over(
    opened: Consultation, erin: Participant, north: Practice, days: int, left: int
) -> None:
    chat.say(erin, "Hello", uuid.uuid4())
    ended = scheduling.end_consultation(opened)
    assert ended.ended_at is not None
    purge(ended.ended_at + timedelta(days=north.retention_days + days))
    assert Message.objects.count() == left


def test_messages_of_a_consultation_nobody_ended_go_by_their_own_age(
    erin: Participant, north: Practice
) -> None:
    old = chat.say(erin, "Hello", uuid.uuid4())
    past = timezone.now() - timedelta(days=north.retention_days + 1)
    Message.objects.filter(pk=old.pk).update(at=past)
    young = chat.say(erin, "Still here", uuid.uuid4())
    assert purge(timezone.now()).messages == 1
    assert Message.objects.get() == young


@pytest.mark.parametrize("mode", ["here", "beside"])
def test_a_consultation_is_planned_with_its_call_or_without(alice: User, mode: str) -> None:
    plan: dict[str, Any] = {
        "client_name": "Erin",
        "kind": "service",
        "scheduled_at": (timezone.now() + timedelta(days=1)).isoformat(),
    }
    browser = signed_in(alice)
    url = "/api/v1/consultations/"
    planned = browser.post(url, {**plan, "call_mode": mode}, format="json").json()
    assert planned["call_mode"] == mode
    assert browser.post(url, plan, format="json").json()["call_mode"] == "here"
    refused = browser.post(url, {**plan, "call_mode": "nowhere"}, format="json")
    assert list(refused.json()) == ["call_mode"]
