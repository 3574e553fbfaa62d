"""The JSON forms of consultations and participants."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from consult.consultations import selectors
from consult.consultations.invites import invite_url
from consult.consultations.models import Consultation, Participant
from consult.consultations.services.participation import analysis_offered
from consult.consultations.services.presence import client_seen_at, is_there
from consult.consultations.stops import KINDS, stops_of

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
    waiting = serializers.SerializerMethodField()
    client_seen_at = serializers.SerializerMethodField()

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
            "waiting",
            "client_seen_at",
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

    def get_waiting(self, consultation: Consultation) -> bool:
        """Whether the client is there now, before the opening; told to the counsellor alone."""
        return is_there(self.get_client_seen_at(consultation))

    def get_client_seen_at(self, consultation: Consultation) -> datetime | None:
        """When the client was last there before the opening; told to the counsellor alone."""
        user = self.context["request"].user
        return client_seen_at(consultation) if consultation.counsellor_id == user.pk else None

    def get_invite_url(self, consultation: Consultation) -> str | None:
        """The client's link; administrators get none, they do not hold consultations."""
        user = self.context["request"].user
        return invite_url(consultation) if consultation.counsellor_id == user.pk else None


class NoteSerializer(serializers.Serializer[Any]):
    """The counsellor's summary of a consultation."""

    note = serializers.CharField(max_length=4000, allow_blank=True)


class StoppedSerializer(serializers.Serializer[Any]):
    """A time in which a camera was not to be analysed."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True, help_text="null: it goes on")
    kind = serializers.ChoiceField(
        choices=KINDS,
        help_text="whose pause it was, or no_consent: it was refused, or withdrawn",
    )


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    """A participant as the counsellor sees it."""

    present = serializers.SerializerMethodField()
    analysis_offered = serializers.SerializerMethodField()
    stops = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields = (
            "id",
            "role",
            "name",
            "analysis_offered",
            "consent",
            "paused",
            "paused_by_client",
            "paused_by_counsellor",
            "present",
            "stops",
        )

    def get_analysis_offered(self, participant: Participant) -> bool:
        """Whether the practice's policy lets this person's camera be analysed at all."""
        return analysis_offered(participant)

    @extend_schema_field(StoppedSerializer(many=True))
    def get_stops(self, participant: Participant) -> Any:
        """When the analysis of this camera was paused or not allowed, in order and apart."""
        return StoppedSerializer(stops_of(participant), many=True).data

    def get_present(self, participant: Participant) -> bool:
        """Whether the person has joined."""
        return participant.joined_at is not None


class NameSerializer(serializers.Serializer[Any]):
    """Somebody's or something's name."""

    name = serializers.CharField()


class OutrightBoolean(serializers.BooleanField):
    """Yes or no, said outright: an empty HTML form has not said no."""

    default_empty_html = empty


class PauseSerializer(serializers.Serializer[Any]):
    """Pause or resume."""

    paused = OutrightBoolean()
