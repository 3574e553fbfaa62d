"""A policy that changes later keeps nothing longer than a text that somebody agreed to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice
from consult.consultations.models import Consultation, Message, Reading
from consult.consultations.services import scheduling
from consult.reports.retention import purge
from tests import cast
from tests.consult.consultations.filmed import meet
from tests.consult.consultations.test_client_api import join
from tests.consult.reports import made_up

DAY = timedelta(days=1)


@pytest.fixture
def agreed(api: APIClient, consultation: Consultation) -> Consultation:
    """Erin said yes to 30 days; her labels and words are held."""
    meet(api, consultation, "Good morning")
    return consultation


def days(number: int) -> None:
    Practice.objects.update(retention_days=number)


def held_after(consultation: Consultation, past: timedelta) -> tuple[int, int]:
    ended = made_up.ended(consultation)
    assert ended.ended_at is not None
    purge(ended.ended_at + past)
    return Reading.objects.count(), Message.objects.count()


def test_more_days_later_hold_nothing_longer(agreed: Consultation) -> None:
    days(60)
    assert held_after(agreed, 31 * DAY) == (0, 0)


def test_until_then_it_is_held(agreed: Consultation) -> None:
    days(60)
    assert held_after(agreed, 29 * DAY) == (10, 1)


def test_fewer_days_hold_at_once(agreed: Consultation) -> None:
    days(7)
    assert held_after(agreed, 8 * DAY) == (0, 0)


def test_who_never_said_yes_was_promised_nothing(
    api: APIClient, consultation: Consultation
) -> None:
    scheduling.open_consultation(consultation)
    join(api, consultation, decision="refused")
    assert Consultation.objects.get().promised_days is None


def test_the_fewest_days_count(api: APIClient, agreed: Consultation) -> None:
    for number in (14, 90):
        days(number)
        join(api, agreed)
    assert Consultation.objects.get().promised_days == 14


def test_the_page_says_what_holds_for_this_consultation(
    api: APIClient, agreed: Consultation
) -> None:
    days(60)
    ended = made_up.ended(agreed)
    assert ended.ended_at is not None
    own = api.get(f"/api/v1/participations/{cast.client_of(agreed).pk}/").json()
    assert own["retention_days"] == 30
    assert own["held_until"][:19] == (ended.ended_at + 30 * DAY).isoformat()[:19]
    assert [one["decision"] for one in own["consents"]] == ["granted"]
