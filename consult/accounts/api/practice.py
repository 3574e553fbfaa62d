"""`/api/v1/practice/`: the practice's policy, read by its members and set by administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts import policy
from consult.accounts.authentication import signed_in
from consult.accounts.membership import NoLongerAllowed
from consult.accounts.models import Practice
from consult.accounts.permissions import IsAdministrator, IsMember


class PolicySerializer(serializers.ModelSerializer[Practice]):
    """A practice with what its policy allows."""

    class Meta:
        model = Practice
        fields = (
            "id",
            "name",
            "preset",
            "analyse_client",
            "analyse_counsellor",
            "retention_days",
            "file_days",
            "rating_scale",
            "share_reports",
            "index_by_counsellor",
        )
        read_only_fields = ("id", "name")


class PracticeView(APIView):
    """The practice of the signed-in user."""

    permission_classes = (IsMember,)

    def get_permissions(self) -> Sequence[Any]:
        """Let members read, and administrators change."""
        if self.request.method in SAFE_METHODS:
            return super().get_permissions()
        return [IsAdministrator()]

    @extend_schema(responses=PolicySerializer)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the practice's policy."""
        return Response(PolicySerializer(signed_in(request).own_practice).data)

    @extend_schema(request=PolicySerializer(partial=True), responses=PolicySerializer)
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change it; what changed is in the audit. The preset `eu` is stronger than any switch."""
        actor = signed_in(request)
        form = PolicySerializer(actor.own_practice, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        try:
            changed = policy.change_policy(actor, cast("policy.Policy", form.validated_data))
        except policy.PresetForbids as error:
            raise serializers.ValidationError({error.name: [_forbidden(error.name)]}) from error
        except policy.PresetStays as error:
            words = _("Whoever runs this service can take the preset EU back. Ask them.")
            raise serializers.ValidationError({"preset": [words]}) from error
        except NoLongerAllowed as error:
            raise PermissionDenied from error
        return Response(PolicySerializer(changed).data)


def _forbidden(name: str) -> str:
    if name == "index_by_counsellor":
        return _("The preset EU keeps expression indices away from counsellors' names.")
    return _("The preset EU keeps the counsellor's own face off.")
