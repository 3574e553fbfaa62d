"""A client's browser knows its own part as long as anything is held of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from consult.accounts.models import Practice
from consult.consultations.invites import invite_token
from consult.consultations.models import Consultation
from tests import cast
from tests.consult.accounts.browser import sign_in

DAY = timedelta(days=1)


def join(browser: Client, consultation: Consultation, decision: str = "refused") -> Any:
    path = f"/api/v1/invites/{invite_token(consultation)}/join/"
    said = {"name": "Erin", "decision": decision, "language": "en", "text_hash": ""}
    answer = browser.post(path, said, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return answer


def days_left() -> float:
    """Return the days until the only session ends."""
    return (Session.objects.get().expire_date - timezone.now()) / DAY


def test_it_lasts_until_the_last_label_is_deleted(consultation: Consultation) -> None:
    answer = join(Client(), consultation)
    kept = consultation.practice.retention_days
    assert days_left() > kept
    assert answer.cookies["sessionid"]["max-age"] > kept * 24 * 3600


def test_it_follows_the_practices_days(consultation: Consultation, north: Practice) -> None:
    Practice.objects.filter(pk=north.pk).update(retention_days=365)
    join(Client(), consultation)
    assert 365 < days_left() < 380


def test_whoever_is_signed_in_is_signed_out_when_accounts_are(
    consultation: Consultation, south: Practice
) -> None:
    cast.make_user("Grace", south)
    browser = Client()
    sign_in(browser, "Grace")
    join(browser, consultation)
    assert days_left() <= settings.SESSION_COOKIE_AGE / 86400


def test_signing_in_later_shortens_it_again(consultation: Consultation, south: Practice) -> None:
    cast.make_user("Grace", south)
    browser = Client()
    join(browser, consultation)
    assert days_left() > 30
    sign_in(browser, "Grace")
    assert days_left() <= settings.SESSION_COOKIE_AGE / 86400
