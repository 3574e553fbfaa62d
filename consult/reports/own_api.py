"""`/api/v1/participations/<id>/export.json`: a client's own data, without an account."""

from __future__ import annotations

import uuid

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from consult.accounts.negotiation import AnyAccept
from consult.consultations.api.browser import by_an_older_link, may_erase, own_data
from consult.consultations.api.throttles import AddressThrottle, BrowserThrottle
from consult.consultations.models import Access
from consult.consultations.services.access import record_client_access
from consult.reports.export import own_json


class OwnExportView(APIView):
    """All that is held of a client in one consultation."""

    permission_classes = (AllowAny,)
    throttle_classes = (BrowserThrottle, AddressThrottle)
    throttle_scope = "export"
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, participation_id: uuid.UUID) -> HttpResponseBase:
        """Return it as JSON, and keep that it was taken.

        401 in a browser that did not join; 403 (`export_elsewhere`) in one that joined by the same
        link later: it may not erase the data, nor take it along. One that came by a link that was
        replaced gets no rating: that was given by a reminder's link, perhaps by another.
        """
        person = own_data(request, participation_id)
        if not may_erase(request, person):
            raise PermissionDenied(
                _(
                    "This began in another browser: what is held can be downloaded there. Or ask "
                    "your counsellor for a copy."
                ),
                code="export_elsewhere",
            )
        record_client_access(person.consultation, Access.Act.COPIED)
        return StreamingHttpResponse(
            own_json(person, rating=not by_an_older_link(request, person)),
            content_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
        )
