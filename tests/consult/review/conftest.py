"""The administrator's desk, and a consultation in the browser that its client joined with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation
from consult.consultations.services import scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join


@pytest.fixture
def desk(carol: User) -> APIClient:
    """Carol, the administrator, at her desk."""
    return signed_in(carol)


@pytest.fixture
def joined(api: APIClient, consultation: Consultation) -> Consultation:
    """Erin is in the call."""
    scheduling.open_consultation(consultation)
    join(api, consultation)
    return consultation


@pytest.fixture
def over(joined: Consultation) -> Consultation:
    """Erin was in the call, which has ended."""
    return scheduling.end_consultation(joined)


@pytest.fixture
def path(consultation: Consultation) -> str:
    """Where Erin rates."""
    return f"/api/v1/participations/{cast.client_of(consultation).pk}/rating/"


@pytest.fixture
def invited(over: Consultation) -> Consultation:
    """Erin was invited by email, and her consultation has just ended."""
    Client.objects.update(email="erin@example.org", language="en")
    Consultation.objects.update(emailed_at=timezone.now())
    return Consultation.objects.get(pk=over.pk)


@pytest.fixture
def tomorrow(invited: Consultation) -> datetime:
    """An hour after the reminder is due."""
    assert invited.ended_at is not None
    return invited.ended_at + timedelta(hours=25)
