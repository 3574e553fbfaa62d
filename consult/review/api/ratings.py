"""What clients said, for counsellors and administrators: they read it, and never change it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.permissions import IsMember
from consult.consultations.models import Access, Consultation
from consult.consultations.selectors import consultations_of
from consult.consultations.services.access import record_view, record_views
from consult.review import selectors
from consult.review.models import Rating
from consult.review.serializers import SaidOfOneSerializer, SaidSerializer


class RatingView(APIView):
    """What the client said of one consultation."""

    key_scope = "review:read"
    permission_classes = (IsMember,)

    @extend_schema(responses=SaidOfOneSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return it; 404 for a consultation that the signed-in user may not see."""
        consultation = get_object_or_404(consultations_of(signed_in(request)), pk=pk)
        found = selectors.rating_of(consultation)
        if found is not None:
            record_view(consultation, signed_in(request), Access.Act.RATING)
        answer = {
            "asked": selectors.asked(Consultation.objects.filter(pk=pk)).exists(),
            "until": selectors.open_until(consultation),
            "rating": found,
        }
        return Response(SaidOfOneSerializer(answer).data)


class Latest(CursorPagination):
    """Pages of ratings, the latest first."""

    page_size = 50
    ordering = ("-given_at", "-id")


class WhoseSerializer(serializers.Serializer[Any]):
    """Which ratings, as it stands in the address."""

    client = serializers.UUIDField(required=False, help_text="of this client's consultations")
    consultation = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=50, help_text="of these"
    )


class RatingsView(generics.ListAPIView[Rating]):
    """Ratings of the consultations that the signed-in user may see."""

    key_scope = "review:read"
    permission_classes = (IsMember,)
    serializer_class = SaidSerializer
    pagination_class = Latest

    @extend_schema(parameters=[WhoseSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of them, the latest first; those of others are left out.

        Each client may read who read what they said.
        """
        answer = super().get(request, *args, **kwargs)
        shown = [row["consultation"] for row in answer.data["results"]]
        told = Consultation.objects.filter(pk__in=shown)
        record_views(list(told), signed_in(request), Access.Act.RATING)
        return answer

    def get_queryset(self) -> QuerySet[Rating]:
        """Return what was asked for."""
        form = WhoseSerializer(data=self.request.query_params)
        form.is_valid(raise_exception=True)
        found = selectors.ratings_of(signed_in(self.request))
        if client := form.validated_data.get("client"):
            found = found.filter(consultation__client=client)
        if wanted := form.validated_data.get("consultation"):
            found = found.filter(consultation__in=wanted)
        return found
