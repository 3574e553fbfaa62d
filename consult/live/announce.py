"""Turns what happened in a consultation into messages for its sockets."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from consult.accounts.models import User
from consult.clock import now_ms, to_ms
from consult.consultations import signals
from consult.consultations.models import Consultation, Marker, Participant
from consult.live import wire
from consult.live.groups import Hint, calls_of, cameras_of, dashboards_of, sockets_of, tell
from consult.live.pauses import pause_message

_STOPS = {"refused": "refused", "withdrew": "withdrawn"}


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    signals.consultation_changed.connect(_on_consultation)
    signals.link_renewed.connect(_on_new_link)
    signals.participant_changed.connect(_on_participant)
    signals.readings_erased.connect(_on_erasure)
    signals.messages_changed.connect(_on_messages)
    signals.marker_changed.connect(_on_marker)
    signals.marker_removed.connect(_on_marker_removed)
    signals.report_changed.connect(_on_report)
    post_delete.connect(_on_session, sender=Session)
    post_save.connect(_on_user, sender=User)


def _on_consultation(sender: type, consultation: Consultation, **kwargs: Any) -> None:
    state = cast("wire.CallState", consultation.state)
    hints = [_to_dashboards(consultation.pk, {"type": "call", "state": state, "at": now_ms()})]
    if consultation.is_over:
        hints.append((calls_of(consultation.pk), {"type": "call.look"}))
        people = consultation.participants.values_list("pk", flat=True)
        hints += [_stop(pk, wire.CONSULTATION_OVER, "consultation_over") for pk in people]
    tell(*hints)


def _on_new_link(sender: type, consultation: Consultation, **kwargs: Any) -> None:
    people = consultation.participants.values_list("pk", flat=True)
    stops = [_stop(pk, wire.NOT_ALLOWED, "link_replaced") for pk in people]
    tell(*stops, (calls_of(consultation.pk), {"type": "call.look"}))


def _on_participant(sender: type, participant: Participant, event: Any, **kwargs: Any) -> None:
    message: wire.Participant = {
        "type": "participant",
        "participant": str(participant.pk),
        "role": cast("wire.Role", participant.role),
        "event": event,
        "at": now_ms(),
    }
    # The camera first: it is what must stop.
    hints = [_to_dashboards(participant.consultation_id, message)]
    if event in ("paused", "resumed"):
        pause = pause_message(participant)
        hints.insert(0, (cameras_of(participant.pk), {"type": "camera.paused", "message": pause}))
    if event in _STOPS:
        hints.insert(0, _stop(participant.pk, wire.CONSENT_MISSING, _STOPS[event]))
    tell(*hints)


def _on_erasure(sender: type, participant: Participant, **kwargs: Any) -> None:
    erased = {"type": "dashboard.erased", "participant": str(participant.pk)}
    tell((dashboards_of(participant.consultation_id), erased))


def _on_messages(sender: type, consultation_id: uuid.UUID, last: int, **kwargs: Any) -> None:
    tell((calls_of(consultation_id), {"type": "call.chat", "last": last}))


def _on_marker(sender: type, marker: Marker, **kwargs: Any) -> None:
    tell(_to_dashboards(marker.consultation_id, marker_message(marker)))


def _on_marker_removed(
    sender: type, consultation_id: uuid.UUID, marker_id: uuid.UUID, **kwargs: Any
) -> None:
    tell(_to_dashboards(consultation_id, {"type": "unmarked", "id": str(marker_id)}))


def _on_report(
    sender: type, consultation_id: uuid.UUID, state: Any, attempt: int, **kwargs: Any
) -> None:
    message: wire.Report = {"type": "report", "state": state, "attempt": attempt}
    tell(_to_dashboards(consultation_id, message))


def _on_session(sender: type, instance: Session, **kwargs: Any) -> None:
    """Have a user's sockets ask when one of their sessions ended: signed out here or from there.

    Django's own signal of a logout comes while the session is still there: who asks then may stay.
    """
    if instance.expire_date <= timezone.now():
        return  # `clearsessions` deletes every one that is over: there is nothing to decode.
    user = instance.get_decoded().get(SESSION_KEY)
    if user is not None:
        hint = (sockets_of(int(user)), {"type": "dashboard.look"})
        transaction.on_commit(lambda: tell(hint))


def _on_user(
    sender: type, instance: User, created: bool, update_fields: Any, **kwargs: Any
) -> None:
    """Have a changed user's sockets ask: a new password or a lost right ends them at once."""
    if created or set(update_fields or ()) == {"last_login"}:
        return
    hint = (sockets_of(instance.pk), {"type": "dashboard.look"})
    transaction.on_commit(lambda: tell(hint))


def _to_dashboards(consultation_id: uuid.UUID, message: wire.DashboardMessage) -> Hint:
    return dashboards_of(consultation_id), {"type": "dashboard.event", "message": message}


def _stop(participant_id: uuid.UUID, code: int, reason: str) -> Hint:
    return cameras_of(participant_id), {"type": "camera.stop", "code": code, "reason": reason}


def marker_message(marker: Marker) -> wire.Marker:
    """Return a marker as sockets and the API send it."""
    return {
        "type": "marker",
        "id": str(marker.pk),
        "at": to_ms(marker.at),
        "text": marker.text,
    }
