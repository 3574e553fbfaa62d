"""`/api/v1/clients/`: the files of the people whom a counsellor meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsCounsellor, IsMember
from consult.consultations import selectors
from consult.consultations.errors import NameTaken, NotYetOver
from consult.consultations.models import Client
from consult.consultations.models.client import name_key
from consult.consultations.serializers import CounsellorSerializer
from consult.consultations.services import clients


class SearchSerializer(serializers.Serializer[Any]):
    """The filter of the list, as it stands in the address."""

    search = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="part of the name"
    )


class ClientSerializer(serializers.ModelSerializer[Client]):
    """A client's file."""

    counsellor = CounsellorSerializer(read_only=True)
    held = serializers.IntegerField(
        read_only=True, default=0, help_text="consultations that took place"
    )
    last_at = serializers.DateTimeField(read_only=True, allow_null=True, default=None)
    next_at = serializers.DateTimeField(read_only=True, allow_null=True, default=None)

    class Meta:
        model = Client
        fields = (
            "id",
            "name",
            "counsellor",
            "email",
            "language",
            "time_zone",
            "held",
            "last_at",
            "next_at",
            "created_at",
        )
        read_only_fields = ("id", "created_at")


class ByName(CursorPagination):
    """Pages of files in the order of names."""

    page_size = 50
    ordering = ("name_key", "id")


class ClientViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[Client],
):
    """Clients of the signed-in counsellor, or of the administrator's practice; else 404."""

    serializer_class = ClientSerializer
    permission_classes = (IsMember,)
    pagination_class = ByName
    queryset = Client.objects.none()
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def get_permissions(self) -> Sequence[Any]:
        """Let counsellors write files; their administrator reads and erases them."""
        if self.request.method in (*SAFE_METHODS, "DELETE"):
            return super().get_permissions()
        return [IsCounsellor()]

    def get_queryset(self) -> QuerySet[Client]:
        """Return the files the user may see, optionally by a part of the name."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        files = selectors.with_appointments(selectors.clients_of(signed_in(self.request)))
        form = SearchSerializer(data=self.request.query_params)
        form.is_valid(raise_exception=True)
        search = name_key(form.validated_data.get("search", ""))
        return files.filter(name_key__contains=search) if search else files

    @extend_schema(parameters=[SearchSerializer])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of files by name."""
        return super().list(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer[Client]) -> None:
        """Make a file; 409 (`name_taken`) where the counsellor has one of this name."""
        user = signed_in(self.request)
        try:
            serializer.instance = clients.make(user, **serializer.validated_data)
        except NameTaken as error:
            raise _taken() from error

    def perform_update(self, serializer: BaseSerializer[Client]) -> None:
        """Change a file; 409 (`name_taken`) as above, 404 where it was erased meanwhile."""
        try:
            serializer.instance = clients.change(self.get_object(), **serializer.validated_data)
        except NameTaken as error:
            raise _taken() from error
        except Client.DoesNotExist as error:
            raise NotFound from error

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Erase everything that is held of the client; 409 (`not_over`) during a consultation."""
        try:
            clients.erase(self.get_object(), by=signed_in(request))
        except NotYetOver as error:
            raise Conflict(
                _("A consultation with this client is open. End it first."), code="not_over"
            ) from error
        return Response(status=status.HTTP_204_NO_CONTENT)


def _taken() -> Conflict:
    return Conflict(
        _("You have a client of this name. Add something that tells the two apart."),
        code="name_taken",
    )
