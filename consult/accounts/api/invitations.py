"""Inviting colleagues (`/api/v1/practice/invitations/`) and taking it up (`/api/v1/welcome/`)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts import invitations
from consult.accounts.authentication import signed_in
from consult.accounts.errors import BadGateway, Conflict, Gone
from consult.accounts.models import Invitation, User
from consult.accounts.permissions import IsAdministrator
from consult.accounts.throttles import AccountThrottle, ScopedThrottle, WriteThrottle


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation that was not taken up yet."""

    invited_by = serializers.CharField(source="invited_by_name", read_only=True)

    class Meta:
        model = Invitation
        fields = ("id", "email", "role", "invited_by", "sent_at", "expires_at")
        read_only_fields = fields


class NewInvitationSerializer(serializers.Serializer[Any]):
    """Whom to invite, as what."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=User.Role.choices)


class TokenSerializer(serializers.Serializer[Any]):
    """What stands behind `#` in the link; never in an address, which logs keep."""

    token = serializers.CharField(max_length=200)


class WelcomeSerializer(serializers.Serializer[Any]):
    """Who invites the person who opened the link, and as what."""

    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=User.Role.choices)
    practice = serializers.CharField(source="practice.name")
    invited_by = serializers.CharField(source="invited_by_name")


class TakeUpSerializer(TokenSerializer):
    """The new member's own choices."""

    name = serializers.CharField(max_length=120)
    password = serializers.CharField(max_length=1024, trim_whitespace=False)


class InvitationsView(APIView):
    """The practice's open invitations."""

    permission_classes = (IsAdministrator,)
    throttle_classes = (AccountThrottle, WriteThrottle)
    throttle_scope = "mail"

    @extend_schema(responses=InvitationSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return them, the latest first."""
        return Response(InvitationSerializer(open_ones(request), many=True).data)

    @extend_schema(request=NewInvitationSerializer, responses={201: InvitationSerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Invite a colleague by e-mail; 400 for a member of the practice.

        502 (`mail_failed`) where the mail cannot be handed over: nobody is invited.
        """
        wanted = NewInvitationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            invitation = invitations.invite(signed_in(request), **wanted.validated_data)
        except Invalid as error:
            raise ValidationError(error.message_dict) from error
        except invitations.MailNotTaken as error:
            raise mail_failed() from error
        return Response(InvitationSerializer(invitation).data, status=201)


class InvitationView(APIView):
    """One open invitation."""

    permission_classes = (IsAdministrator,)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """Take the invitation back."""
        invitation = get_object_or_404(open_ones(request), pk=pk)
        invitations.withdraw(signed_in(request), invitation)
        return Response(status=204)


class InvitationLinkView(APIView):
    """The link of an open invitation."""

    permission_classes = (IsAdministrator,)
    throttle_classes = (AccountThrottle, WriteThrottle)
    throttle_scope = "mail"

    @extend_schema(request=None, responses=InvitationSerializer)
    def post(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """Send a new link; the older one stops working. 502 (`mail_failed`): it works still."""
        invitation = get_object_or_404(open_ones(request), pk=pk)
        try:
            again = invitations.invite_again(signed_in(request), invitation)
        except invitations.InvitationUnknown as error:
            raise NotFound from error
        except invitations.MailNotTaken as error:
            raise mail_failed() from error
        return Response(InvitationSerializer(again).data)


class WelcomeView(APIView):
    """What an invitation's link leads to."""

    permission_classes = (AllowAny,)
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "welcome"

    @extend_schema(request=TokenSerializer, responses=WelcomeSerializer)
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return who invites; 410 for a link that does not work (any more)."""
        asked = TokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            invitation = invitations.invitation_of(asked.validated_data["token"])
        except invitations.InvitationUnknown as error:
            raise too_late() from error
        return Response(WelcomeSerializer(invitation).data)


class TakeUpView(APIView):
    """The step from an invitation to an account."""

    permission_classes = (AllowAny,)
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "welcome"

    @extend_schema(request=TakeUpSerializer, responses={201: WelcomeSerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make the account; 410 as above, 409 for an address that has one."""
        given = TakeUpSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        language = (get_language() or "en")[:2]
        try:
            invitation = invitations.invitation_of(given.validated_data["token"])
            invitations.take_up(**given.validated_data, language=language)
        except invitations.InvitationUnknown as error:
            raise too_late() from error
        except invitations.AddressTaken as error:
            raise Conflict(taken_words(), "address_taken") from error
        except Invalid as error:
            raise ValidationError(error.message_dict) from error
        return Response(WelcomeSerializer(invitation).data, status=201)


def open_ones(request: Request) -> Any:
    """Return the invitations of the user's own practice; no others exist for them."""
    own = Invitation.objects.filter(practice=signed_in(request).own_practice)
    return own.select_related("practice", "invited_by").order_by("-sent_at")


def too_late() -> Gone:
    """Return the answer to a link that does not work, whatever the reason."""
    return Gone(
        _("This link does not work any more. Ask your administrator to invite you again."),
        "unknown_invitation",
    )


def mail_failed() -> BadGateway:
    """Return the answer where the mail could not be handed over."""
    return BadGateway(
        _("The mail could not be sent, and nothing was changed. Try again in a few minutes."),
        "mail_failed",
    )


def taken_words() -> str:
    """Return what somebody with two practices is told."""
    return _(
        "There is an account with this address already. An account belongs to one practice: ask "
        "for an invitation to another address."
    )
