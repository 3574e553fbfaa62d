"""Who may take part in a call: asked when the socket opens, before messages, and by the clock."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, TypedDict

from django.utils.crypto import salted_hmac

from consult.consultations.models import Consultation, Participant
from consult.live import admission, wire
from consult.live.admission import Denied


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody in a call."""

    consultation_id: uuid.UUID
    role: wire.Role
    user: int | None
    """The counsellor's account; clients have none."""

    @property
    def relay_name(self) -> str:
        """A name for TURN's log and quota: one for each side of a call, which leads to nobody."""
        return salted_hmac("consult.relay", f"{self.consultation_id}:{self.role}").hexdigest()[:12]


class Seat(TypedDict):
    """One page in the call, as the consumers tell each other."""

    role: wire.Role
    peer: str
    channel: str


def require_call(consultation: Consultation) -> None:
    """Raise Denied unless this consultation's call is going on here. Consent is no part of it."""
    if consultation.is_over:
        raise Denied(wire.CONSULTATION_OVER, "consultation_over")
    if consultation.call_mode != Consultation.CallMode.HERE:
        raise Denied(wire.NOT_ALLOWED, "call_elsewhere")
    if consultation.state != Consultation.State.OPEN:
        raise Denied(wire.NOT_ALLOWED, "not_open")


def admit_caller(claims: dict[str, Any]) -> Caller:
    """Return who holds a ticket with these claims. Raises Denied."""
    if "user" in claims:
        consultation = admission.admit_dashboard(
            claims["user"], claims["consultation"], claims["session"]
        )
        require_call(consultation)
        return Caller(consultation.pk, "counsellor", claims["user"])
    person = (
        Participant.objects.select_related("consultation").filter(pk=claims["participant"]).first()
    )
    if person is None:
        raise Denied(wire.NOT_ALLOWED, "unknown")
    admission.require_link(person.consultation, claims["link"])
    require_call(person.consultation)
    return Caller(person.consultation_id, "client", None)
