"""`/api/v1/consultations/<id>/views/` and `/api/v1/participations/<id>/views/`."""

from __future__ import annotations

import uuid
from typing import Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.pagination import BeforeSerializer, older_than
from consult.accounts.permissions import IsMember
from consult.consultations import selectors
from consult.consultations.api.browser import own_data
from consult.consultations.models import Access, Consultation

SHOWN: Final = 200


class AccessSerializer(serializers.ModelSerializer[Access]):
    """One look; the name is that of today, empty for the client and for people who are gone."""

    name = serializers.CharField(source="actor.name", default="", read_only=True)

    class Meta:
        model = Access
        fields = ("id", "at", "act", "by", "name")
        read_only_fields = fields


class ViewsView(APIView):
    """Who looked at a consultation's report or readings, for members of the practice."""

    permission_classes = (IsMember,)

    @extend_schema(parameters=[BeforeSerializer], responses=AccessSerializer(many=True))
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return 200 looks, the latest first."""
        return _views(
            request, get_object_or_404(selectors.consultations_of(signed_in(request)), pk=pk)
        )


class OwnViewsView(APIView):
    """The same for the client, whose data it is."""

    permission_classes = (AllowAny,)

    @extend_schema(parameters=[BeforeSerializer], responses=AccessSerializer(many=True))
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return 200 looks, the latest first; 401 in a browser that did not join."""
        return _views(request, own_data(request, participation_id).consultation)


def _views(request: Request, consultation: Consultation) -> Response:
    wish = BeforeSerializer(data=request.query_params)
    wish.is_valid(raise_exception=True)
    looks = consultation.accesses.select_related("actor")
    shown = older_than(looks, wish.validated_data.get("before"))[:SHOWN]
    answer = AccessSerializer(shown, many=True).data
    return Response(answer)
