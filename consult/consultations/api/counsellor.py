"""`/api/v1/consultations/`: plan, open, end; for counsellors, read-only for administrators."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsCounsellor, IsMember
from consult.consultations import selectors
from consult.consultations.errors import WrongState
from consult.consultations.models import Consultation, Participant
from consult.consultations.serializers import (
    ConsultationSerializer,
    ParticipantSerializer,
    PauseSerializer,
)
from consult.consultations.services import participation, scheduling


class ByTime(CursorPagination):
    """Pages by the planned time: what is scheduled soonest first, everything else newest first.

    A counsellor with months of appointments must find today's on the first page.
    """

    page_size = 50
    ordering = ("-scheduled_at", "-id")

    def get_ordering(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> tuple[str, ...]:
        """Return the fields to order by."""
        if request.query_params.get("state") == Consultation.State.SCHEDULED:
            return ("scheduled_at", "id")
        return self.ordering


class ConsultationViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Consultation],
):
    """Consultations the signed-in user may see; only its counsellor changes one."""

    serializer_class = ConsultationSerializer
    permission_classes = (IsMember,)
    pagination_class = ByTime
    queryset = Consultation.objects.none()

    def get_permissions(self) -> Sequence[Any]:
        """Let only counsellors plan."""
        if self.action == "create":
            return [IsCounsellor()]
        return super().get_permissions()

    def get_queryset(self) -> QuerySet[Consultation]:
        """Return the user's consultations, optionally of one state."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        seen = selectors.consultations_of(signed_in(self.request)).prefetch_related("participants")
        wanted = self.request.query_params.get("state")
        if wanted is None:
            return seen
        if wanted not in Consultation.State.values:
            raise ValidationError({"state": [f"Choose one of {Consultation.State.values}."]})
        return seen.filter(state=wanted)

    def get_object(self) -> Consultation:
        """Return one; changing it is for its own counsellor."""
        found: Consultation = super().get_object()
        if self.request.method not in SAFE_METHODS:
            require_watcher(self.request, found)
        return found

    @extend_schema(parameters=[OpenApiParameter("state", enum=Consultation.State.values)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of consultations: scheduled ones soonest first, all others newest first."""
        return super().list(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer[Consultation]) -> None:
        """Plan a consultation of the signed-in counsellor."""
        user = signed_in(self.request)
        serializer.instance = scheduling.schedule(user, **serializer.validated_data)

    def _step(self, change: Callable[[Consultation], Consultation]) -> Response:
        consultation = self.get_object()
        try:
            changed = change(consultation)
        except WrongState as error:
            raise Conflict(
                f"The consultation is {consultation.state}.", code="wrong_state"
            ) from error
        return Response(self.get_serializer(changed).data)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Open a scheduled consultation; 409 in any other state."""
        return self._step(scheduling.open_consultation)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End an open consultation; its report is built at once. 409 in any other state."""
        return self._step(scheduling.end_consultation)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Call a scheduled consultation off; 409 in any other state."""
        return self._step(scheduling.cancel_consultation)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: str) -> Response:
        """Make a new invite link; the older one stops working. 409 when over."""
        return self._step(scheduling.renew_invite)

    @extend_schema(responses=ParticipantSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def participants(self, request: Request, pk: str) -> Response:
        """Return who takes part, with consent and pause."""
        people = self.get_object().participants.order_by("role")
        return Response(ParticipantSerializer(people, many=True).data)

    @extend_schema(request=PauseSerializer, responses=PauseSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Pause or resume the analysis of the client's camera, for the counsellor's side."""
        consultation = self.get_object()
        wish = PauseSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        person = Participant.objects.select_related("consultation").get(
            consultation=consultation, role=Participant.Role.CLIENT
        )
        changed = participation.pause(person, by="counsellor", paused=wish.validated_data["paused"])
        return Response({"paused": changed.paused})


def require_watcher(request: Request, consultation: Consultation) -> None:
    """Raise PermissionDenied unless the signed-in user holds this consultation."""
    if not selectors.may_watch(signed_in(request), consultation):
        raise PermissionDenied("Only the counsellor of this consultation may do this.")


def own_consultation(request: Request, pk: uuid.UUID) -> Consultation:
    """Return a consultation the signed-in user holds; 404 or 403 otherwise."""
    found = get_object_or_404(selectors.consultations_of(signed_in(request)), pk=pk)
    require_watcher(request, found)
    return found
