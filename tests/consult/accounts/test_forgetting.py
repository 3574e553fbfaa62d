"""What is kept of browsers and strangers ends by itself, whether anybody looks or not."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from consult.accounts.invitations import KEPT, LIFE, invite
from consult.accounts.models import Invitation, User
from consult.operations.tasks import tidy
from tests.consult.accounts.browser import sign_in

DAY = timedelta(days=1)


def seen(days: int) -> None:
    """Move when browsers were last seen so many days into the past."""
    UserSession.objects.update(last_seen_at=timezone.now() - days * DAY)


def test_a_browser_goes_when_its_session_is_over(client: Client, alice: User) -> None:
    sign_in(client)
    seen(3)
    tidy()
    assert UserSession.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - DAY)
    tidy()
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_a_browser_whose_session_is_gone_goes_too(client: Client, alice: User) -> None:
    sign_in(client)
    Session.objects.all().delete()
    tidy()
    assert UserSession.objects.count() == 1  # Seen today.
    seen(2)
    tidy()
    assert not UserSession.objects.exists()


def test_an_invitation_nobody_took_up_is_forgotten(carol: User) -> None:
    old, young = (invite(carol, email=f"{name}@example.org", role="counsellor") for name in "ab")
    now = timezone.now()
    Invitation.objects.filter(pk=old.pk).update(expires_at=now - KEPT - DAY)
    Invitation.objects.filter(pk=young.pk).update(expires_at=now - KEPT + DAY)
    tidy()
    assert list(Invitation.objects.values_list("email", flat=True)) == [young.email]


def test_an_invitation_that_can_be_taken_up_stays(carol: User) -> None:
    invite(carol, email="frank@example.org", role="counsellor")
    tidy()
    assert Invitation.objects.get().expires_at > timezone.now() + LIFE - DAY
