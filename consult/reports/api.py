"""`/api/v1/consultations/<id>/report/` and `sharing/`."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsMember
from consult.accounts.time_zones import in_time_zone_of
from consult.consultations import selectors
from consult.consultations.models import Access, Consultation
from consult.reports import services
from consult.reports.errors import NotEnded
from consult.reports.selectors import attempts_at, ready_report, report_data
from consult.reports.serializers import ReportSerializer
from consult.reports.view_records import record_report_view


class ReportView(APIView):
    """The report as data."""

    key_scope = "reports:read"
    permission_classes = (IsMember,)

    @extend_schema(responses=ReportSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return how far the report is, and the report when it is ready; each view is kept."""
        consultation = visible(request, pk)
        user = signed_in(request)
        with in_time_zone_of(user):
            answer = _state_of(consultation)
        if answer.data["data"] is not None:
            record_report_view(consultation, user, Access.Act.VIEWED, answer.data["data"])
        return answer

    @extend_schema(request=None, responses={202: ReportSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Have a failed report built anew; 409 before the consultation has ended."""
        consultation = visible(request, pk)
        try:
            services.rebuild(consultation)
        except NotEnded as error:
            raise Conflict("The consultation has not ended.", code="not_ended") from error
        consultation.refresh_from_db(fields=["report_state"])
        return _state_of(consultation, status.HTTP_202_ACCEPTED)


def visible(request: Request, pk: uuid.UUID) -> Consultation:
    """Return a consultation the signed-in user may see; 404 for any other, existing or not."""
    return get_object_or_404(selectors.consultations_of(signed_in(request)), pk=pk)


def _state_of(consultation: Consultation, code: int = status.HTTP_200_OK) -> Response:
    report = ready_report(consultation)
    answer: dict[str, Any] = {
        "state": report.state if report else consultation.report_state,
        "attempt": report.attempts if report else attempts_at(consultation),
        "built_at": report.built_at if report else None,
        "data": report_data(report) if report else None,
    }
    # The data goes out as it was stored: a serializer would copy thousands of numbers for nothing.
    return Response(answer, status=code)
