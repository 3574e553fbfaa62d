"""Invitations on their way: by email, and as an appointment for calendars."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.errors import BadGateway, Conflict
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsCounsellor
from consult.accounts.throttles import ScopedThrottle
from consult.consultations.api.browser import invited
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.api.throttles import AddressThrottle, InviteThrottle
from consult.consultations.errors import MailFailed
from consult.consultations.ics import appointment
from consult.consultations.models import Client, Consultation
from consult.consultations.serializers import ConsultationSerializer
from consult.consultations.services import clients, invitations


class InvitationSerializer(serializers.Serializer[Any]):
    """Where to send it and in which language; both are kept in the client's file."""

    email = serializers.EmailField()
    language = serializers.ChoiceField(choices=settings.LANGUAGES)


class InvitationView(APIView):
    """The invitation by email."""

    permission_classes = (IsCounsellor,)
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "mail"

    @extend_schema(request=InvitationSerializer, responses=ConsultationSerializer)
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Send it; 409 when over or without a client, 502 when the mail server fails."""
        consultation = own_consultation(request, pk)
        form = InvitationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        if consultation.is_over:
            raise Conflict(_("This consultation is over."), code="wrong_state")
        try:
            _keep(consultation.client, form.validated_data)
        except Client.DoesNotExist as error:
            raise Conflict(_("This client's data was erased."), code="no_client") from error
        try:
            sent = invitations.invite(consultation)
        except MailFailed as error:
            raise BadGateway(
                _("The mail server did not take the message. Send the link another way."),
                code="mail_failed",
            ) from error
        return Response(ConsultationSerializer(sent, context={"request": request}).data)


def _keep(client: Client | None, address: dict[str, str]) -> None:
    """Keep the address in the client's file. Raises Client.DoesNotExist: it was erased."""
    if client is None:
        raise Client.DoesNotExist
    clients.change(client, **address)


class AppointmentView(APIView):
    """The appointment for the counsellor's calendar, or to pass on."""

    permission_classes = (IsCounsellor,)
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        """Return the .ics: a request with the link, or a cancellation."""
        return _file(own_consultation(request, pk))


class InvitedAppointmentView(APIView):
    """The appointment for the client's calendar."""

    permission_classes = (AllowAny,)
    throttle_classes = (InviteThrottle, AddressThrottle)
    throttle_scope = "invite"
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, token: str) -> HttpResponse:
        """Return the .ics behind an invite link; 404 unknown, 410 expired or over."""
        return _file(invited(token))


def _file(consultation: Consultation) -> HttpResponse:
    headers = {
        "Content-Disposition": 'attachment; filename="consultation.ics"',
    }
    ics = appointment(consultation)
    return HttpResponse(ics, content_type="text/calendar; charset=utf-8", headers=headers)
