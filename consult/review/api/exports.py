"""`/api/v1/review/consultations.csv` and `.xlsx`."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from consult.accounts.models import AuditEntry
from consult.accounts.negotiation import AnyAccept
from consult.accounts.permissions import IsAdministrator
from consult.accounts.rendered_view import RenderedView
from consult.accounts.time_zones import in_time_zone_of
from consult.review import export
from consult.review.api.queries import ReviewQuery, parse_query
from consult.review.filters import FiltersSerializer
from consult.spreadsheet import XLSX, xlsx_file


class ExportView(RenderedView):
    """A download of the consultations that are asked for."""

    key_scope = "review:read"
    permission_classes = (IsAdministrator,)
    content_negotiation_class = AnyAccept


class CsvView(ExportView):
    """As CSV."""

    @extend_schema(parameters=[FiltersSerializer], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return all of them, the latest first; it is in the audit who took them along.

        400 for one counsellor's consultations of those that a measured fall chose (`flagged`),
        where the policy keeps the index from counsellors' names; those of all name no counsellor.
        """
        question = parse_query(request)
        question.refuse_counting_measured_by_counsellor()
        question.note(AuditEntry.Act.REVIEW_EXPORTED, "csv")
        return StreamingHttpResponse(
            export.csv_lines(
                question.rows, question.rules, _columns(question), question.zone, question.keep
            ),
            content_type="text/csv; charset=utf-8",
            headers=_download("csv"),
        )


class XlsxView(ExportView):
    """As XLSX."""

    @extend_schema(parameters=[FiltersSerializer], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return up to 20,000 of them; 400 where there are more, which CSV has room for.

        400 also as for CSV.
        """
        question = parse_query(request)
        question.refuse_counting_measured_by_counsellor()
        if question.rows.order_by()[export.MOST_IN_XLSX :].exists():
            words = _("These are too many for one workbook. Choose a shorter time, or take CSV.")
            raise ValidationError({"period": [words]}, code="too_many")
        question.note(AuditEntry.Act.REVIEW_EXPORTED, "xlsx")
        columns = _columns(question)
        with in_time_zone_of(question.user):
            rows = export.rows(question.rows, question.rules, columns, question.keep)
            # Not as a stream: Django's ASGI handler takes a synchronous one in whole, and warns.
            with xlsx_file([("consultations", columns.header, rows)]) as book:
                return HttpResponse(book.read(), content_type=XLSX, headers=_download("xlsx"))


def _columns(question: ReviewQuery) -> export.Columns:
    allowed = question.with_index
    return export.Columns(with_index=allowed, with_counsellor=allowed or not question.measured)


def _download(ending: str) -> dict[str, str]:
    name = f"review-{timezone.localdate().isoformat()}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
