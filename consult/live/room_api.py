"""What an open room asks by the clock: whether it has missed a hint."""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.permissions import IsCounsellor
from consult.consultations import selectors
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.serializers import ConsultationSerializer, ParticipantSerializer
from consult.live.announce import marker_message
from consult.live.serializers import MarkerSerializer


class HeldSerializer(serializers.Serializer[Any]):
    """Which readings are stored, to be compared with those that a page holds."""

    newest = serializers.IntegerField(help_text="the highest id; 0 without readings")
    number = serializers.IntegerField()


class RoomSerializer(serializers.Serializer[Any]):
    """A consultation with all that is small in it."""

    consultation = ConsultationSerializer()
    participants = ParticipantSerializer(many=True)
    markers = MarkerSerializer(many=True)
    readings = HeldSerializer()


class RoomView(APIView):
    """The state of one consultation."""

    permission_classes = (IsCounsellor,)

    @extend_schema(responses=RoomSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return it, people and markers whole, and of the readings only how many there are.

        A page asks every 20 s. Readings and the smoothed state it reads where these differ from
        what it holds: to smooth an hour's readings anew costs several times as much as all this.
        """
        consultation = own_consultation(request, pk)
        room = {
            "consultation": consultation,
            "participants": consultation.participants.prefetch_related(
                "pauses", "consents"
            ).order_by("role"),
            "markers": [marker_message(marker) for marker in consultation.markers.all()],
            "readings": selectors.held_readings(consultation),
        }
        return Response(RoomSerializer(room, context={"request": request}).data)
