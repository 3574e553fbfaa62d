"""The people the tests speak of.

Alice is a counsellor of North Practice and holds the consultation; Bob is another counsellor
there; Carol is its administrator; Dave is a counsellor of South Practice, an outsider. Erin is
Alice's client.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.consultations.consent_text import consent_text
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import clients, participation, scheduling

PASSWORD = "a-long-test-password"


def make_user(name: str, practice: Practice, role: str = User.Role.COUNSELLOR) -> User:
    """Return one of the cast."""
    return User.objects.create_user(
        f"{name.lower()}@example.org", PASSWORD, name=name, role=role, practice=practice
    )


def schedule(counsellor: User, **changes: object) -> Consultation:
    """Return a consultation with Erin, planned for an hour ahead."""
    plan: dict[str, object] = {
        "client": changes.get("client") or clients.file_of(counsellor, "Erin"),
        "kind": Consultation.Kind.COUNSELLING,
        "scheduled_at": timezone.now() + timedelta(hours=1),
        **changes,
    }
    return scheduling.schedule(counsellor, **plan)  # type: ignore[arg-type]


def client_of(consultation: Consultation) -> Participant:
    """Return the consultation's client."""
    return Participant.objects.select_related("consultation__practice").get(
        consultation=consultation, role=Participant.Role.CLIENT
    )


def grant(consultation: Consultation) -> Participant:
    """Let Erin join with consent."""
    text = consent_text("en", consultation.practice.retention_days)
    return participation.join(
        consultation, name="", decision="granted", language="en", text_hash=text.text_hash
    )
