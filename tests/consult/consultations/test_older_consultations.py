"""What was planned before there was a call goes on beside another call tool."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Consultation

BEFORE = [("consultations", "0001_initial")]
AFTER = [("consultations", "0002_call_mode_and_messages")]


def migrate(target: list[tuple[str, str]]) -> MigrationExecutor:
    """Bring the tables to a migration; the loader must be new to know where they are."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection)


@pytest.mark.django_db(transaction=True)
def test_an_older_consultation_stays_beside_another_call_tool(alice: User) -> None:
    old = migrate(BEFORE).loader.project_state(BEFORE).apps
    try:
        planned = old.get_model("consultations", "Consultation").objects.create(
            practice_id=alice.practice_id,
            counsellor_id=alice.pk,
            scheduled_at=timezone.now(),
            invite_expires_at=timezone.now() + timedelta(days=1),
        )
    finally:
        migrate(AFTER)
    assert Consultation.objects.get(pk=planned.pk).call_mode == "beside"
