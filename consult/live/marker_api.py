"""The moments that the counsellor marks, over HTTP."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsCounsellor
from consult.clock import from_ms
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.models import Consultation, Marker
from consult.consultations.services import scheduling
from consult.live.announce import marker_message
from consult.live.serializers import (
    MarkerFormSerializer,
    MarkerSerializer,
    MarkerWordsSerializer,
)


class MarkersView(APIView):
    """The moments the counsellor marked."""

    permission_classes = (IsCounsellor,)

    @extend_schema(responses=MarkerSerializer(many=True))
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the markers in order."""
        consultation = own_consultation(request, pk)
        found = [marker_message(marker) for marker in consultation.markers.all()]
        return Response(found)

    @extend_schema(request=MarkerFormSerializer, responses={201: MarkerSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Keep a moment, now or at a given time within the consultation.

        The same key again makes no second one and changes none.
        """
        consultation = own_consultation(request, pk)
        form = MarkerFormSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        at = _moment(consultation, form.validated_data.get("at"))
        text, key = form.validated_data["text"], form.validated_data.get("key")
        marker = scheduling.mark(consultation, signed_in(request), text, at, key)
        return Response(marker_message(marker), status=status.HTTP_201_CREATED)


class MarkerView(APIView):
    """One marker. It may be changed as long as it is held, after the end too."""

    permission_classes = (IsCounsellor,)

    @extend_schema(request=MarkerWordsSerializer, responses=MarkerSerializer)
    def patch(self, request: Request, pk: uuid.UUID, marker_id: uuid.UUID) -> Response:
        """Change its words; its moment stays. 404 when it is gone."""
        marker = _own_marker(request, pk, marker_id)
        form = MarkerWordsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            reworded = scheduling.reword(marker, form.validated_data["text"])
        except Marker.DoesNotExist as error:
            raise Http404 from error
        return Response(marker_message(reworded))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: uuid.UUID, marker_id: uuid.UUID) -> Response:
        """Take it away. 404 when it is gone."""
        scheduling.unmark(_own_marker(request, pk, marker_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _own_marker(request: Request, pk: uuid.UUID, marker_id: uuid.UUID) -> Marker:
    return get_object_or_404(own_consultation(request, pk).markers, pk=marker_id)


def _moment(consultation: Consultation, given: int | None) -> datetime:
    """Return the moment to mark. Raises Conflict before the opening, ValidationError outside."""
    if consultation.opened_at is None:
        raise Conflict("The consultation has not been opened yet.", code="not_open")
    at = timezone.now() if given is None else from_ms(given)
    last = consultation.ended_at or timezone.now()
    if not consultation.opened_at <= at <= last:
        raise serializers.ValidationError({"at": ["This moment is outside the consultation."]})
    return at
