"""`/api/v1/review/satisfaction/`."""

from __future__ import annotations

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.models import AuditEntry
from consult.accounts.permissions import IsAdministrator
from consult.review.api.queries import parse_query
from consult.review.api.satisfaction_serializers import SatisfactionSerializer, satisfaction_json
from consult.review.filters import FoldSerializer, days_of
from consult.review.periods import By
from consult.review.satisfaction import satisfaction


class SatisfactionView(APIView):
    """What clients said, over all consultations that are asked for."""

    key_scope = "review:read"
    permission_classes = (IsAdministrator,)

    @extend_schema(parameters=[FoldSerializer], responses=SatisfactionSerializer)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the figures of the review's first page; it is in the audit who looked.

        400 for one counsellor's consultations of those that a measured fall chose (`flagged`),
        where the policy keeps the index from counsellors' names.
        """
        question = parse_query(request)
        form = FoldSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        by = cast("By | None", form.validated_data.get("by"))
        question.refuse_counting_measured_by_counsellor()
        practice, now = question.user.own_practice, question.now.astimezone(question.zone)
        found = satisfaction(question.rows, practice, by, now, measured=question.measured)
        question.note(AuditEntry.Act.REVIEW_VIEWED, "satisfaction")
        first, last = days_of(question.filters, now.date())
        answer = {"first": first, "last": last, **satisfaction_json(found)}
        return Response(answer)
