"""`/api/v1/consultations/`: plan, open, end; for counsellors, read-only for administrators."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
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
from consult.accounts.errors import BadGateway, Conflict
from consult.accounts.models import User
from consult.accounts.permissions import IsCounsellor, IsMember
from consult.consultations import selectors
from consult.consultations.agenda import Wanted, WantedSerializer, narrowed, soonest_first
from consult.consultations.errors import MailFailed, WrongState
from consult.consultations.models import Client, Consultation, Participant
from consult.consultations.serializers import (
    ConsultationSerializer,
    NoteSerializer,
    ParticipantSerializer,
    PauseSerializer,
)
from consult.consultations.services import clients, invitations, participation, pauses, scheduling


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
        wanted = cast("Wanted", request.query_params)
        return ("scheduled_at", "id") if soonest_first(wanted) else self.ordering


class ConsultationViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Consultation],
):
    """Consultations the signed-in user may see; only its counsellor changes one."""

    key_scope = "consultations:read"
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
        """Return the user's consultations; a list may be narrowed."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        seen = selectors.consultations_of(signed_in(self.request)).prefetch_related("participants")
        if self.action != "list":
            return seen
        form = WantedSerializer(data=self.request.query_params)
        form.is_valid(raise_exception=True)
        return narrowed(seen, cast("Wanted", form.validated_data))

    def get_object(self) -> Consultation:
        """Return one; changing it is for its own counsellor."""
        found: Consultation = super().get_object()
        if self.request.method not in SAFE_METHODS:
            require_watcher(self.request, found)
        return found

    @extend_schema(parameters=[WantedSerializer])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page: `upcoming` or scheduled ones soonest first, all others newest first."""
        return super().list(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer[Consultation]) -> None:
        """Plan a consultation of the signed-in counsellor."""
        user = signed_in(self.request)
        plan = dict(serializer.validated_data)
        file, name = plan.pop("client_id", None), plan.pop("client_name", "")
        client = _own_client(user, file) if file else clients.file_of(user, name)
        serializer.instance = scheduling.schedule(user, client=client, **plan)

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
        """Call a scheduled consultation off; 409 in any other state.

        A client who was invited by email is told so. 502 (`mail_failed`) where that did not work:
        the consultation is cancelled nevertheless.
        """
        answer = self._step(scheduling.cancel_consultation)
        try:
            invitations.tell_cancelled(self.get_object())
        except MailFailed as error:
            raise BadGateway(
                _("It is cancelled, but the email to the client could not be sent. Tell them."),
                code="mail_failed",
            ) from error
        return answer

    @extend_schema(request=NoteSerializer, responses=ConsultationSerializer)
    @action(detail=True, methods=["put"])
    def note(self, request: Request, pk: str) -> Response:
        """Write the counsellor's own summary; an empty one takes it away."""
        consultation = self.get_object()
        form = NoteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changed = scheduling.write_note(consultation, form.validated_data["note"])
        return Response(self.get_serializer(changed).data)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def erase(self, request: Request, pk: str) -> Response:
        """Erase the labels of the client's camera, at the client's wish; the report follows."""
        consultation = self.get_object()
        person = Participant.objects.select_related("consultation").get(
            consultation=consultation, role=Participant.Role.CLIENT
        )
        participation.erase_readings(person)
        consultation.refresh_from_db()
        return Response(self.get_serializer(consultation).data)

    @extend_schema(request=None, responses=ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: str) -> Response:
        """Make a new invite link; the older one stops working. 409 when over."""
        return self._step(scheduling.renew_invite)

    @extend_schema(responses=ParticipantSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def participants(self, request: Request, pk: str) -> Response:
        """Return who takes part, with consent and pause."""
        people = (
            self.get_object().participants.prefetch_related("pauses", "consents").order_by("role")
        )
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
        changed = pauses.pause(person, by="counsellor", paused=wish.validated_data["paused"])
        return Response({"paused": changed.paused})


def _own_client(user: User, file: uuid.UUID) -> Client:
    found = selectors.clients_of(user).filter(pk=file).first()
    if found is None:
        raise ValidationError({"client": [_("You have no such client.")]})
    return found


def require_watcher(request: Request, consultation: Consultation) -> None:
    """Raise PermissionDenied unless the signed-in user holds this consultation."""
    if not selectors.may_watch(signed_in(request), consultation):
        raise PermissionDenied("Only the counsellor of this consultation may do this.")


def own_consultation(request: Request, pk: uuid.UUID) -> Consultation:
    """Return a consultation the signed-in user holds; 404 or 403 otherwise."""
    found = get_object_or_404(selectors.consultations_of(signed_in(request)), pk=pk)
    require_watcher(request, found)
    return found
