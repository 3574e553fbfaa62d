"""The live path's HTTP side: socket tickets, readings by cursor and summaries."""

from __future__ import annotations

import uuid
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsCounsellor
from consult.consultations import selectors
from consult.consultations.api.browser import own_participation
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.models import Access, Consultation, Participant, Stream
from consult.consultations.services.access import record_label_view, record_view
from consult.live import admission, tickets
from consult.live.readings import reading_messages
from consult.live.serializers import (
    CursorSerializer,
    ReadingsSerializer,
    SummarySerializer,
    TicketSerializer,
)
from consult.live.summaries import Summaries
from consult.live.ticket_throttle import TicketThrottle

STREAMS_SHOWN: Final = 200


class CameraTicketView(APIView):
    """A ticket for the client's camera socket."""

    permission_classes = (AllowAny,)
    throttle_classes = (TicketThrottle,)

    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return a one-use ticket; 409 without consent, before the opening and after the end."""
        person = own_participation(request, participation_id)
        try:
            admission.require_consent(person)
        except admission.Denied as denied:
            raise Conflict("The camera cannot be analysed now.", code=denied.reason) from denied
        ticket = tickets.issue("camera", **tickets.of_client(person))
        return Response(ticket, status=status.HTTP_201_CREATED)


class DashboardTicketView(APIView):
    """A ticket for the counsellor's dashboard socket."""

    permission_classes = (IsCounsellor,)
    throttle_classes = (TicketThrottle,)

    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Return a one-use ticket for one's own consultation."""
        consultation = own_consultation(request, pk)
        record_view(consultation, signed_in(request), Access.Act.WATCHED)
        ticket = tickets.issue(
            "dashboard",
            user=request.user.pk,
            consultation=str(consultation.pk),
            session=request.session.session_key,
        )
        return Response(ticket, status=status.HTTP_201_CREATED)


class ReadingsView(APIView):
    """What is stored: history for a page that opens, and the healing of a gap."""

    permission_classes = (IsCounsellor,)

    @extend_schema(
        parameters=[
            OpenApiParameter("stream", type=uuid.UUID),
            OpenApiParameter("after", type=int, description="position in the stream"),
            OpenApiParameter("after_id", type=int, description="reading id, without stream"),
        ],
        responses=ReadingsSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return readings after a cursor, oldest first."""
        consultation = own_consultation(request, pk)
        cursor = CursorSerializer(data=request.query_params)
        cursor.is_valid(raise_exception=True)
        found = selectors.readings_after(consultation, **cursor.validated_data)
        record_label_view(consultation, signed_in(request))
        answer = {
            "streams": [_stream(stream) for stream in _latest_streams(consultation)],
            "results": reading_messages(found[: selectors.PAGE]),
            "more": len(found) > selectors.PAGE,
        }
        return Response(answer)


class SummaryView(APIView):
    """The smoothed state of each participant."""

    permission_classes = (IsCounsellor,)

    @extend_schema(responses=SummarySerializer(many=True))
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return summaries computed from what is stored."""
        consultation = own_consultation(request, pk)
        analysed = Participant.objects.filter(streams__consultation=consultation).distinct()
        record_label_view(consultation, signed_in(request))
        summaries = Summaries(consultation.pk)
        return Response([summaries.of(person.pk) for person in analysed])


def _latest_streams(consultation: Consultation) -> list[Stream]:
    """Return them in order; each time a camera comes back is one more."""
    return list(reversed(consultation.streams.order_by("-started_at")[:STREAMS_SHOWN]))


def _stream(stream: Stream) -> dict[str, Any]:
    return {
        "id": stream.pk,
        "participant": stream.participant_id,
        "stored": stream.stored,
        "started_at": stream.started_at,
        "ended_at": stream.ended_at,
    }
