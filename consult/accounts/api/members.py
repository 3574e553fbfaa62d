"""`/api/v1/practice/`: an administrator's view of the practice's accounts."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts import audit, membership
from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.models import AuditEntry, User
from consult.accounts.pagination import BeforeSerializer, older_than
from consult.accounts.permissions import IsAdministrator, IsMember

AUDIT_SHOWN = 100


class MemberSerializer(serializers.ModelSerializer[User]):
    """A user as the administrator of the same practice sees them."""

    second_factor = serializers.BooleanField(read_only=True)

    class Meta:
        model = User
        fields = ("id", "name", "email", "role", "is_active", "last_login", "second_factor")
        read_only_fields = fields


class MemberChangesSerializer(serializers.Serializer[Any]):
    """What an administrator changes of a colleague: one of both."""

    role = serializers.ChoiceField(choices=User.Role.choices, required=False)
    is_active = serializers.BooleanField(required=False)


class AuditEntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """One act; names are those of today, empty for people who are gone."""

    actor = serializers.CharField(source="actor.name", default="", read_only=True)
    subject = serializers.CharField(source="subject.name", default="", read_only=True)
    role = serializers.ChoiceField(
        choices=User.Role.choices,
        allow_blank=True,
        read_only=True,
        help_text="empty where the act gives none",
    )

    class Meta:
        model = AuditEntry
        fields = ("id", "at", "act", "actor", "subject", "role", "details")
        read_only_fields = fields


class AuditWishSerializer(BeforeSerializer):
    """Which acts of the practice."""

    upon = serializers.ChoiceField(choices=["accounts", "data"], default="accounts")


def colleagues(user: User) -> QuerySet[User]:
    """Return everyone of the user's own practice; nobody else exists for them."""
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")), output_field=BooleanField())
    members = User.objects.filter(practice=user.own_practice)
    return members.annotate(second_factor=factor).order_by("name", "pk")


class MembersView(APIView):
    """Everyone of the practice."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=MemberSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the members by name."""
        return Response(MemberSerializer(colleagues(signed_in(request)), many=True).data)


class MemberView(APIView):
    """One member."""

    permission_classes = (IsAdministrator,)

    @extend_schema(request=MemberChangesSerializer, responses=MemberSerializer)
    def patch(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """Change the role, close or open the account; 409 for one's own."""
        actor = signed_in(request)
        member = get_object_or_404(colleagues(actor), pk=pk)
        changes = MemberChangesSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        wanted = changes.validated_data
        with Refusing():
            if "role" in wanted:
                membership.change_role(actor, member, wanted["role"])
            if wanted.get("is_active") is False:
                membership.deactivate(actor, member)
            if wanted.get("is_active") is True:
                membership.reactivate(actor, member)
        return Response(MemberSerializer(colleagues(actor).get(pk=pk)).data)


class SecondFactorView(APIView):
    """A member's second factor."""

    permission_classes = (IsAdministrator,)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """Remove app, passkeys and recovery codes, for who lost them; 409 for one's own."""
        actor = signed_in(request)
        member = get_object_or_404(colleagues(actor), pk=pk)
        with Refusing():
            membership.reset_second_factor(actor, member)
        return Response(status=204)


class AuditView(APIView):
    """What administrators did."""

    permission_classes = (IsAdministrator,)

    @extend_schema(parameters=[AuditWishSerializer], responses=AuditEntrySerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return 100 acts of the practice, the latest first: upon accounts, or looking at data."""
        wish = AuditWishSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        upon_data = wish.validated_data["upon"] == "data"
        entries = audit.entries_of(signed_in(request).own_practice, upon_data=upon_data)
        shown = older_than(entries, wish.validated_data.get("before"))[:AUDIT_SHOWN]
        return Response(AuditEntrySerializer(shown, many=True).data)


class OwnAuditView(APIView):
    """What others did that concerns the signed-in user."""

    permission_classes = (IsMember,)

    @extend_schema(parameters=[BeforeSerializer], responses=AuditEntrySerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return 100 acts upon one's account or what is held of one's work, the latest first."""
        wish = BeforeSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        entries = audit.entries_about(signed_in(request))
        shown = older_than(entries, wish.validated_data.get("before"))[:AUDIT_SHOWN]
        return Response(AuditEntrySerializer(shown, many=True).data)


class Refusing:
    """Says the refusals of `membership` in HTTP."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, *details: object) -> None:
        """Raise 409 for one's own account, 403 for rights that are gone."""
        if kind is membership.NotAllowedUpon:
            raise Conflict(
                _("You cannot do this to your own account. Ask another administrator."),
                "own_account",
            )
        if kind is membership.NoLongerAllowed:
            raise PermissionDenied
