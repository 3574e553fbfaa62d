"""Invitations by email and as .ics: in the client's language and zone, with the link inside."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.invites import invite_token, invite_url
from consult.consultations.models import Consultation
from consult.consultations.services import clients, scheduling
from tests import cast
from tests.conftest import signed_in

ADDRESS = {"email": "erin@example.org", "language": "en"}


@pytest.fixture
def march(alice: User) -> Consultation:
    """A consultation an hour after Kyiv's clocks went forward: 04:30 there, 01:30 UTC."""
    alice.time_zone = "Europe/Kyiv"
    alice.save()
    return cast.schedule(alice, scheduled_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))


def url(consultation: Consultation, tail: str) -> str:
    return f"/api/v1/consultations/{consultation.pk}/{tail}"


def invite(user: User, consultation: Consultation, **changes: str) -> Any:
    form = {**ADDRESS, **changes}
    return signed_in(user).post(url(consultation, "invitation/"), form, format="json")


def sent() -> EmailMultiAlternatives:
    message = mail.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    return message


def part(message: EmailMultiAlternatives, kind: str) -> Message:
    """Return a part of the message as it goes over the wire."""
    return next(one for one in message.message().walk() if one.get_content_type() == kind)


def text(message: EmailMultiAlternatives, kind: str) -> str:
    content = part(message, kind).get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def event(ics: bytes | str) -> tuple[str, Any]:
    """Return an .ics file's method and its one event."""
    calendar = Calendar.from_ical(ics)
    assert isinstance(calendar, Calendar)
    [found] = calendar.events
    return str(calendar["METHOD"]), found


def test_the_message_has_a_plain_part_an_html_part_and_the_appointment(
    alice: User, march: Consultation
) -> None:
    assert invite(alice, march).status_code == 200
    link = invite_url(march)
    assert link is not None
    assert link in text(sent(), "text/plain")
    assert f'href="{link}"' in text(sent(), "text/html")
    assert part(sent(), "text/calendar").get_param("method") == "REQUEST"
    assert (sent().to, sent().reply_to) == ([ADDRESS["email"]], [alice.email])


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "invites you to an online consultation", "Sunday, 29 March 2026, 04:30"),
        ("uk", "запрошує вас на онлайн-консультацію", "неділя, 29 березня 2026, 04:30"),
    ],
)
def test_it_speaks_the_clients_language_whatever_the_counsellors_is(
    alice: User, march: Consultation, language: str, words: str, day: str
) -> None:
    invite(alice, march, language=language)
    for kind in ("text/plain", "text/html"):
        assert words in text(sent(), kind)
        assert day in text(sent(), kind)


def test_it_tells_the_clients_own_time_where_it_is_known(alice: User, march: Consultation) -> None:
    assert march.client is not None
    clients.change(march.client, time_zone="America/New_York")
    invite(alice, march)
    assert "Saturday, 28 March 2026, 21:30 (Eastern Daylight Time)" in text(sent(), "text/plain")


def test_a_name_is_no_markup(alice: User) -> None:
    made = cast.schedule(alice, client=clients.make(alice, name="<b>Erin</b> & Co"))
    invite(alice, made)
    assert "Hello <b>Erin</b> & Co," in text(sent(), "text/plain")
    assert "&lt;b&gt;Erin&lt;/b&gt; &amp; Co" in text(sent(), "text/html")


def test_the_address_is_kept_and_the_sending_noted(alice: User, march: Consultation) -> None:
    answer = invite(alice, march, language="uk").json()
    assert answer["emailed_at"] is not None
    file = Consultation.objects.select_related("client").get(pk=march.pk).client
    assert file is not None
    assert (file.email, file.language) == ("erin@example.org", "uk")


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
def test_nobody_else_sends_it(
    request: pytest.FixtureRequest, march: Consultation, who: str
) -> None:
    assert invite(request.getfixturevalue(who), march).status_code in (403, 404)
    assert mail.outbox == []


