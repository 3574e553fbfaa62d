"""Who may open a socket: the questions asked of the database when one connects."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
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


def require_link(consultation: Consultation, link: int) -> None:
    """Raise Denied unless the link by which somebody came is the present one."""
    if consultation.invite_number != link:
        raise Denied(wire.NOT_ALLOWED, "link_replaced")


def admit_camera(participant_id: str, link: int) -> AdmittedCamera:
    """Return a new stream for this participant's camera, whose others end. Raises Denied."""
    participant = _participant(participant_id)
    require_link(participant.consultation, link)
    require_consent(participant)
    return AdmittedCamera(streams.open_stream(participant), participant)


@dataclass(frozen=True, slots=True)
class Alive:
    """A living camera and what its socket has counted."""

    participant: uuid.UUID
    link: int
    stream: uuid.UUID
    counters: streams.Counters


def show_alive(cameras: Sequence[Alive]) -> list[Participant | Denied]:
    """Write living cameras' counters and ask everything again; return each one's person or denial.

    Three queries, however many ask at once.
    """
    living = streams.note_counters({one.stream: one.counters for one in cameras})
    people = Participant.objects.select_related("consultation__practice").in_bulk(
        {one.participant for one in cameras}
    )
    return [
        _going_on(people.get(one.participant), one.link, lives=one.stream in living)
        for one in cameras
    ]


def _going_on(participant: Participant | None, link: int, *, lives: bool) -> Participant | Denied:
    if participant is None:
        return Denied(wire.NOT_ALLOWED, "unknown")
    try:
        require_link(participant.consultation, link)
        require_consent(participant)
    except Denied as denied:
        return denied
    if lives:
        return participant
    if participant.streams.filter(ended_at=None).exists():
        return Denied(wire.TAKEN_OVER, "taken_over")
    # Erased, or settled as silent while the database was away: a new connection is welcome.
    return Denied(wire.TRY_AGAIN, "stream_ended")


def camera_policy(rate: float) -> wire.Policy:
    """Return what a camera may send, at so many frames per second."""
    return {
        "type": "policy",
        "rate": rate,
        "width": settings.FRAME_WIDTH,
        "quality": settings.FRAME_QUALITY,
        "credits": wire.CREDITS,
    }


@dataclass(frozen=True, slots=True)
class Claim:
    """Who wants to watch which consultation, by which session."""

    user: int
    consultation: str
    session: str


def admit_dashboard(user_id: int, consultation_id: str, session_key: str) -> Consultation:
    """Return the consultation this user may watch now. Raises Denied."""
    found = admit_dashboards([Claim(user_id, consultation_id, session_key)])[0]
    if isinstance(found, Denied):
        raise found
    return found


def admit_dashboards(claims: Sequence[Claim]) -> list[Consultation | Denied]:
    """Return for each claim the consultation that may be watched now, or why not.

    Asked again while the sockets are open: a user who signed out, was disabled or whose password
    was changed sees nothing more. Three queries, however many ask at once.
    """
    users = User.objects.filter(is_active=True).in_bulk({claim.user for claim in claims})
    keys = {claim.session for claim in claims}
    live = Session.objects.filter(expire_date__gt=timezone.now()).in_bulk(keys)
    consultations = Consultation.objects.in_bulk({claim.consultation for claim in claims})
    by_key = {str(key): consultation for key, consultation in consultations.items()}
    return [
        _watching(users.get(one.user), live.get(one.session), by_key.get(one.consultation))
        for one in claims
    ]


def _watching(
    user: User | None, session: Session | None, consultation: Consultation | None
) -> Consultation | Denied:
    if user is None or session is None or not _is_signed_in(user, session):
        return Denied(wire.NOT_SIGNED_IN, "signed_out")
    if consultation is None or not selectors.may_watch(user, consultation):
        return Denied(wire.NOT_ALLOWED, "not_yours")
    return consultation


def _is_signed_in(user: User, session: Session) -> bool:
    """Tell whether a session is this user's and began with the password that holds now.

    What `django.contrib.auth.get_user` asks of a request; a socket has none, and must not write
    to the session as that does.
    """
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
