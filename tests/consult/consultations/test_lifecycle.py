"""A consultation's states, and that only the right step leads from one to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consult.consultations.errors import (
    ConsultationOver,
    InviteExpired,
    InviteUnknown,
    WrongState,
)
from consult.consultations.invites import consultation_of, invite_token, invite_url
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling


def test_a_scheduled_consultation_is_opened_and_ended(consultation: Consultation) -> None:
    scheduling.open_consultation(consultation)
    assert consultation.state == "open"
    scheduling.end_consultation(consultation)
    assert consultation.state == "ended"
    assert consultation.ended_at is not None


def test_opening_twice_is_refused(consultation: Consultation) -> None:
    scheduling.open_consultation(consultation)
    with pytest.raises(WrongState):
        scheduling.open_consultation(consultation)


def test_an_open_consultation_is_not_cancelled(opened: Consultation) -> None:
    with pytest.raises(WrongState):
        scheduling.cancel_consultation(opened)


def test_a_scheduled_consultation_cannot_end(consultation: Consultation) -> None:
    with pytest.raises(WrongState):
        scheduling.end_consultation(consultation)


def test_the_invite_link_leads_to_the_consultation(consultation: Consultation) -> None:
    assert consultation_of(invite_token(consultation)) == consultation


def test_a_renewed_link_makes_the_older_one_useless(consultation: Consultation) -> None:
    old = invite_token(consultation)
    scheduling.renew_invite(consultation)
    with pytest.raises(InviteUnknown):
        consultation_of(old)
    assert consultation_of(invite_token(consultation)) == consultation


@pytest.mark.parametrize("token", ["", "x", "a.1~b", "00000000000000000000000000000000.1~forged"])
def test_a_forged_link_is_unknown(db: None, token: str) -> None:
    with pytest.raises(InviteUnknown):
        consultation_of(token)


def test_an_old_link_expires(consultation: Consultation) -> None:
    Consultation.objects.update(invite_expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InviteExpired):
        consultation_of(invite_token(consultation))


def test_a_cancelled_consultation_has_no_link(consultation: Consultation) -> None:
    token = invite_token(consultation)
    scheduling.cancel_consultation(consultation)
    assert invite_url(consultation) is None
    with pytest.raises(ConsultationOver):
        consultation_of(token)
