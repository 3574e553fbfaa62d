"""The counsellor sees who waits before the room is open; nobody else, and nothing else, is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import scheduling
from consult.consultations.services.presence import EVERY, GONE_AFTER
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join


@pytest.fixture
def erin(api: APIClient, consultation: Consultation) -> str:
    """The path of Erin's participation: joined, and her page has not asked yet."""
    return f"/api/v1/participations/{join(api, consultation).json()['id']}/"


def in_agenda(user: User) -> dict[str, Any]:
    (row,) = signed_in(user).get("/api/v1/consultations/").json()["results"]
    return dict(row)


def seen(when: datetime) -> None:
    Participant.objects.filter(role=Participant.Role.CLIENT).update(seen_at=when)


def seen_at(consultation: Consultation) -> datetime | None:
    return cast.client_of(consultation).seen_at


def test_who_has_not_come_is_not_waiting(alice: User, consultation: Consultation) -> None:
    row = in_agenda(alice)
    assert (row["waiting"], row["client_seen_at"]) == (False, None)


def test_who_waits_is_told_in_the_agenda_and_the_closed_room(
    api: APIClient, alice: User, consultation: Consultation, erin: str
) -> None:
    api.get(erin)
    room = signed_in(alice).get(f"/api/v1/consultations/{consultation.pk}/").json()
    assert in_agenda(alice)["waiting"] is True
    assert room["waiting"] is True


def test_who_went_away_was_there(alice: User, consultation: Consultation, erin: str) -> None:
    seen(timezone.now() - GONE_AFTER - timedelta(seconds=1))
    row = in_agenda(alice)
    assert row["waiting"] is False
    assert row["client_seen_at"] is not None


def test_a_page_that_asks_every_few_seconds_writes_now_and_then(
    api: APIClient, consultation: Consultation, erin: str
) -> None:
    api.get(erin)
    first = seen_at(consultation)
    api.get(erin)
    assert seen_at(consultation) == first
    seen(timezone.now() - EVERY)
    api.get(erin)
    assert seen_at(consultation) != first


def test_once_it_is_open_nothing_more_is_kept_or_told(
    api: APIClient, alice: User, consultation: Consultation, erin: str
) -> None:
    scheduling.open_consultation(consultation)
    api.get(erin)
    assert seen_at(consultation) is None
    seen(timezone.now())
    assert in_agenda(alice)["waiting"] is False


def test_the_administrator_is_not_told(
    api: APIClient, carol: User, consultation: Consultation, erin: str
) -> None:
    api.get(erin)
    row = in_agenda(carol)
    assert (row["waiting"], row["client_seen_at"]) == (False, None)
