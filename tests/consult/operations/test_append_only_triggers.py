"""What is append-only is so in the database, too: SQL that goes past Django is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from consult.accounts import audit
from consult.accounts.append_only import Record
from consult.accounts.models import AuditEntry, User
from consult.consultations.models import Access, Consent, Consultation, Erasure, Participant, Pause
from consult.consultations.services import clients, pauses
from consult.consultations.services.access import record_access
from consult.operations.append_only_triggers import GUARDS
from consult.review.models import Verdict
from consult.review.services import verdicts
from tests import cast


@pytest.fixture
def records(opened: Consultation, alice: User, carol: User) -> dict[type[models.Model], Any]:
    """One row of each kind, by whoever is there."""
    pauses.pause(cast.grant(opened), by="client", paused=True)
    record_access(opened, alice, Access.Act.WATCHED)
    verdicts.give(opened, carol, Verdict.Act.LOOKED_AT, comment="cartwheel", assignee=None)
    audit.record(carol, AuditEntry.Act.INVITED, subject=alice)
    Erasure.objects.create(kind=Erasure.Kind.READINGS, subject=cast.client_of(opened).pk)
    kinds: tuple[type[models.Model], ...] = (Consent, Pause, Access, Verdict, AuditEntry, Erasure)
    return {kind: kind._base_manager.order_by("pk").last() for kind in kinds}


def past_django(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return a queryset without the one that refuses."""
    return models.QuerySet(model)


def refused(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        return "append-only" in str(error)
    return False


CHANGES: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Consent, {"decision": "withdrawn"}),
    (Consent, {"text_hash": ""}),
    (Pause, {"began": False}),
    (Pause, {"by": "counsellor"}),
    (Access, {"act": "viewed"}),
    (AuditEntry, {"details": {"other": 1}}),
    (AuditEntry, {"act": "joined"}),
    (Verdict, {"comment": "other words"}),
    (Verdict, {"act": "no_action"}),
    (Erasure, {"kind": "client"}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_what_stands_is_not_changed(
    records: dict[type[models.Model], Any], model: type[models.Model], change: dict[str, Any]
) -> None:
    before = past_django(model).values().get(pk=records[model].pk)
    assert refused(lambda: past_django(model).filter(pk=records[model].pk).update(**change))
    assert past_django(model).values().get(pk=records[model].pk) == before


@pytest.mark.parametrize(
    ("model", "column"), [(Access, "actor"), (AuditEntry, "actor"), (Verdict, "author")]
)
def test_nobody_elses_name_comes_under_it(
    records: dict[type[models.Model], Any], model: type[models.Model], column: str, bob: User
) -> None:
    row = past_django(model).filter(pk=records[model].pk)
    assert refused(lambda: row.update(**{column: bob}))
    row.update(**{column: None})  # Somebody who is gone leaves it without a name.
    assert getattr(row.get(), column) is None


def test_an_erasure_still_empties_the_words(
    records: dict[type[models.Model], Any], opened: Consultation, alice: User
) -> None:
    Consultation.objects.update(state=Consultation.State.ENDED)
    verdicts.forget_comments(Consultation.objects.all())
    assert Verdict.objects.get().comment == ""
    assert opened.client is not None
    consents = Consent.objects.count()
    clients.erase(opened.client, by=alice)
    assert Consent.objects.count() == consents > 0


def test_what_belongs_to_a_consultation_still_goes_with_it(
    records: dict[type[models.Model], Any],
) -> None:
    Consultation.objects.all().delete()
    assert not Participant.objects.exists()
    assert not Consent.objects.exists()
    assert not Access.objects.exists()


@pytest.mark.parametrize("model", [guard.model for guard in GUARDS if guard.for_good])
def test_what_is_kept_for_good_is_not_deleted(
    records: dict[type[models.Model], Any], model: type[models.Model]
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's tables are emptied by deleting")
    assert refused(lambda: past_django(model).filter(pk=records[model].pk).delete())


def test_migrating_again_keeps_the_guards(records: dict[type[models.Model], Any]) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    for model, change in CHANGES:
        row = past_django(model).filter(pk=records[model].pk)
        assert refused(lambda row=row, change=change: row.update(**change))  # type: ignore[misc]


def test_every_table_that_django_holds_append_only_has_a_guard() -> None:
    held = {
        model
        for model in apps.get_models()
        if model.__module__.startswith("consult.")
        and type(model._default_manager.get_queryset()).update is not models.QuerySet.update
    }
    assert held == {guard.model for guard in GUARDS}
    assert held == {model for model in apps.get_models() if issubclass(model, Record)}
