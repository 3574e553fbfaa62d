"""An invitation that somebody else changed in between."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage

from consult.accounts import invitations
from consult.accounts.api import invitations as pages
from consult.accounts.models import Invitation, User
from tests.conftest import signed_in

FRANK = "frank@example.org"


@pytest.fixture
def asked(carol: User) -> Invitation:
    """Frank's invitation, as a page of Carol's has it."""
    return invitations.invite(carol, email=FRANK, role="counsellor")


def test_one_that_was_taken_back_is_not_sent_again(
    asked: Invitation, carol: User, mailoutbox: list[EmailMessage]
) -> None:
    invitations.withdraw(carol, Invitation.objects.get())
    with pytest.raises(invitations.InvitationUnknown):
        invitations.invite_again(carol, asked)
    assert not Invitation.objects.exists()
    assert len(mailoutbox) == 1


def test_whoever_wants_it_sent_again_is_told_that_it_is_gone(
    asked: Invitation, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "get_object_or_404", lambda rows, pk: asked)
    invitations.withdraw(carol, Invitation.objects.get())
    answer = signed_in(carol).post(f"/api/v1/practice/invitations/{asked.pk}/link/")
    assert answer.status_code == 404


def test_two_links_that_are_sent_at_once_are_two(asked: Invitation, carol: User) -> None:
    other = Invitation.objects.get()
    numbers = [invitations.invite_again(carol, one).number for one in (asked, other)]
    assert numbers == [2, 3]
    assert Invitation.objects.get().number == 3
