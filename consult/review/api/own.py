"""`/api/v1/review/rules/` and `/api/v1/review/views/`."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts import audit
from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.models import AuditEntry
from consult.accounts.permissions import IsAdministrator
from consult.review.api.entry_serializers import RulesSerializer, SavedViewSerializer
from consult.review.filters import SavedFiltersSerializer
from consult.review.models import Rules, SavedView, rules_of
from consult.review.models.saved_view import MOST


class RulesView(APIView):
    """What comes into the practice's queue."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=RulesSerializer)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the rules; null is off."""
        return Response(RulesSerializer(rules_of(signed_in(request).own_practice)).data)

    @extend_schema(request=RulesSerializer(partial=True), responses=RulesSerializer)
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change some; the queue follows at once, and the audit says who did it."""
        user = signed_in(request)
        practice = user.own_practice
        rules = rules_of(practice)
        form = RulesSerializer(rules, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        changed = {
            name: value
            for name, value in form.validated_data.items()
            if getattr(rules, name) != value
        }
        if changed:
            details = {name: [getattr(rules, name), value] for name, value in changed.items()}
            with transaction.atomic():
                Rules.objects.get_or_create(practice=practice)
                # These columns alone: a colleague may have changed others in between.
                Rules.objects.filter(practice=practice).update(**changed)
                audit.record(user, AuditEntry.Act.RULES_CHANGED, details=details)
        return Response(RulesSerializer(rules_of(practice)).data)


class SavedViewsView(APIView):
    """One's own saved views."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=SavedViewSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return them by name."""
        views = SavedView.objects.filter(user=signed_in(request))
        return Response(SavedViewSerializer(views, many=True).data)

    @extend_schema(request=SavedViewSerializer, responses={201: SavedViewSerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep filters under a name; 409 (`name_taken`) where one has it, 400 for bad filters."""
        user = signed_in(request)
        form = SavedViewSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        SavedFiltersSerializer(data=form.validated_data["filters"]).is_valid(raise_exception=True)
        if SavedView.objects.filter(user=user).count() >= MOST:
            raise ValidationError({"name": [_("You have thirty views. Delete one first.")]})
        try:
            with transaction.atomic():
                form.save(user=user)
        except IntegrityError as error:
            words = _("You have a view of this name. Choose another one, or delete it first.")
            raise Conflict(words, code="name_taken") from error
        return Response(form.data, status=status.HTTP_201_CREATED)


class SavedViewView(APIView):
    """One of one's own saved views."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """Delete it."""
        get_object_or_404(SavedView, pk=pk, user=signed_in(request)).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
