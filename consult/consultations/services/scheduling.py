"""A consultation's life: scheduled, opened, ended, cancelled or never held."""

from __future__ import annotations

import contextlib
import uuid
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.errors import WrongState
from consult.consultations.models import Client, Consultation, Marker, Participant, Stream
from consult.consultations.signals import (
    consultation_changed,
    consultation_ending,
    link_renewed,
    marker_changed,
    marker_removed,
    report_changed,
    report_changing,
)

State = Consultation.State

MISSED: Final = timedelta(hours=24)
"""How long after its time an appointment can still be opened."""


@transaction.atomic
def schedule(
    counsellor: User,
    *,
    client: Client,
    scheduled_at: datetime,
    kind: str = Consultation.Kind.COUNSELLING,
    call_mode: str = Consultation.CallMode.HERE,
) -> Consultation:
    """Return a new consultation with its two participants and a fresh invite link.

    Raises:
        ValueError: the counsellor has no practice, or the client is another counsellor's.
    """
    if counsellor.practice is None:
        raise ValueError("A counsellor without a practice cannot hold consultations")
    if client.counsellor_id != counsellor.pk:
        raise ValueError("A counsellor plans with clients of their own")
    consultation = Consultation.objects.create(
        practice=counsellor.practice,
        counsellor=counsellor,
        client=client,
        kind=kind,
        call_mode=call_mode,
        scheduled_at=scheduled_at,
        invite_expires_at=_expiry(scheduled_at),
    )
    Participant.objects.bulk_create(
        [
            Participant(consultation=consultation, role="client", name=client.name),
            Participant(consultation=consultation, role="counsellor", name=counsellor.name),
        ]
    )
    return consultation


def open_consultation(consultation: Consultation) -> Consultation:
    """Let the people in. Raises WrongState unless it is scheduled."""
    return _move(consultation, [State.SCHEDULED], state=State.OPEN, opened_at=timezone.now())


@transaction.atomic
def end_consultation(consultation: Consultation) -> Consultation:
    """Finish an open consultation and close its streams to readings. Raises WrongState.

    The streams end in the same transaction, so that no reading can arrive behind the report.
    """
    now = timezone.now()
    ended = _move(
        consultation,
        [State.OPEN],
        state=State.ENDED,
        ended_at=now,
        report_state=Consultation.ReportState.BUILDING,
    )
    Stream.objects.filter(consultation=consultation, ended_at=None).update(ended_at=now)
    consultation_ending.send(Consultation, consultation=ended)
    return ended


def cancel_consultation(consultation: Consultation) -> Consultation:
    """Call a scheduled consultation off. Raises WrongState."""
    return _move(consultation, [State.SCHEDULED], state=State.CANCELLED)


def reschedule(consultation: Consultation, scheduled_at: datetime) -> Consultation:
    """Move a scheduled consultation to another time. Raises WrongState.

    The invite link stays, and its life follows the new time.
    """
    return _move(
        consultation,
        [State.SCHEDULED],
        scheduled_at=scheduled_at,
        invite_expires_at=_expiry(scheduled_at),
        moves=F("moves") + 1,
    )


def close_missed(now: datetime) -> int:
    """Move appointments that nobody opened out of what is planned; return how many."""
    missed = Consultation.objects.filter(state=State.SCHEDULED, scheduled_at__lt=now - MISSED)
    closed = 0
    for consultation in missed.order_by("scheduled_at"):
        # Somebody who opens or cancels it at this very moment was first.
        with contextlib.suppress(WrongState):
            _move(consultation, [State.SCHEDULED], state=State.NOT_HELD)
            closed += 1
    return closed


def write_note(consultation: Consultation, note: str) -> Consultation:
    """Keep the counsellor's summary of a consultation."""
    Consultation.objects.filter(pk=consultation.pk).update(note=note)
    consultation.note = note
    return consultation


def renew_invite(consultation: Consultation) -> Consultation:
    """Replace the invite link: the older one stops working, and who joined by it is put out.

    Raises WrongState when over.
    """
    renewed = _move(
        consultation,
        [State.SCHEDULED, State.OPEN],
        invite_number=F("invite_number") + 1,
        invite_expires_at=_expiry(timezone.now()),
    )
    transaction.on_commit(lambda: link_renewed.send(Consultation, consultation=renewed))
    return renewed


def mark(
    consultation: Consultation,
    author: User,
    text: str,
    at: datetime,
    key: uuid.UUID | None = None,
) -> Marker:
    """Keep a moment of the consultation, with an optional note.

    Return the marker with this key, made now unless it was before: then it stays as it is.
    """
    what = {"author": author, "text": text, "at": at}
    if key is None:
        marker, made = Marker.objects.create(consultation=consultation, **what), True
    else:
        marker, made = Marker.objects.get_or_create(
            consultation=consultation, key=key, defaults=what
        )
    if made:
        transaction.on_commit(lambda: marker_changed.send(Marker, marker=marker))
    return marker


def reword(marker: Marker, text: str) -> Marker:
    """Change the words of a marker; its moment stays the one that was marked.

    Raises Marker.DoesNotExist: it was taken away meanwhile.
    """
    if not Marker.objects.filter(pk=marker.pk).update(text=text):
        raise Marker.DoesNotExist
    marker.text = text
    transaction.on_commit(lambda: marker_changed.send(Marker, marker=marker))
    return marker


def unmark(marker: Marker) -> None:
    """Take a marker away."""
    where, key = marker.consultation_id, marker.pk
    marker.delete()
    transaction.on_commit(lambda: marker_removed.send(Marker, consultation_id=where, marker_id=key))


@transaction.atomic
def note_report(consultation_id: uuid.UUID, state: str, attempt: int = 0) -> None:
    """Remember how far the report is and tell whoever watches."""
    Consultation.objects.filter(pk=consultation_id).update(report_state=state)
    report_changing.send(Consultation, consultation_id=consultation_id, state=state)
    tell_of_report(consultation_id, state, attempt)


def tell_of_report(consultation_id: uuid.UUID, state: str, attempt: int) -> None:
    """Tell whoever watches how far the report is, once that is stored."""
    told = {"consultation_id": consultation_id, "state": state, "attempt": attempt}
    transaction.on_commit(lambda: report_changed.send(Consultation, **told))


def _expiry(moment: datetime) -> datetime:
    return max(moment, timezone.now()) + timedelta(days=settings.INVITE_DAYS)


def _move(consultation: Consultation, allowed: list[str], **changes: object) -> Consultation:
    """Change the row only if its state still allows it: two clicks at once move it once.

    Whoever comes second has the state that stands in `consultation`.
    """
    moved = Consultation.objects.filter(pk=consultation.pk, state__in=allowed).update(**changes)
    consultation.refresh_from_db()
    if not moved:
        raise WrongState
    transaction.on_commit(
        lambda: consultation_changed.send(Consultation, consultation=consultation)
    )
    return consultation
