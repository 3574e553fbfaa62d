"""What is held of one person is exported whole, and erased everywhere; the audit stays (R6)."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from redis import Redis

from consult.accounts.models import AuditEntry, Practice, User
from consult.consultations.models import Access, Client, Consent, ConsultationSummary, Reading
from consult.reports import services
from consult.reports.models import Report
from consult.reports.tasks import sweep
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.world import WORDS, World, browser_of_client, north


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def tables() -> dict[str, str]:
    """Return everything in the database as text, by table."""
    return {
        model._meta.label: "\n".join(str(row) for row in model._base_manager.values())
        for model in apps.get_models()
    }


def told_of_her(words: tuple[str, ...] = WORDS) -> dict[str, set[str]]:
    """Return which of her words stand in which table."""
    found = {name: {word for word in words if word in text} for name, text in tables().items()}
    return {name: words for name, words in found.items() if words}


def in_valkey() -> bytes:
    """Return everything in Redis: cache, layers, and what waits for Celery."""
    with Redis.from_url(settings.REDIS_URL) as store:
        keys = list(store.scan_iter())
        return b"\n".join(key + b" " + (store.dump(key) or b"") for key in keys)


def erase(world: World) -> None:
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/"
    assert signed_in(world.alice).delete(path).status_code == 204


def test_the_export_holds_all_that_is_held(world: World) -> None:
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/export.json"
    answer = heard(signed_in(world.alice), path)
    said = answer.said.decode()
    assert json.loads(said)
    # What an administrator wrote of the counsellor's work is about the counsellor.
    assert [word for word in WORDS if word not in said and word != "cartwheel"] == []
    assert said.count('"seq"') in (0, Reading.objects.count()) or "happiness" in said


def test_her_own_export_holds_what_is_hers(world: World) -> None:
    path = f"/api/v1/participations/{world.person.pk}/export.json"
    said = heard(browser_of_client(world.person), path).said.decode()
    assert "The lamp by the window" in said
    assert "happiness" in said


def test_nothing_of_her_is_left_in_any_table(world: World) -> None:
    before = told_of_her()
    assert set().union(*before.values()) == set(WORDS)  # The negative control: all of it is there.
    erase(world)
    assert told_of_her() == {}
    assert not Client.objects.exists()
    assert not Reading.objects.exists()
    assert not ConsultationSummary.objects.exists()


def test_no_report_tells_of_her(world: World) -> None:
    erase(world)
    sweep()
    services.build_report(world.consultation.pk)
    [report] = Report.objects.filter(consultation=world.consultation)
    [client] = [one for one in (report.data or {})["participants"] if one["role"] == "client"]
    assert client["readings"] == 0 if "readings" in client else not client["strip"]
    assert "happiness" not in json.dumps(client.get("strip", []))


def test_nothing_of_her_is_left_in_valkey(world: World) -> None:
    erase(world)
    kept = in_valkey()
    assert [word for word in WORDS if word.encode() in kept] == []


def test_the_record_of_what_was_done_stays_without_her(world: World) -> None:
    signed_in(world.carol).get("/api/v1/review/consultations/")
    heard(signed_in(world.alice), f"/api/v1/consultations/{world.consultation.pk}/report/")
    before = Counter(AuditEntry.objects.values_list("act", flat=True))
    looks, consents = Access.objects.count(), Consent.objects.count()
    assert (looks, consents, sum(before.values())) > (0, 0, 0)
    erase(world)
    assert Counter(AuditEntry.objects.values_list("act", flat=True)) == before
    assert (Access.objects.count(), Consent.objects.count()) == (looks, consents)
