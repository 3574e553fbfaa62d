"""`/api/v1/review/consultations.csv` and `.xlsx`."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from consult.accounts.models import AuditEntry
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsAdministrator
from consult.accounts.zones import in_zone_of
from consult.review import export
from consult.review.api.asking import NO_STORE, asked
from consult.review.filters import FiltersSerializer
from consult.spreadsheet import XLSX, xlsx_file


class ExportView(APIView):
    """A download of the consultations that are asked for."""

    key_scope = "review:read"
    permission_classes = (IsAdministrator,)
    content_negotiation_class = AnyAccept


class CsvView(ExportView):
    """As CSV."""

    @extend_schema(parameters=[FiltersSerializer], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return all of them, the latest first; it is in the audit who took them along."""
        question = asked(request)
        question.note(AuditEntry.Act.REVIEW_EXPORTED, "csv")
        return StreamingHttpResponse(
            export.csv_lines(question.rows, question.rules, with_index=question.with_index),
            content_type="text/csv; charset=utf-8",
            headers=_download("csv"),
        )


class XlsxView(ExportView):
    """As XLSX."""

    @extend_schema(parameters=[FiltersSerializer], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return up to 20,000 of them; 400 where there are more, which CSV has room for."""
        question = asked(request)
        if question.rows.order_by()[export.MOST_IN_XLSX :].exists():
            words = _("These are too many for one workbook. Choose a shorter time, or take CSV.")
            raise ValidationError({"period": [words]}, code="too_many")
        question.note(AuditEntry.Act.REVIEW_EXPORTED, "xlsx")
        with_index = question.with_index
        with in_zone_of(question.user):
            book = xlsx_file(
                "consultations",
                export.header(with_index=with_index),
                export.rows(question.rows, question.rules, with_index=with_index),
            )
        return FileResponse(book, content_type=XLSX, headers=_download("xlsx"))


def _download(ending: str) -> dict[str, str]:
    name = f"review-{timezone.localdate().isoformat()}.{ending}"
    return {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
