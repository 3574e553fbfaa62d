"""Consultations that are over, with and without readings."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from consult.accounts.models import Practice
from consult.consultations.models import Consultation
from consult.reports import services
from consult.reports.models import Report
from tests.consult.reports import made_up


@pytest.fixture
def ended(opened: Consultation) -> Consultation:
    """Four minutes with Erin: a minute's smile, half a minute away, then neutral."""
    made_up.film(opened)
    return made_up.ended(opened)


@pytest.fixture
def empty(opened: Consultation) -> Consultation:
    """A consultation in which no camera was analysed."""
    return made_up.ended(opened)


@pytest.fixture
def report(ended: Consultation) -> Report:
    return services.build_report(ended.pk)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The consultations whose report is sent to the workers from now on."""
    orders: list[object] = []

    def take(consultation_id: object) -> bool:
        orders.append(consultation_id)
        return True

    monkeypatch.setattr(services, "send_to_workers", take)
    return orders


@pytest.fixture
def due(ended: Consultation, north: Practice) -> datetime:
    """The moment until which the readings of the ended consultation are kept."""
    assert ended.ended_at is not None
    return ended.ended_at + timedelta(days=north.retention_days)
