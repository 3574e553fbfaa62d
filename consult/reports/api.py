"""`/api/v1/consultations/<id>/report/`, `report.pdf` and `readings.csv`."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsMember
from consult.consultations import selectors
from consult.consultations.models import Consultation
from consult.reports import services
from consult.reports.errors import NotEnded
from consult.reports.renderers.csv import readings_csv
from consult.reports.renderers.pdf import report_pdf
from consult.reports.selectors import ready_report, report_data
from consult.reports.serializers import ReportSerializer

NO_STORE = {"Cache-Control": "no-store"}


class ReportView(APIView):
    """The report as data."""

    permission_classes = (IsMember,)

    @extend_schema(responses=ReportSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return how far the report is, and the report when it is ready."""
        return _state_of(_visible(request, pk))

    @extend_schema(request=None, responses={202: ReportSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Have a failed report built anew; 409 before the consultation has ended."""
        consultation = _visible(request, pk)
        try:
            services.rebuild(consultation)
        except NotEnded as error:
            raise Conflict("The consultation has not ended.", code="not_ended") from error
        consultation.refresh_from_db(fields=["report_state"])
        return _state_of(consultation, status.HTTP_202_ACCEPTED)


class ReportPdfView(APIView):
    """The report as a PDF."""

    permission_classes = (IsMember,)
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the PDF in the language of the request; 404 until the report is ready."""
        consultation = _visible(request, pk)
        report = ready_report(consultation)
        if report is None:
            raise NotFound("There is no report yet.", code="no_report")
        pdf = report_pdf(consultation, report_data(report))
        return HttpResponse(
            pdf, content_type="application/pdf", headers=_download(consultation, "pdf")
        )


class ReadingsCsvView(APIView):
    """Every stored reading as a table."""

    permission_classes = (IsMember,)
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the readings, oldest first."""
        consultation = _visible(request, pk)
        return StreamingHttpResponse(
            readings_csv(consultation),
            content_type="text/csv; charset=utf-8",
            headers=_download(consultation, "csv"),
        )


def _visible(request: Request, pk: uuid.UUID) -> Consultation:
    """Return a consultation the signed-in user may see; 404 for any other, existing or not."""
    return get_object_or_404(selectors.consultations_of(signed_in(request)), pk=pk)


def _state_of(consultation: Consultation, code: int = status.HTTP_200_OK) -> Response:
    report = ready_report(consultation)
    answer: dict[str, Any] = {
        "state": report.state if report else consultation.report_state,
        "built_at": report.built_at if report else None,
        "data": report_data(report) if report else None,
    }
    # The data goes out as it was stored: a serializer would copy thousands of numbers for nothing.
    return Response(answer, status=code, headers=NO_STORE)


def _download(consultation: Consultation, ending: str) -> dict[str, str]:
    """Return a download's headers; the file is named by the day, never by a person."""
    day = timezone.localtime(consultation.opened_at or consultation.scheduled_at).date()
    name = f"consultation-{day.isoformat()}.{ending}"
    return {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
