"""`/api/v1/me/`: who is signed in, and what they may change of themselves."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.models import Practice, User
from consult.accounts.permissions import IsMember


class PracticeSerializer(serializers.ModelSerializer[Practice]):
    """A practice as its members see it."""

    class Meta:
        model = Practice
        fields = ("id", "name", "share_reports")
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[User]):
    """The signed-in user."""

    practice = PracticeSerializer(read_only=True)
    # Text: empty follows the browser, which the schema of a choice leaves out.
    language = serializers.CharField(read_only=True)

    class Meta:
        model = User
        fields = ("id", "email", "name", "role", "language", "practice", "time_zone")
        read_only_fields = fields


class MyChangesSerializer(serializers.ModelSerializer[User]):
    """What somebody changes of themselves: never role, practice or address."""

    class Meta:
        model = User
        fields = ("name", "language", "time_zone")

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Write these columns alone: an account that was closed meanwhile stays closed."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(validated_data))
        return instance


class MeView(APIView):
    """The signed-in user with role and practice."""

    permission_classes = (IsMember,)

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the signed-in user; 401 when nobody is."""
        return Response(MeSerializer(signed_in(request)).data)

    @extend_schema(request=MyChangesSerializer, responses=MeSerializer)
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change one's own name, language or time zone."""
        user = signed_in(request)
        changes = MyChangesSerializer(user, data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        changes.save()
        return Response(MeSerializer(user).data)
