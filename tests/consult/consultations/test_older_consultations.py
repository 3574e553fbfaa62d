"""What was planned before there was a call goes on beside another call tool."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Consultation
from tests.consult.migrations import migrate, migrate_to_the_newest

BEFORE = [("consultations", "0001_initial")]


@pytest.mark.django_db(transaction=True)
def test_an_older_consultation_stays_beside_another_call_tool(alice: User) -> None:
    old = migrate(BEFORE)
    try:
        planned = old.get_model("consultations", "Consultation").objects.create(
            practice_id=alice.practice_id,
            counsellor_id=alice.pk,
            scheduled_at=timezone.now(),
            invite_expires_at=timezone.now() + timedelta(days=1),
        )
    finally:
        migrate_to_the_newest()
    assert Consultation.objects.get(pk=planned.pk).call_mode == "beside"
