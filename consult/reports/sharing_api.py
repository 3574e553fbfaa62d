"""`/api/v1/consultations/<id>/sharing/` and `/api/v1/participations/<id>/report/`."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analyzer.results import EXPRESSIONS, UNCERTAIN
from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsMember
from consult.consultations.api.browser import own_data
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.models import Consultation
from consult.consultations.services.access import record_client_view
from consult.reports import sharing
from consult.reports.errors import NoReport, SharingOff
from consult.reports.serializers import PiecesField


class SharingSerializer(serializers.Serializer[Any]):
    """Whether the client may read the report."""

    shared_at = serializers.DateTimeField(source="report_shared_at", allow_null=True)


class SharedReportSerializer(serializers.Serializer[Any]):
    """A client's own part of a report, in plain words."""

    shared_at = serializers.IntegerField(help_text="Unix milliseconds")
    started_at = serializers.IntegerField(help_text="Unix milliseconds")
    ended_at = serializers.IntegerField(help_text="Unix milliseconds")
    duration_s = serializers.FloatField()
    sentences = serializers.ListField(
        child=serializers.CharField(), help_text="in the language of the request"
    )
    coverage = serializers.FloatField(allow_null=True, help_text="0..1")
    shares = inline_serializer(
        "SharedShares",
        {name: serializers.FloatField() for name in (*EXPRESSIONS, UNCERTAIN)},
        allow_null=True,
    )
    strip = PiecesField(help_text="[from, to, label] in seconds after the opening")
    gaps = PiecesField(help_text="[from, to, kind]")


class SharingView(APIView):
    """Opening a report to its client and closing it again: the consultation's counsellor only."""

    permission_classes = (IsMember,)

    @extend_schema(request=None, responses=SharingSerializer)
    def put(self, request: Request, pk: uuid.UUID) -> Response:
        """Open it; 403 (`sharing_off`) where the practice forbids it, 409 before it is ready."""
        consultation = own_consultation(request, pk)
        try:
            return _state(sharing.share(consultation, signed_in(request)))
        except SharingOff as error:
            raise PermissionDenied(
                _("Your practice does not share reports with clients. An administrator may."),
                code="sharing_off",
            ) from error
        except NoReport as error:
            raise Conflict("There is no report yet.", code="no_report") from error

    @extend_schema(request=None, responses={200: SharingSerializer})
    def delete(self, request: Request, pk: uuid.UUID) -> Response:
        """Close it again."""
        return _state(sharing.take_back(own_consultation(request, pk), signed_in(request)))


class SharedReportView(APIView):
    """What the counsellor has opened to the client."""

    permission_classes = (AllowAny,)

    @extend_schema(responses=SharedReportSerializer)
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return it; 404 (`not_shared`) where it is not, 401 in a browser that did not join."""
        consultation = own_data(request, participation_id).consultation
        shown = sharing.shared_report(consultation)
        if shown is None:
            raise NotFound("Your counsellor has not shared a report.", code="not_shared")
        record_client_view(consultation)
        return Response(shown)


def _state(consultation: Consultation) -> Response:
    return Response(SharingSerializer(consultation).data)
