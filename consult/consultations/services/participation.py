"""Joining, consenting and withdrawing."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from consult.accounts.policy import ParticipantRole, may_analyse
from consult.consultations.consent_text import PURPOSES, ConsentText, consent_text
from consult.consultations.errors import (
    AnalysisNotOffered,
    ConsultationOver,
    StaleConsentText,
)
from consult.consultations.models import (
    Consent,
    Consultation,
    ConsultationSummary,
    Erasure,
    Participant,
    Reading,
    TenSeconds,
)
from consult.consultations.services import pauses
from consult.consultations.services.erasures import record_erasure
from consult.consultations.services.streams import end_streams
from consult.consultations.signals import (
    participant_changed,
    readings_erased,
    readings_erasing,
)

Decision = Participant.Decision
_EVENTS = {
    Decision.GRANTED: "consented",
    Decision.REFUSED: "refused",
    Decision.WITHDRAWN: "withdrew",
}


@transaction.atomic
def join(
    consultation: Consultation, *, name: str, decision: str | None, language: str, text_hash: str
) -> Participant:
    """Return the client's participant, joined and with a consent decision on record.

    Without a decision nothing is recorded: that is for a practice that analyses no client's camera,
    where an answer would be to a question that nobody asks.

    Raises:
        AnalysisNotOffered, StaleConsentText: as `decide`.
    """
    participant = Participant.objects.select_related("consultation__practice").get(
        consultation=consultation, role=Participant.Role.CLIENT
    )
    if name:
        participant.name = name
    participant.joined_at = participant.joined_at or timezone.now()
    participant.save(update_fields=["name", "joined_at"])
    _announce(participant, "joined")
    if decision is None:
        return participant
    return decide(participant, decision=decision, language=language, text_hash=text_hash)


@transaction.atomic
def decide(
    participant: Participant,
    *,
    decision: str,
    language: str,
    text_hash: str = "",
    erase: bool = False,
) -> Participant:
    """Record a decision and let it take effect at once.

    Granting needs the hash of the text that was shown; refusing and withdrawing need nothing.
    `erase` deletes the readings held so far; it goes with a refusal or withdrawal only.

    Raises:
        AnalysisNotOffered: granting what the practice's policy does not do.
        StaleConsentText: granting by another text than the one in force.
        ConsultationOver: granting after the end.
    """
    text = consent_text(language, participant.consultation.practice.retention_days)
    if decision == Decision.GRANTED:
        if participant.consultation.is_over:
            raise ConsultationOver
        if not analysis_offered(participant):
            raise AnalysisNotOffered
        if text_hash != text.text_hash:
            raise StaleConsentText
        _promise(participant.consultation)
    _record(participant, decision, text)
    resumes = pauses.end_own(participant)
    participant.consent = decision
    participant.save(update_fields=["consent"])
    if decision != Decision.GRANTED and erase:
        # Before the announcement: whoever reads again on hearing it finds them gone.
        erase_readings(participant)
    elif decision != Decision.GRANTED:
        end_streams(participant)
    _announce(participant, _EVENTS[Decision(decision)])
    if resumes and decision == Decision.GRANTED:
        pauses.announce(participant)
    return participant


@transaction.atomic
def erase_readings(participant: Participant) -> int:
    """Delete every reading of this person; return how many. The consent record remains.

    What was folded of them and the report go in the same transaction: should the process die on its
    end, nothing erased is left, and the sweep has the report built of what is.
    """
    # First, as an end does: one that is being ended, or whose report is being stored, takes turns.
    consultation = Consultation.objects.select_for_update(no_key=True).get(
        pk=participant.consultation_id
    )
    end_streams(participant)
    deleted, _ = Reading.objects.filter(participant=participant).delete()
    TenSeconds.objects.filter(participant=participant).delete()
    pauses.forget(participant)
    ConsultationSummary.objects.filter(consultation=consultation).delete()
    record_erasure(Erasure.Kind.READINGS, participant.pk)
    transaction.on_commit(lambda: readings_erased.send(Participant, participant=participant))
    readings_erasing.send(Participant, consultation=consultation)
    return deleted


def analysis_offered(participant: Participant) -> bool:
    """Tell whether the practice's policy lets this person's camera be analysed at all."""
    role = cast("ParticipantRole", participant.role)
    return may_analyse(participant.consultation.practice, role)


def _record(participant: Participant, decision: str, text: ConsentText) -> None:
    Consent.objects.create(
        participant=participant,
        decision=decision,
        version=text.version,
        language=text.language,
        text_hash=text.text_hash,
        purposes=list(PURPOSES) if decision == Decision.GRANTED else [],
        actor="client",
        at=timezone.now(),
    )


def _promise(consultation: Consultation) -> None:
    """Hold the practice to the days that the text named, if it named more or none before."""
    days = consultation.practice.retention_days
    rows = Consultation.objects.filter(pk=consultation.pk)
    rows.filter(Q(promised_days=None) | Q(promised_days__gt=days)).update(promised_days=days)


def _announce(participant: Participant, event: str) -> None:
    transaction.on_commit(
        lambda: participant_changed.send(Participant, participant=participant, event=event)
    )
