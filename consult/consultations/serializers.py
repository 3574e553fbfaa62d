"""The JSON forms of consultations and participants."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consult.accounts.api import PracticeSerializer
from consult.accounts.policy import may_share_reports
from consult.consultations import selectors
from consult.consultations.consent_text import PURPOSES, consent_text
from consult.consultations.invites import invite_url
from consult.consultations.models import Consent, Consultation, Participant

LONG_AGO = timedelta(days=1)
FAR_AHEAD = timedelta(days=730)


class CounsellorSerializer(serializers.Serializer[Any]):
    """A counsellor's public face."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """A consultation for the counsellor and the administrator."""

    counsellor = CounsellorSerializer(read_only=True)
    client = serializers.UUIDField(
        source="client_id", required=False, allow_null=True, help_text="null: erased"
    )
    client_name = serializers.CharField(
        max_length=120, required=False, help_text="a new name makes a new file"
    )
    invite_url = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()

    class Meta:
        model = Consultation
        fields = (
            "id",
            "kind",
            "call_mode",
            "state",
            "client",
            "client_name",
            "counsellor",
            "scheduled_at",
            "opened_at",
            "ended_at",
            "invite_url",
            "invite_expires_at",
            "emailed_at",
            "note",
            "report_state",
            "report_shared_at",
            "made_up",
        )
        read_only_fields = (
            "id",
            "state",
            "opened_at",
            "ended_at",
            "invite_expires_at",
            "emailed_at",
            "report_state",
            "report_shared_at",
            "made_up",
        )

    def to_representation(self, instance: Consultation) -> dict[str, Any]:
        """Take the client's name from the file or the participant."""
        instance.client_name = selectors.client_name(instance)  # type: ignore[attr-defined]
        return super().to_representation(instance)

    def validate_client_name(self, value: str) -> str:
        """Refuse a blank name."""
        return value.strip()

    def validate_scheduled_at(self, value: datetime) -> datetime:
        """Refuse dates that can only be slips of the pen."""
        now = timezone.now()
        if value < now - LONG_AGO:
            raise serializers.ValidationError(_("This time is more than a day ago."))
        if value > now + FAR_AHEAD:
            raise serializers.ValidationError(_("This time is more than two years ahead."))
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for a client: one who has a file, or a name."""
        if not attrs.get("client_id") and not attrs.get("client_name"):
            raise serializers.ValidationError({"client_name": [_("Say who comes.")]})
        return attrs

    def get_note(self, consultation: Consultation) -> str | None:
        """The counsellor's own summary; null for everybody else."""
        user = self.context["request"].user
        return consultation.note if consultation.counsellor_id == user.pk else None

    def get_invite_url(self, consultation: Consultation) -> str | None:
        """The client's link; administrators get none, they do not hold consultations."""
        user = self.context["request"].user
        return invite_url(consultation) if consultation.counsellor_id == user.pk else None


class NoteSerializer(serializers.Serializer[Any]):
    """The counsellor's summary of a consultation."""

    note = serializers.CharField(max_length=4000, allow_blank=True)


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    """A participant as the counsellor sees it."""

    present = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields = (
            "id",
            "role",
            "name",
            "consent",
            "paused",
            "paused_by_counsellor",
            "present",
        )

    def get_present(self, participant: Participant) -> bool:
        """Whether the person has joined."""
        return participant.joined_at is not None


class ConsultationForClientSerializer(serializers.ModelSerializer[Consultation]):
    """What the client may know of the consultation."""

    class Meta:
        model = Consultation
        fields = ("id", "state", "kind", "call_mode", "scheduled_at")


class NameSerializer(serializers.Serializer[Any]):
    """Somebody's or something's name."""

    name = serializers.CharField()


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
    consent = ConsentTextSerializer()
    participation = serializers.UUIDField(allow_null=True)


class JoinSerializer(serializers.Serializer[Any]):
    """A client's answer to the invitation."""

    name = serializers.CharField(max_length=120, allow_blank=True, default="")
    decision = serializers.ChoiceField(choices=["granted", "refused"])
    language = serializers.CharField(max_length=8, default="en")
    text_hash = serializers.CharField(max_length=64, allow_blank=True, default="")


class DecisionSerializer(serializers.Serializer[Any]):
    """A later decision: grant, refuse, or withdraw and keep or erase."""

    decision = serializers.ChoiceField(choices=["granted", "refused", "withdrawn"])
    language = serializers.CharField(max_length=8, default="en")
    text_hash = serializers.CharField(max_length=64, allow_blank=True, default="")
    erase = serializers.BooleanField(default=False)


class PauseSerializer(serializers.Serializer[Any]):
    """Pause or resume."""

    paused = serializers.BooleanField()


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """One decision on record, for the person who made it."""

    class Meta:
        model = Consent
        fields = ("decision", "version", "language", "at")


class ParticipationSerializer(serializers.ModelSerializer[Participant]):
    """A client's own view of their part."""

    consultation = ConsultationForClientSerializer(read_only=True)
    counsellor = NameSerializer(source="consultation.counsellor", read_only=True)
    practice = PracticeSerializer(source="consultation.practice", read_only=True)
    retention_days = serializers.IntegerField(source="consultation.kept_days")
    held_until = serializers.SerializerMethodField()
    consents = ConsentSerializer(many=True, read_only=True)
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
            "consent",
            "paused",
            "paused_by_client",
            "paused_by_counsellor",
            "retention_days",
            "held_until",
            "consents",
            "readings",
            "messages",
            "may_erase",
            "report_shared",
            "consent_text",
        )

    def get_held_until(self, participant: Participant) -> datetime | None:
        """When labels and messages are deleted; null before the end."""
        ended_at = participant.consultation.ended_at
        return ended_at and ended_at + timedelta(days=participant.consultation.kept_days)

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
