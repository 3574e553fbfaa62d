"""Who may open a socket: the questions asked of the database when one connects."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from consult.accounts.models import User
from consult.accounts.policy import may_analyse
from consult.consultations import selectors
from consult.consultations.models import Consultation, Participant, Stream
from consult.consultations.services import streams
from consult.live import wire


class Denied(Exception):
    """The socket must be closed, with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AdmittedCamera:
    """A camera that may send."""

    stream: Stream
    participant: Participant


def require_consent(participant: Participant) -> None:
    """Raise Denied unless this camera may be analysed now (a pause does not close a socket)."""
    consultation = participant.consultation
    if consultation.is_over:
        raise Denied(wire.CONSULTATION_OVER, "consultation_over")
    if participant.consent != Participant.Decision.GRANTED:
        raise Denied(wire.CONSENT_MISSING, "no_consent")
    role = cast("wire.Role", participant.role)
    if not may_analyse(consultation.practice, role):
        raise Denied(wire.NOT_ALLOWED, "policy")
    if consultation.state != Consultation.State.OPEN:
        raise Denied(wire.NOT_ALLOWED, "not_open")


def admit_camera(participant_id: str) -> AdmittedCamera:
    """Return a new stream for this participant's camera, whose others end. Raises Denied."""
    participant = _participant(participant_id)
    require_consent(participant)
    return AdmittedCamera(streams.open_stream(participant), participant)


def show_alive(
    participant_id: uuid.UUID, stream_id: uuid.UUID, counters: streams.Counters
) -> Participant:
    """Write a living camera's counters and ask everything again. Raises Denied."""
    lives = streams.note_counters(stream_id, counters)
    participant = _participant(str(participant_id))
    require_consent(participant)
    if not lives and participant.streams.filter(ended_at=None).exists():
        raise Denied(wire.TAKEN_OVER, "taken_over")
    if not lives:
        # Erased, or settled as silent while the database was away: a new connection is welcome.
        raise Denied(wire.TRY_AGAIN, "stream_ended")
    return participant


def camera_policy() -> wire.Policy:
    """Return what a camera may send."""
    return {
        "type": "policy",
        "rate": settings.FRAME_RATE,
        "width": settings.FRAME_WIDTH,
        "quality": settings.FRAME_QUALITY,
        "credits": wire.CREDITS,
    }


def admit_dashboard(user_id: int, consultation_id: str, session_key: str) -> Consultation:
    """Return the consultation this user may watch now. Raises Denied.

    Asked again while the socket is open: a user who signed out, was disabled or whose password
    was changed sees nothing more.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not _is_signed_in(user, session_key):
        raise Denied(wire.NOT_SIGNED_IN, "signed_out")
    consultation = Consultation.objects.filter(pk=consultation_id).first()
    if consultation is None or not selectors.may_watch(user, consultation):
        raise Denied(wire.NOT_ALLOWED, "not_yours")
    return consultation


def _is_signed_in(user: User, session_key: str) -> bool:
    """Tell whether a session is this user's and began with the password that holds now.

    What `django.contrib.auth.get_user` asks of a request; a socket has none, and must not write
    to the session as that does.
    """
    live = Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now())
    session = live.first()
    if session is None:
        return False
    kept = session.get_decoded()
    held = str(kept.get(HASH_SESSION_KEY, ""))
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return kept.get(SESSION_KEY) == str(user.pk) and any(
        constant_time_compare(held, present) for present in hashes
    )


def _participant(participant_id: str) -> Participant:
    found = (
        Participant.objects.select_related("consultation__practice")
        .filter(pk=participant_id)
        .first()
    )
    if found is None:
        raise Denied(wire.NOT_ALLOWED, "unknown")
    return found
