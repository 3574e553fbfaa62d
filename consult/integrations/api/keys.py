"""`/api/v1/practice/keys/`: keys for the practice's programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.permissions import IsAdministrator
from consult.integrations.models import ApiKey, Scope
from consult.integrations.services import keys


class KeySerializer(serializers.ModelSerializer[ApiKey]):
    """A key as its practice sees it; the secret is not among it."""

    # The library's field has a default, None, and would not be asked for.
    name = serializers.CharField(max_length=50)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), allow_empty=False
    )
    owner = serializers.CharField(source="owner.name", read_only=True)

    class Meta:
        model = ApiKey
        fields: tuple[str, ...] = (
            "prefix",
            "name",
            "scopes",
            "owner",
            "created",
            "expiry_date",
            "last_used_at",
        )
        read_only_fields = ("prefix", "created", "last_used_at")

    def validate_expiry_date(self, value: Any) -> Any:
        """Refuse a key that would be useless."""
        if value is not None and value <= timezone.now():
            raise serializers.ValidationError(_("Choose a time that lies ahead."))
        return value


class NewKeySerializer(KeySerializer):
    """A key that was just made, with its secret: this once."""

    secret = serializers.CharField(read_only=True)

    class Meta(KeySerializer.Meta):
        fields = (*KeySerializer.Meta.fields, "secret")


class KeysView(APIView):
    """The practice's keys that are not withdrawn."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=KeySerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the keys, the newest first."""
        found = _keys_of(request).select_related("owner")
        return Response(KeySerializer(found, many=True).data)

    @extend_schema(request=KeySerializer, responses={201: NewKeySerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a key of the signed-in administrator's; its secret is in this answer alone."""
        form = KeySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wish = form.validated_data
        key, secret = keys.make_key(
            signed_in(request), wish["name"], wish["scopes"], wish.get("expiry_date")
        )
        answer = {**KeySerializer(key).data, "secret": secret}
        return Response(answer, status=status.HTTP_201_CREATED)


class KeyView(APIView):
    """One key, by its prefix."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, prefix: str) -> Response:
        """Withdraw it: the next request that shows it is refused."""
        keys.withdraw_key(signed_in(request), get_object_or_404(_keys_of(request), prefix=prefix))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _keys_of(request: Request) -> Any:
    return ApiKey.objects.filter(practice=signed_in(request).own_practice, revoked=False)
