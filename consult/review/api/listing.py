"""`/api/v1/review/consultations/`, the same as CSV and XLSX, and `/api/v1/review/queue/`."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from consult.accounts.models import AuditEntry
from consult.accounts.permissions import IsAdministrator
from consult.consultations.models import Access
from consult.consultations.services.access import record_views
from consult.review.api.entry_serializers import EntrySerializer
from consult.review.api.queries import ReviewQuery, parse_query
from consult.review.cases import State, in_queue, with_people
from consult.review.entries import entry
from consult.review.filters import FiltersSerializer
from consult.review.models import Outcome

Act = AuditEntry.Act


class QueueSerializer(FiltersSerializer):
    """The filters, and which entries of the queue."""

    state = serializers.ChoiceField(choices=["open", "resolved", "all"], default="open")
    mine = serializers.BooleanField(default=False, help_text="assigned to the signed-in user")


class Latest(CursorPagination):
    """Pages, the latest consultation first."""

    page_size = 50
    ordering = ("-ended_at", "-consultation_id")


class ListView(GenericAPIView[Outcome]):
    """A page of outcomes."""

    key_scope = "review:read"
    permission_classes = (IsAdministrator,)
    pagination_class = Latest
    serializer_class = EntrySerializer
    queryset = Outcome.objects.none()

    def page(self, question: ReviewQuery, rows: QuerySet[Outcome]) -> Response:
        """Return the page of `rows` that the cursor means."""
        found = self.paginate_queryset(with_people(rows)) or []
        # Each names a client beside a figure or an answer of theirs: they may read who saw it.
        record_views([one.consultation for one in found], question.user, Access.Act.LISTED)
        entries = [entry(one, question.rules, with_index=question.with_index) for one in found]
        return self.get_paginated_response(EntrySerializer(entries, many=True).data)


class ConsultationsView(ListView):
    """The consultations behind a figure."""

    @extend_schema(parameters=[FiltersSerializer], responses=EntrySerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of them, the latest first; it is in the audit who looked."""
        question = parse_query(request)
        question.note(Act.REVIEW_VIEWED, "consultations")
        return self.page(question, question.rows)


class QueueView(ListView):
    """Consultations worth a look by the practice's rules."""

    @extend_schema(parameters=[QueueSerializer], responses=EntrySerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of them, the latest first; without a period, of all time."""
        form = QueueSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        wish = form.validated_data
        question = parse_query(request, usual="all")
        rows = in_queue(question.rows, question.rules, cast("State", wish["state"]))
        if wish["mine"]:
            rows = rows.filter(consultation__review_case__assignee=question.user)
        question.note(Act.REVIEW_VIEWED, "queue")
        return self.page(question, rows)
