"""What is held of one person is exported whole, and erased everywhere; the audit stays (R6)."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from redis import Redis

from consult.accounts import mail_queue
from consult.accounts.invitations import invite
from consult.accounts.models import AuditEntry, Practice, User
from consult.broker import enqueue
from consult.consultations.models import (
    Access,
    Client,
    Consent,
    Consultation,
    ConsultationSummary,
    Reading,
)
from consult.reports import services
from consult.reports.models import Report
from consult.reports.tasks import sweep
from consult.review.models import Rating
from consult.review.services.reminding import AFTER, remind
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.world import TOLD, WORDS, World, browser_of_client, north
from tests.valkey import values


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
    """Return everything in Redis: cache, layers, and what waits for Celery.

    By the type of each value, as a dump of it is compressed; and what Celery wraps, unwrapped.
    """
    with Redis.from_url(settings.REDIS_URL) as store:
        return b"\n".join(
            key + b" " + b"\n".join(map(unwrapped, values(store, key))) for key in store.scan_iter()
        )


def unwrapped(value: bytes) -> bytes:
    """Return a value, and the body that a message of Celery holds in base64."""
    try:
        body = json.loads(value)["body"]
    except (ValueError, KeyError, TypeError):
        return value
    return value + b" " + b64decode(body)


def erase(world: World) -> None:
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/"
    assert signed_in(world.alice).delete(path).status_code == 204


def test_the_export_holds_all_that_is_held(world: World) -> None:
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/export.json"
    answer = heard(signed_in(world.alice), path)
    said = answer.said.decode()
    # What an administrator wrote of the counsellor's work is about the counsellor, and what the
    # counsellor wrote in the chat the administrator, who may take this copy, does not read.
    assert [word for word in WORDS if word not in said] == [TOLD, "cartwheel"]
    [whole] = [one for one in json.loads(said)["consultations"] if one["readings"]]
    assert len(whole["readings"]) == Reading.objects.count() > 0
    assert {one["label"] for one in whole["readings"]} >= {"happiness"}


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


def test_what_stands_in_valkey_is_found(world: World) -> None:
    """The negative control: a word in the cache, in a layer and in Celery's queue is seen."""
    cache.set("told", {"name": "in the cache"})
    async_to_sync(get_channel_layer().send)("told", {"type": "told", "name": "in a layer"})
    assert enqueue("tests.unknown", ["in the queue"])
    kept = in_valkey()
    places = (b"in the cache", b"in a layer", b"in the queue")
    assert [place for place in places if place not in kept] == []


def test_nothing_of_her_is_left_in_valkey(world: World) -> None:
    Consultation.objects.update(emailed_at=timezone.now(), ended_at=timezone.now() - 2 * AFTER)
    Rating.objects.all().delete()
    assert remind(timezone.now()) == 1  # A mail to her waits there.
    assert str(world.consultation.pk).encode() in in_valkey()
    erase(world)
    kept = in_valkey()
    assert [word for word in WORDS if word.encode() in kept] == []


def test_no_mail_that_waits_names_anybody(world: World) -> None:
    """To colleagues, too: an append-only log of the broker would keep their names and links."""
    mail_queue.send_reset_link(world.alice)
    mail_queue.send_change_notice(world.alice, "totp_activated")
    invite(world.carol, email="gina@example.org", role="counsellor")
    kept = in_valkey()
    orders = (mail_queue.RESET, mail_queue.CHANGE, mail_queue.INVITATION)
    assert [task for task in orders if task.encode() not in kept] == []
    words = (world.alice.email, "gina@example.org", "North Practice", "welcome#", "password#")
    assert [word for word in words if word.encode() in kept] == []


def test_the_record_of_what_was_done_stays_without_her(world: World) -> None:
    signed_in(world.carol).get("/api/v1/review/consultations/")
    heard(signed_in(world.alice), f"/api/v1/consultations/{world.consultation.pk}/report/")
    before = Counter(AuditEntry.objects.values_list("act", flat=True))
    looks, consents = Access.objects.count(), Consent.objects.count()
    assert (looks, consents, sum(before.values())) > (0, 0, 0)
    erase(world)
    assert Counter(AuditEntry.objects.values_list("act", flat=True)) == before
    assert (Access.objects.count(), Consent.objects.count()) == (looks, consents)
