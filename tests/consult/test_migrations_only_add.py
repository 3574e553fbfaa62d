"""A migration runs while the old code does: what it adds, the old code must be able to leave out.

Django's own `default` is the new code's: the column is NOT NULL and the old code's INSERT fails. So
a column that is added may be NULL, or the database has a default for it (`db_default`). What is
renamed is gone for the old code (docs/operations.md, "Upgrades without downtime").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

BEFORE_THE_RULE: Final = {
    "accounts 0002_invitations_audit_language user.language",
    "accounts 0003_time_zone user.time_zone",
    "accounts 0004_rating_scale practice.rating_scale",
    "accounts 0005_share_reports practice.share_reports",
    "accounts 0006_policy_in_audit auditentry.details",
    "accounts 0007_review_policy practice.index_by_counsellor",
    "consultations 0002_call_mode_and_messages consultation.call_mode",
    "consultations 0003_clients consultation.note",
    "consultations 0005_moves consultation.moves",
    "consultations 0006_rollups consultation.made_up",
}
"""Written before anybody ran two versions beside each other; no new one comes in here."""


def ours() -> Iterator[tuple[str, migrations.Migration]]:
    """Yield the product's migrations, each by "app name"."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if type(migration).__module__.startswith("consult."):
            yield f"{app} {name}", migration


def faults(migration: migrations.Migration) -> Iterator[str]:
    """Name what the code of before could not live with."""
    for operation in migration.operations:
        if isinstance(operation, migrations.RenameField | migrations.RenameModel):
            yield operation.describe()
        if isinstance(operation, migrations.AddField) and not may_be_left_out(operation.field):
            yield f"{operation.model_name}.{operation.name}"


def may_be_left_out(field: models.Field[object, object]) -> bool:
    """Tell whether an INSERT that does not name the column works."""
    return field.null or field.many_to_many or field.db_default is not NOT_PROVIDED


def test_what_a_migration_adds_the_old_code_can_leave_out() -> None:
    found = {f"{name} {fault}" for name, migration in ours() for fault in faults(migration)}
    assert found == BEFORE_THE_RULE


@pytest.mark.parametrize(
    ("field", "fine"),
    [
        (models.BooleanField(default=False), False),
        (models.CharField(max_length=8, blank=True), False),
        (models.BooleanField(default=False, db_default=False), True),
        (models.BooleanField(null=True), True),
    ],
)
def test_a_default_of_the_code_is_none_of_the_database(
    field: models.Field[object, object], fine: bool
) -> None:
    class Migration(migrations.Migration):
        operations = (migrations.AddField("consultation", "added", field),)

    found = list(faults(Migration("Migration", "consultations")))
    assert found == ([] if fine else ["consultation.added"])
