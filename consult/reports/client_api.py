"""`/api/v1/clients/<id>/trend/` and `export.json`."""

from __future__ import annotations

import uuid

import structlog
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsMember
from consult.consultations import selectors
from consult.consultations.models import Access, Client
from consult.consultations.services.access import record_all_access
from consult.reports.export import client_json
from consult.reports.trend import trend_of
from consult.reports.trend_serializers import TrendSerializer

log = structlog.get_logger(__name__)


class ClientTrendView(APIView):
    """Change within one client."""

    permission_classes = (IsMember,)

    @extend_schema(responses=TrendSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return each consultation's index with its interval, and the change between them."""
        client = _visible(request, pk)
        trend = trend_of(client)
        told = [point["consultation"] for point in trend["points"] if point["index"]]
        compared = client.consultations.filter(pk__in=told)
        record_all_access(compared, signed_in(request), Access.Act.COMPARED)
        return Response(trend)


class ClientExportView(APIView):
    """All that is held of one client."""

    permission_classes = (IsMember,)
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return it as JSON: all of it for the counsellor of the client, and all but the summaries
        that the counsellor wrote for the administrator.
        """
        client = _visible(request, pk)
        user = signed_in(request)
        log.info("client_exported", client=str(client.pk), by=user.pk)
        record_all_access(client.consultations.all(), user, Access.Act.COPIED)
        return StreamingHttpResponse(
            client_json(client, user),
            content_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="client.json"'},
        )


def _visible(request: Request, pk: uuid.UUID) -> Client:
    """Return a client the signed-in user may see; 404 for any other, existing or not."""
    found = selectors.clients_of(signed_in(request)).select_related("practice")
    return get_object_or_404(found, pk=pk)
