"""Moving an appointment: its link and its calendar entry follow, and the client is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from icalendar import Calendar
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.invites import consultation_of, invite_token
from consult.consultations.models import Consultation
from consult.consultations.services import clients, invitations, scheduling
from tests import cast
from tests.conftest import signed_in

NOW = timezone.now().replace(minute=0, second=0, microsecond=0)
"""Told once: a test that asks twice must not see the hour change in between."""


def noon(days: int = 8) -> datetime:
    """Return the full hour so many days ahead."""
    return NOW + timedelta(days=days)


def move(user: User, consultation: Consultation, at: datetime | str) -> Any:
    when = at if isinstance(at, str) else at.isoformat()
    address = f"/api/v1/consultations/{consultation.pk}/reschedule/"
    return signed_in(user).post(address, {"scheduled_at": when}, format="json")


def entry(consultation: Consultation) -> Any:
    """Return the one event of the consultation's .ics."""
    ics = signed_in(consultation.counsellor).get(
        f"/api/v1/consultations/{consultation.pk}/consultation.ics"
    )
    calendar = Calendar.from_ical(ics.content)
    assert isinstance(calendar, Calendar)
    return calendar.events[0]


def test_the_link_goes_on_working_and_lives_as_long_after_the_new_time(
    alice: User, consultation: Consultation
) -> None:
    token, life = invite_token(consultation), consultation.invite_expires_at
    later = consultation.scheduled_at + timedelta(days=9)
    answer = move(alice, consultation, later)
    assert answer.status_code == 200, answer.json()
    found = consultation_of(token)
    assert (found.scheduled_at, found.invite_expires_at) == (later, life + timedelta(days=9))


def test_calendars_take_each_new_time_for_the_same_appointment(
    alice: User, consultation: Consultation
) -> None:
    entries = [entry(consultation)]
    for days in (8, 9):
        move(alice, consultation, noon(days))
        entries.append(entry(consultation))
    assert len({str(one["UID"]) for one in entries}) == 1
    assert [one["DTSTART"].dt for one in entries[1:]] == [noon(8), noon(9)]
    first, second, third = (int(one["SEQUENCE"]) for one in entries)
    assert first < second < third
    scheduling.cancel_consultation(consultation)
    assert int(entry(consultation)["SEQUENCE"]) > third


@pytest.fixture
def invited(consultation: Consultation) -> Consultation:
    """Erin, who is in Kyiv, has the invitation by email, in Ukrainian."""
    assert consultation.client is not None
    clients.change(
        consultation.client, email="erin@example.org", language="uk", time_zone="Europe/Kyiv"
    )
    invitations.invite(consultation)
    mail.outbox.clear()
    return consultation


def test_whoever_was_invited_is_told_both_times_in_their_language(
    alice: User, invited: Consultation
) -> None:
    before = invited.scheduled_at
    move(alice, invited, noon())
    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert message.to == ["erin@example.org"]
    assert "Новий час" in message.subject
    invited.refresh_from_db()
    for words in (str(message.body), str(message.alternatives[0][0])):
        with translation.override("uk"):
            assert invitations.local_time(invited) in words
            assert invitations.local_time(invited, before) in words
        assert invite_token(invited) in words
    ics = next(part for part in message.message().walk() if part.get_filename())
    assert ics.get_param("method") == "REQUEST"


def test_nobody_is_written_to_who_was_not_invited_by_email(
    alice: User, consultation: Consultation
) -> None:
    assert move(alice, consultation, noon()).status_code == 200
    assert mail.outbox == []


def test_it_is_moved_even_where_the_mail_fails(
    alice: User, invited: Consultation, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = move(alice, invited, noon())
    assert (answer.status_code, answer.json()["code"]) == (502, "mail_failed")
    assert Consultation.objects.get(pk=invited.pk).scheduled_at == noon()


@pytest.mark.parametrize("step", ["open_consultation", "cancel_consultation"])
def test_only_what_is_planned_can_be_moved(
    alice: User, consultation: Consultation, step: str
) -> None:
    getattr(scheduling, step)(consultation)
    answer = move(alice, consultation, noon())
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("days", [-1, 731])
def test_a_time_that_cannot_be_meant_is_answered_by_field(
    alice: User, consultation: Consultation, days: int
) -> None:
    answer = move(alice, consultation, noon(days))
    assert (answer.status_code, list(answer.json())) == (400, ["scheduled_at"])


def test_the_same_time_again_is_no_move(alice: User, consultation: Consultation) -> None:
    assert move(alice, consultation, consultation.scheduled_at).status_code == 400
    assert move(alice, consultation, "tomorrow").status_code == 400


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
def test_nobody_else_moves_it(
    request: pytest.FixtureRequest, consultation: Consultation, who: str
) -> None:
    assert move(request.getfixturevalue(who), consultation, noon()).status_code in (403, 404)


def overlaps(browser: APIClient, at: datetime, **more: str) -> list[str]:
    """Return the client names of what an appointment at a moment would overlap."""
    query = {"scheduled_at": at.isoformat(), **more}
    answer = browser.get("/api/v1/consultations/overlapping/", query)
    assert answer.status_code == 200, answer.json()
    return [row["client_name"] for row in answer.json()]


def test_what_is_planned_within_fifty_minutes_overlaps(alice: User, bob: User) -> None:
    browser = signed_in(alice)
    made = cast.schedule(alice, scheduled_at=noon())
    cast.schedule(bob, scheduled_at=noon())
    for minutes, found in ((-50, []), (-49, ["Erin"]), (49, ["Erin"]), (50, [])):
        assert overlaps(browser, noon() + timedelta(minutes=minutes)) == found
    assert overlaps(browser, noon(), besides=str(made.pk)) == []
    scheduling.cancel_consultation(made)
    assert overlaps(browser, noon()) == []


@pytest.mark.parametrize("moment", ["soon", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_moment_that_is_none_is_answered_by_field(alice: User, moment: str) -> None:
    answer = signed_in(alice).get(f"/api/v1/consultations/overlapping/?scheduled_at={moment}")
    assert (answer.status_code, list(answer.json())) == (400, ["scheduled_at"])


def test_overlaps_cost_the_same_however_many(
    alice: User, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(alice)
    assert overlaps(browser, noon()) == []
    for _ in range(5):
        cast.schedule(alice, scheduled_at=noon())
    with django_assert_max_num_queries(6):
        assert len(overlaps(browser, noon())) == 5


def test_an_overlap_is_told_and_not_forbidden(alice: User, consultation: Consultation) -> None:
    cast.schedule(alice, scheduled_at=noon())
    assert move(alice, consultation, noon()).status_code == 200
