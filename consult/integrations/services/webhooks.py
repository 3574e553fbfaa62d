"""A practice's webhooks: who is told, what, and again when it did not arrive."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
import urllib3
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from consult.accounts import audit
from consult.accounts.models import AuditEntry, Practice, User
from consult.broker import enqueue
from consult.integrations import http_delivery
from consult.integrations.addresses import AddressRefused, vetted
from consult.integrations.models import Delivery, Endpoint, Event

log = structlog.get_logger(__name__)

DELIVER: Final = "integrations.deliver"
"""The task's name: sending by name keeps this module free of the tasks, which need it."""
WAITS: Final = tuple(
    timedelta(seconds=seconds) for seconds in (30, 120, 600, 1800, 7200, 21_600, 43_200, 86_400)
)
"""Until the next attempt, after the first, the second, …; about two days in all."""
KEPT: Final = timedelta(days=14)
SWEPT_AT_ONCE: Final = 200
MOST: Final = 10
"""Addresses of one practice."""


def add_endpoint(actor: User, url: str, events: Sequence[str]) -> Endpoint:
    """Add an address. Raises AddressRefused for one that may not be called."""
    # Before the transaction: a slow name server must not hold the database's lock.
    vetted(url, settings.WEBHOOK_NETWORKS)
    with transaction.atomic():
        endpoint = Endpoint.objects.create(
            practice=actor.own_practice, url=url, events=sorted(set(events))
        )
        audit.record(actor, AuditEntry.Act.WEBHOOK_ADDED, details=_told(endpoint))
    return endpoint


@transaction.atomic
def change_endpoint(
    actor: User, endpoint: Endpoint, *, events: Sequence[str], active: bool
) -> Endpoint:
    """Choose what an address is told, or stop telling it anything."""
    endpoint.events, endpoint.active = sorted(set(events)), active
    endpoint.save(update_fields=("events", "active"))
    audit.record(actor, AuditEntry.Act.WEBHOOK_CHANGED, details=_told(endpoint))
    return endpoint


@transaction.atomic
def renew_secret(actor: User, endpoint: Endpoint) -> Endpoint:
    """Make another secret; what is signed from now on is signed with it."""
    Endpoint.objects.filter(pk=endpoint.pk).update(secret_number=F("secret_number") + 1)
    endpoint.refresh_from_db()
    audit.record(actor, AuditEntry.Act.WEBHOOK_CHANGED, details=_told(endpoint))
    return endpoint


@transaction.atomic
def remove_endpoint(actor: User, endpoint: Endpoint) -> None:
    """Forget an address, and what was still on its way to it."""
    audit.record(actor, AuditEntry.Act.WEBHOOK_REMOVED, details=_told(endpoint))
    endpoint.delete()


def announce(practice_id: int, event: Event, about: str, data: dict[str, Any]) -> None:
    """Tell every address of the practice that listens for this event, once.

    `data` holds ids and states only: what is said of people is read over the API, with a key.
    """
    endpoints = Endpoint.objects.filter(practice=practice_id, active=True)
    for endpoint in endpoints:
        if event in endpoint.events:
            tell(endpoint, event, about, data)


def tell(endpoint: Endpoint, event: Event, about: str, data: dict[str, Any]) -> Delivery:
    """Put one message on its way, unless the same is on its way already; return it."""
    body = {"type": event, "timestamp": timezone.now().isoformat(), "data": data}
    delivery, new = Delivery.objects.get_or_create(
        endpoint=endpoint, event=event, about=about, defaults={"body": body}
    )
    if new:
        transaction.on_commit(lambda: _send_to_workers(delivery.pk))
    return delivery


def send_test(endpoint: Endpoint) -> Delivery:
    """Tell an address nothing but that it is being tried."""
    return tell(endpoint, Event.TEST, uuid.uuid4().hex, {})


def deliver(delivery_id: uuid.UUID) -> None:
    """Make one attempt, if one is due and nobody else makes it.

    The next attempt's time is written before this one begins: a worker that dies in between costs
    a wait, not the message. So a receiver may be told twice, by the same id.
    """
    now = timezone.now()
    due = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.PENDING, next_at__lte=now)
    delivery = due.select_related("endpoint").first()
    if delivery is None or not delivery.endpoint.active:
        return
    wait = WAITS[min(delivery.attempts, len(WAITS) - 1)]
    mine = due.filter(attempts=delivery.attempts)
    if not mine.update(attempts=F("attempts") + 1, next_at=now + wait):
        return  # Another worker took it up in between.
    delivery.refresh_from_db()
    _note(delivery, *_attempt(delivery, now))


def send_due() -> int:
    """Send what waits for another attempt or was lost on its way; return how many it were."""
    due = Delivery.objects.filter(
        state=Delivery.State.PENDING, next_at__lte=timezone.now(), endpoint__active=True
    )
    waiting = list(due.order_by("next_at").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    return sum(_send_to_workers(pk) for pk in waiting)


def forget_old() -> int:
    """Delete what was told long ago; return how many."""
    deleted, _ = Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return int(deleted)


def room_for_another(practice: Practice) -> bool:
    """Tell whether a practice may add an address."""
    return Endpoint.objects.filter(practice=practice).count() < MOST


def _attempt(delivery: Delivery, now: datetime) -> tuple[int | None, str]:
    """Return the HTTP status, or why there is none."""
    try:
        target = vetted(delivery.endpoint.url, settings.WEBHOOK_NETWORKS)
        return http_delivery.post(target, delivery, int(now.timestamp())), ""
    except AddressRefused as error:
        return None, error.reason
    except urllib3.exceptions.HTTPError as error:
        return None, type(error).__name__[:40]
    except SoftTimeLimitExceeded:
        return None, "too_slow"


def _note(delivery: Delivery, answered: int | None, problem: str) -> None:
    arrived = answered is not None and 200 <= answered < 300
    given_up = not arrived and delivery.attempts > len(WAITS)
    state = Delivery.State.PENDING
    if arrived:
        state = Delivery.State.DELIVERED
    elif given_up:
        state = Delivery.State.FAILED
    Delivery.objects.filter(pk=delivery.pk).update(state=state, answered=answered, problem=problem)
    if not arrived:
        log.warning(
            "webhook_not_delivered",
            delivery=str(delivery.pk),
            answered=answered,
            problem=problem,
            attempts=delivery.attempts,
        )


def _send_to_workers(delivery_id: uuid.UUID) -> bool:
    """Enqueue one attempt. Where the broker is away the sweep sends it."""
    return enqueue(DELIVER, [str(delivery_id)])


def _told(endpoint: Endpoint) -> dict[str, Any]:
    # Not the whole address: its path and query may hold a password of the receiver's.
    return {
        "webhook": str(endpoint.pk),
        "host": urlsplit(endpoint.url).hostname or "",
        "events": endpoint.events,
        "active": endpoint.active,
    }
