"""An appointment's time: moving it, and what else is planned then."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import BadGateway, Conflict
from consult.accounts.permissions import IsCounsellor
from consult.accounts.throttles import AccountThrottle, WriteThrottle
from consult.consultations import selectors
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.errors import MailFailed, WrongState
from consult.consultations.models import USUAL_LENGTH
from consult.consultations.serializers import FAR_AHEAD, ConsultationSerializer
from consult.consultations.services import invitations, scheduling


class NewTimeSerializer(serializers.Serializer[Any]):
    """The time to which an appointment moves."""

    scheduled_at = serializers.DateTimeField()

    def validate_scheduled_at(self, value: datetime) -> datetime:
        """Refuse what is past, too far ahead to be meant, or no change."""
        now = timezone.now()
        if value <= now:
            raise serializers.ValidationError(_("This time is past. Choose a later one."))
        if value > now + FAR_AHEAD:
            raise serializers.ValidationError(_("This time is more than two years ahead."))
        if value == self.context["consultation"].scheduled_at:
            raise serializers.ValidationError(_("It is planned for this time already."))
        return value


class RescheduleView(APIView):
    """Another time for a planned consultation."""

    permission_classes: tuple[type[BasePermission], ...] = (IsCounsellor,)
    throttle_classes = (AccountThrottle, WriteThrottle)
    throttle_scope = "mail"

    @extend_schema(request=NewTimeSerializer, responses=ConsultationSerializer)
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Move it; 409 unless it is scheduled. Overlaps are allowed: ask for them before.

        A client who was invited by email is told so, with the appointment's new version. 502
        (`mail_failed`) where that did not work: it is moved nevertheless.
        """
        consultation = own_consultation(request, pk)
        before = consultation.scheduled_at
        form = NewTimeSerializer(data=request.data, context={"consultation": consultation})
        form.is_valid(raise_exception=True)
        try:
            moved = scheduling.reschedule(consultation, form.validated_data["scheduled_at"])
        except WrongState as error:
            raise Conflict(
                f"The consultation is {consultation.state}.", code="wrong_state"
            ) from error
        try:
            invitations.tell_moved(moved, before)
        except MailFailed as error:
            raise BadGateway(
                _("It is moved, but the email to the client could not be sent. Tell them."),
                code="mail_failed",
            ) from error
        return Response(ConsultationSerializer(moved, context={"request": request}).data)


class MomentSerializer(serializers.Serializer[Any]):
    """Which moment is asked about."""

    scheduled_at = serializers.DateTimeField()
    besides = serializers.UUIDField(
        required=False, help_text="leave this consultation out: the one that is to be moved"
    )

    def validate_scheduled_at(self, value: datetime) -> datetime:
        """Refuse a moment at the end of time, around which there is no hour."""
        try:
            _ = value - USUAL_LENGTH, value + USUAL_LENGTH
        except OverflowError:
            self.fields["scheduled_at"].fail("overflow")
        return value


class OverlapsView(APIView):
    """What a new time would overlap."""

    permission_classes = (IsCounsellor,)

    @extend_schema(
        parameters=[MomentSerializer], responses=ConsultationSerializer(many=True), filters=False
    )
    def get(self, request: Request) -> Response:
        """Return the counsellor's own planned and open consultations within 50 minutes of it."""
        asked = MomentSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = selectors.overlapping(signed_in(request), asked.validated_data["scheduled_at"])
        rows = found.exclude(pk=asked.validated_data.get("besides")).prefetch_related(
            "participants"
        )
        form = ConsultationSerializer(rows, many=True, context={"request": request})
        return Response(form.data)
