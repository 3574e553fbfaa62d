"""Bringing an older database up: the names that counsellors used become files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.consult.migrations import migrate, migrate_to_the_newest

BEFORE = [("consultations", "0003_clients"), ("accounts", "0003_time_zone")]
AFTER = [("consultations", "0004_client_files")]


@pytest.fixture
def older(transactional_db: None) -> Any:
    """Models before files were made; everything is migrated again afterwards."""
    yield migrate(BEFORE)
    migrate_to_the_newest()


def held(apps: Any, counsellor: Any, name: str) -> Any:
    """Make a consultation as it was stored before."""
    now = timezone.now()
    made = apps.get_model("consultations", "Consultation").objects.create(
        practice=counsellor.practice,
        counsellor=counsellor,
        scheduled_at=now,
        invite_expires_at=now + timedelta(days=1),
    )
    people = apps.get_model("consultations", "Participant").objects
    people.create(consultation=made, role="client", name=name)
    people.create(consultation=made, role="counsellor", name="Alice")
    return made.pk


def test_names_become_files_of_their_counsellor(older: Any) -> None:
    practice = older.get_model("accounts", "Practice").objects.create(name="North Practice")
    alice, bob = (
        older.get_model("accounts", "User").objects.create(email=email, practice=practice)
        for email in ("alice@example.org", "bob@example.org")
    )
    same = [held(older, alice, name) for name in ("Erin", " erin ", "ERIN")]
    others = [held(older, alice, "Frank"), held(older, bob, "Erin")]
    nameless = held(older, alice, "")

    apps = migrate(AFTER)
    consultations = apps.get_model("consultations", "Consultation").objects
    files = dict(consultations.values_list("pk", "client"))
    assert len({files[pk] for pk in same}) == 1
    assert len({files[pk] for pk in [same[0], *others]}) == 3
    assert files[nameless] is None
    assert apps.get_model("consultations", "Client").objects.get(pk=files[same[0]]).name == "Erin"
