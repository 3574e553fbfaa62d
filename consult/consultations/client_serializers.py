"""The JSON forms of what a client sees and answers: the invitation, consent, their own part."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consult.accounts.api import PracticeSerializer
from consult.accounts.policy import may_share_reports
from consult.consultations.consent_text import PURPOSES, consent_text
from consult.consultations.models import Consent, Consultation, Participant, Pause
from consult.consultations.serializers import NameSerializer
from consult.consultations.services.participation import analysis_offered
from consult.consultations.stops import pauses_of

SHOWN: Final = 50
"""Decisions, and pauses, in a list."""


class ConsultationForClientSerializer(serializers.ModelSerializer[Consultation]):
    """What the client may know of the consultation."""

    class Meta:
        model = Consultation
        fields = ("id", "state", "kind", "call_mode", "scheduled_at")


class ConsentTextSerializer(serializers.Serializer[Any]):
    """The consent text to show, with the hash to send back."""

    version = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    text_hash = serializers.CharField()
    purposes = serializers.ListField(child=serializers.CharField())


class InviteSerializer(serializers.Serializer[Any]):
    """What stands behind an invite link."""

    consultation = ConsultationForClientSerializer()
    counsellor = NameSerializer()
    practice = NameSerializer()
    analysis_offered = serializers.BooleanField(
        help_text="false: the practice analyses no client's camera, and asks for no consent"
    )
    consent = ConsentTextSerializer()
    participation = serializers.UUIDField(allow_null=True)


class JoinSerializer(serializers.Serializer[Any]):
    """A client's answer to the invitation."""

    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    decision = serializers.ChoiceField(
        choices=["granted", "refused"],
        allow_null=True,
        help_text="null where the invitation offers no analysis",
    )
    language = serializers.CharField(max_length=8, default="en")
    text_hash = serializers.CharField(max_length=64, allow_blank=True, default="")


class DecisionSerializer(serializers.Serializer[Any]):
    """A later decision: grant, refuse, or withdraw and keep or erase."""

    decision = serializers.ChoiceField(choices=["granted", "refused", "withdrawn"])
    language = serializers.CharField(max_length=8, default="en")
    text_hash = serializers.CharField(max_length=64, allow_blank=True, default="")
    erase = serializers.BooleanField(default=False)


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """One decision on record, for the person who made it."""

    class Meta:
        model = Consent
        fields = ("decision", "version", "language", "at")


class PausedSerializer(serializers.Serializer[Any]):
    """One side's pause of the analysis."""

    by = serializers.ChoiceField(choices=Pause.By.choices)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True, help_text="null: nobody ended it")


class ParticipationSerializer(serializers.ModelSerializer[Participant]):
    """A client's own view of their part."""

    consultation = ConsultationForClientSerializer(read_only=True)
    counsellor = NameSerializer(source="consultation.counsellor", read_only=True)
    practice = PracticeSerializer(source="consultation.practice", read_only=True)
    retention_days = serializers.IntegerField(source="consultation.kept_days")
    analysis_offered = serializers.SerializerMethodField()
    held_until = serializers.SerializerMethodField()
    consents = serializers.SerializerMethodField()
    pauses = serializers.SerializerMethodField()
    readings = serializers.SerializerMethodField()
    messages = serializers.SerializerMethodField()
    may_erase = serializers.SerializerMethodField()
    report_shared = serializers.SerializerMethodField()
    consent_text = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields = (
            "id",
            "name",
            "consultation",
            "counsellor",
            "practice",
            "analysis_offered",
            "consent",
            "paused",
            "paused_by_client",
            "paused_by_counsellor",
            "retention_days",
            "held_until",
            "consents",
            "pauses",
            "readings",
            "messages",
            "may_erase",
            "report_shared",
            "consent_text",
        )

    def get_analysis_offered(self, participant: Participant) -> bool:
        """Whether the practice's policy lets clients' cameras be analysed at all."""
        return analysis_offered(participant)

    def get_held_until(self, participant: Participant) -> datetime | None:
        """When labels and messages are deleted; null before the end."""
        ended_at = participant.consultation.ended_at
        return ended_at and ended_at + timedelta(days=participant.consultation.kept_days)

    @extend_schema_field(ConsentSerializer(many=True))
    def get_consents(self, participant: Participant) -> Any:
        """The latest fifty decisions, in order; all of them are in the person's own file."""
        latest = participant.consents.order_by("-at", "-pk")[:SHOWN]
        return ConsentSerializer(list(reversed(latest)), many=True).data

    @extend_schema_field(PausedSerializer(many=True))
    def get_pauses(self, participant: Participant) -> Any:
        """The latest fifty pauses that are kept, in order; all of them are in the own file."""
        return PausedSerializer(pauses_of(participant)[-SHOWN:], many=True).data

    def get_readings(self, participant: Participant) -> int:
        """How many readings are held of this person."""
        return participant.readings.count()

    def get_messages(self, participant: Participant) -> int:
        """How many messages of the chat this person wrote."""
        return participant.messages.count()

    def get_may_erase(self, participant: Participant) -> bool:
        """Whether this browser may have the labels erased."""
        return bool(self.context["may_erase"])

    def get_report_shared(self, participant: Participant) -> bool:
        """Whether the counsellor has opened the report to this person, and the policy lets them."""
        consultation = participant.consultation
        opened = consultation.report_shared_at is not None
        return opened and may_share_reports(consultation.practice)

    @extend_schema_field(ConsentTextSerializer)
    def get_consent_text(self, participant: Participant) -> dict[str, Any]:
        """The text in force, so that someone who refused can grant later."""
        language = self.context["request"].LANGUAGE_CODE
        return consent_form(language, participant.consultation.practice.retention_days)


def consent_form(language: str, retention_days: int) -> dict[str, Any]:
    """Return the consent text in force as `ConsentTextSerializer` describes it."""
    text = consent_text(language, retention_days)
    return {
        "version": text.version,
        "language": text.language,
        "text": text.text,
        "text_hash": text.text_hash,
        "purposes": list(PURPOSES),
    }
