"""`/api/v1/consultations/<id>/report.pdf`, `report.json`, `report.xlsx` and `readings.csv`.

Each of them is kept as an access, and none may be stored on the way.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsMember
from consult.accounts.rendered_view import RenderedView
from consult.accounts.time_zones import in_time_zone_of
from consult.consultations.models import Access, Consultation
from consult.reports.api import visible
from consult.reports.data_types import ReportData
from consult.reports.renderers.csv import readings_csv
from consult.reports.renderers.pdf import report_pdf
from consult.reports.renderers.xlsx import report_xlsx
from consult.reports.selectors import ready_report, report_data
from consult.reports.view_records import record_report_view
from consult.spreadsheet import XLSX

JSON_FORMAT: Final = "consult-report-1"


class _Download(APIView):
    key_scope = "reports:read"
    permission_classes = (IsMember,)
    content_negotiation_class = AnyAccept
    act: Access.Act
    shown: ReportData | None = None
    """What is in the file, where it is a report."""

    def answer(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the file and keep who took it; nothing is kept of a refusal."""
        consultation, user = visible(request, pk), signed_in(request)
        with in_time_zone_of(user):
            file = self.file(consultation)
            day = timezone.localtime(consultation.opened_at or consultation.scheduled_at).date()
        record_report_view(consultation, user, self.act, self.shown)
        # Named by the day, never by a person.
        name = f"consultation-{day.isoformat()}.{self.act.value}"
        file["Content-Disposition"] = f'attachment; filename="{name}"'
        return file

    def file(self, consultation: Consultation) -> HttpResponseBase:
        """Return the answer without its headers. Raises NotFound where there is no report."""
        raise NotImplementedError

    def ready(self, consultation: Consultation) -> ReportData:
        """Return the report. Raises NotFound where there is none."""
        report = ready_report(consultation)
        if report is None:
            raise NotFound("There is no report yet.", code="no_report")
        self.shown = report_data(report)
        return self.shown


class ReportPdfView(RenderedView, _Download):
    """The report as a PDF."""

    act = Access.Act.PDF

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the PDF in the language of the request; 404 until the report is ready."""
        return self.answer(request, pk)

    def file(self, consultation: Consultation) -> HttpResponseBase:
        """Return the PDF."""
        pdf = report_pdf(consultation, self.ready(consultation))
        return HttpResponse(pdf, content_type="application/pdf")


class ReportJsonView(_Download):
    """The report as a file for other programs."""

    act = Access.Act.JSON

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the report's data; 404 until the report is ready."""
        return self.answer(request, pk)

    def file(self, consultation: Consultation) -> HttpResponseBase:
        """Return the data with its format's name."""
        about = {
            "format": JSON_FORMAT,
            "exported_at": timezone.now(),
            "consultation": {
                "id": consultation.pk,
                "kind": consultation.kind,
                "made_up": consultation.made_up,
            },
            "report": self.ready(consultation),
        }
        return JsonResponse(about, json_dumps_params={"ensure_ascii": False})


class ReportXlsxView(RenderedView, _Download):
    """The report as a workbook."""

    act = Access.Act.XLSX

    @extend_schema(responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return figures, shares, turning points, notes and readings; 404 until it is ready."""
        return self.answer(request, pk)

    def file(self, consultation: Consultation) -> HttpResponseBase:
        """Return the workbook."""
        with report_xlsx(consultation, self.ready(consultation)) as book:
            return HttpResponse(book.read(), content_type=XLSX)


class ReadingsCsvView(_Download):
    """Every stored reading as a table."""

    act = Access.Act.CSV

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the readings, oldest first."""
        return self.answer(request, pk)

    def file(self, consultation: Consultation) -> HttpResponseBase:
        """Return the stream."""
        rows = readings_csv(consultation, timezone.get_current_timezone())
        return StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