@pytest.mark.parametrize(("field", "value"), [("email", "nobody"), ("language", "xx")])
def test_a_bad_address_is_answered_by_field(
    alice: User, march: Consultation, field: str, value: str
) -> None:
    answer = invite(alice, march, **{field: value})
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_nobody_is_invited_to_what_is_over(alice: User, march: Consultation) -> None:
    scheduling.cancel_consultation(march)
    answer = invite(alice, march)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


@pytest.fixture
def broken_mail(settings: Any) -> None:
    """A mail server that cannot be reached: nothing listens on that port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_a_mail_server_that_fails_is_told(
    alice: User, march: Consultation, broken_mail: None
) -> None:
    answer = invite(alice, march)
    assert (answer.status_code, answer.json()["code"]) == (502, "mail_failed")
    assert Consultation.objects.get(pk=march.pk).emailed_at is None


def test_cancelling_tells_whoever_was_invited(alice: User, march: Consultation) -> None:
    invite(alice, march)
    signed_in(alice).post(url(march, "cancel/"))
    assert "Cancelled: consultation on Sunday, 29 March 2026" in sent().subject
    method, off = event(text(sent(), "text/calendar"))
    assert (method, off["STATUS"]) == ("CANCEL", "CANCELLED")


def test_cancelling_writes_to_nobody_who_was_not_invited(alice: User, march: Consultation) -> None:
    assert signed_in(alice).post(url(march, "cancel/")).status_code == 200
    assert mail.outbox == []


def test_cancelling_holds_when_the_mail_fails(
    alice: User, march: Consultation, request: pytest.FixtureRequest
) -> None:
    invite(alice, march)
    request.getfixturevalue("broken_mail")
    answer = signed_in(alice).post(url(march, "cancel/"))
    assert (answer.status_code, answer.json()["code"]) == (502, "mail_failed")
    assert Consultation.objects.get(pk=march.pk).state == "cancelled"


def test_the_ics_asks_for_the_moment_with_the_link(alice: User, march: Consultation) -> None:
    answer = signed_in(alice).get(url(march, "consultation.ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    method, found = event(answer.content)
    assert method == "REQUEST"
    assert found["DTSTART"].dt == march.scheduled_at
    assert invite_url(march) == str(found["URL"]) == str(found["LOCATION"])


def test_a_cancellation_replaces_the_entry_that_was_sent(alice: User, march: Consultation) -> None:
    browser = signed_in(alice)
    _, before = event(browser.get(url(march, "consultation.ics")).content)
    browser.post(url(march, "cancel/"))
    method, after = event(browser.get(url(march, "consultation.ics")).content)
    assert method == "CANCEL"
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "URL" not in after


def test_a_new_link_replaces_the_entry_too(alice: User, march: Consultation) -> None:
    _, before = event(signed_in(alice).get(url(march, "consultation.ics")).content)
    scheduling.renew_invite(march)
    _, after = event(signed_in(alice).get(url(march, "consultation.ics")).content)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert str(after["URL"]) == invite_url(march)


def test_the_client_takes_the_appointment_from_the_link(
    api: APIClient, consultation: Consultation
) -> None:
    answer = api.get(f"/api/v1/invites/{invite_token(consultation)}/consultation.ics")
    assert event(answer.content)[1]["SUMMARY"] == "Consultation with Alice"
    assert api.get("/api/v1/invites/nonsense/consultation.ics").status_code == 404


def test_the_profile_keeps_a_zone_and_nothing_else(alice: User) -> None:
    form = {"time_zone": "Europe/Kyiv", "role": "administrator", "email": "x@example.org"}
    answer = signed_in(alice).patch("/api/v1/me/", form, format="json").json()
    assert (answer["time_zone"], answer["role"]) == ("Europe/Kyiv", "counsellor")
    assert answer["email"] == "alice@example.org"
    wrong = signed_in(alice).patch("/api/v1/me/", {"time_zone": "Mars/Olympus"}, format="json")
    assert wrong.json() == {"time_zone": ["This time zone is unknown."]}
