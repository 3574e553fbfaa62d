"""`/api/v1/review/consultations/<id>/`, its verdicts, and how many wait in the queue."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.models import User
from consult.accounts.permissions import IsAdministrator, IsMember, is_administrator
from consult.accounts.policy import may_show_index_by_counsellor
from consult.consultations.models import Access, Consultation
from consult.consultations.services.access import record_access
from consult.review.api.entry_serializers import (
    QueueCountSerializer,
    ReviewedSerializer,
    VerdictWishSerializer,
)
from consult.review.cases import (
    COUNTED_UP_TO,
    in_queue,
    outcomes_of,
    reviewed_consultations,
    verdicts_of,
    with_people,
)
from consult.review.entries import entry
from consult.review.models import Outcome, Verdict, rules_of
from consult.review.services import verdicts


class ReviewedView(APIView):
    """One consultation in the review."""

    permission_classes = (IsMember,)

    @extend_schema(responses=ReviewedSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return it with its verdicts: to administrators, and to the counsellor it is about."""
        consultation = _visible(request, pk)
        user = signed_in(request)
        if is_administrator(user):
            record_access(consultation, user, Access.Act.VIEWED)
        return _reviewed(user, consultation)


class VerdictsView(APIView):
    """What is found in one consultation."""

    permission_classes = (IsAdministrator,)

    @extend_schema(request=VerdictWishSerializer, responses={201: ReviewedSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Add a verdict, assign, resolve or reopen; 409 (`wrong_state`) where that is done."""
        consultation = _visible(request, pk)
        user = signed_in(request)
        form = VerdictWishSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wish = form.validated_data
        try:
            verdicts.give(
                consultation,
                user,
                Verdict.Act(wish["act"]),
                comment=wish["comment"],
                assignee=_assignee(user, wish),
            )
        except verdicts.WrongState as error:
            words = _("Somebody did this meanwhile. Read what was said.")
            raise Conflict(words, code="wrong_state") from error
        except verdicts.NoAdministrator as error:
            raise _nobody() from error
        return _reviewed(user, consultation, status.HTTP_201_CREATED)


class QueueCountView(APIView):
    """How much is left to look at."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=QueueCountSerializer)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return how many entries are open, up to a hundred, and how many of them are one's own."""
        user = signed_in(request)
        waiting = in_queue(outcomes_of(user), rules_of(user.own_practice), "open").order_by()
        mine = waiting.filter(consultation__review_case__assignee=user)
        counts = {"open": waiting[:COUNTED_UP_TO].count(), "mine": mine[:COUNTED_UP_TO].count()}
        return Response(counts)


def _visible(request: Request, pk: uuid.UUID) -> Consultation:
    """Return a consultation whose verdicts the signed-in user may read; else 404."""
    return get_object_or_404(reviewed_consultations(signed_in(request)), pk=pk)


def _reviewed(user: User, consultation: Consultation, code: int = status.HTTP_200_OK) -> Response:
    practice = user.own_practice
    outcome = with_people(Outcome.objects.all()).get(pk=consultation.pk)
    with_index = may_show_index_by_counsellor(practice)
    answer = {
        "entry": entry(outcome, rules_of(practice), with_index=with_index),
        "verdicts": verdicts_of(consultation),
        "may_judge": is_administrator(user),
    }
    return Response(ReviewedSerializer(answer).data, status=code)


def _assignee(user: User, wish: dict[str, Any]) -> User | None:
    key = wish["assignee"]
    if key is None:
        return None
    if wish["act"] != Verdict.Act.ASSIGNED:
        raise ValidationError({"assignee": [_("Only an assignment names somebody.")]})
    found = User.objects.filter(pk=key, practice=user.practice_id).first()
    if found is None:
        raise _nobody()
    return found


def _nobody() -> ValidationError:
    return ValidationError({"assignee": [_("Choose an administrator of your practice.")]})
