"""`/api/v1/participations/<id>/rating/` and `/api/v1/rating-link/`: the client's side."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.errors import Conflict
from consult.consultations.api.browser import own_participation, refuse_members
from consult.consultations.api.throttles import AddressThrottle, BrowserThrottle
from consult.consultations.models import Participant
from consult.review import selectors
from consult.review.errors import NotEnded, OtherScale, PersonErased, TooLate, UnknownLink
from consult.review.links import person_behind, person_named
from consult.review.serializers import (
    AnswerSerializer,
    LinkedSerializer,
    LinkSerializer,
    RatingFormSerializer,
)
from consult.review.services import rating

RATERS_KEY = "raters"
"""Participations for which this browser opened a reminder's link."""


class RaterThrottle(BrowserThrottle):
    """Counts a browser that opened a reminder's link by its participation."""

    def link(self, request: Request, view: Any) -> str:
        """Return the address's participation, if this browser may rate it by a link."""
        wanted = str(view.kwargs["participation_id"])
        return wanted if wanted in request.session.get(RATERS_KEY, []) else ""


class ReminderThrottle(BrowserThrottle):
    """Counts by the participation whose link is opened; a forged one by its address."""

    def link(self, request: Request, view: Any) -> str:
        """Return the participation that the key names."""
        sent = request.data
        return person_named(sent.get("key")) if isinstance(sent, dict) else ""


class OwnRatingView(APIView):
    """The client's own rating, for the browser that joined or opened the reminder's link."""

    permission_classes = (AllowAny,)
    throttle_classes = (RaterThrottle, AddressThrottle)
    throttle_scope = "rating"

    @extend_schema(responses=RatingFormSerializer)
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return what is asked and what was said; 401 in any other browser."""
        return _form(_rater(request, participation_id))

    @extend_schema(request=AnswerSerializer, responses=RatingFormSerializer)
    def put(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Give or change the rating, until seven days after the end.

        409 before the end (`not_ended`), after the seven days (`too_late`), where the client's data
        was erased (`erased`) or the questions have changed (`other_scale`); 403 for a member of the
        practice (`own_practice`).
        """
        person = _rater(request, participation_id)
        refuse_members(request, person.consultation)
        scale = selectors.asked_scale(person.consultation)
        form = AnswerSerializer(data=request.data, context={"scale": scale})
        form.is_valid(raise_exception=True)
        with _refusing():
            rating.rate(person, cast("rating.Answer", form.validated_data), timezone.now())
        return _form(person)

    @extend_schema(request=None, responses={200: RatingFormSerializer})
    def delete(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Delete the rating and its comment, at any time."""
        person = _rater(request, participation_id)
        refuse_members(request, person.consultation)
        rating.take_back(person)
        return _form(person)


class RatingLinkView(APIView):
    """The link in a reminder."""

    permission_classes = (AllowAny,)
    # The address first: a body that cannot be read names no participation to count by.
    throttle_classes = (AddressThrottle, ReminderThrottle)
    throttle_scope = "invite"

    @extend_schema(request=LinkSerializer, responses=LinkedSerializer)
    def post(self, request: Request) -> Response:
        """Let this browser rate, and nothing else; 404 for an unknown key."""
        form = LinkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            person = person_behind(form.validated_data["key"])
        except UnknownLink as error:
            raise NotFound(_("This link is unknown."), code="unknown_link") from error
        known = [*request.session.get(RATERS_KEY, []), str(person.pk)]
        request.session[RATERS_KEY] = list(dict.fromkeys(known))[-20:]
        return Response({"participation": person.pk})


def _rater(request: Request, participation_id: uuid.UUID) -> Participant:
    """Return the participation that this browser may rate; 401 for any other."""
    if str(participation_id) not in request.session.get(RATERS_KEY, []):
        return own_participation(request, participation_id)
    people = Participant.objects.select_related("consultation__practice")
    found = people.select_related("consultation__counsellor").filter(pk=participation_id).first()
    if found is None:
        raise NotFound("This participation no longer exists.")
    return found


def _form(person: Participant) -> Response:
    consultation = person.consultation
    until = selectors.open_until(consultation)
    answer = {
        "scale": selectors.asked_scale(consultation),
        "open": until is not None
        and timezone.now() <= until
        and consultation.client_id is not None,
        "until": until,
        "counsellor": consultation.counsellor,
        "ended_at": consultation.ended_at,
        "rating": selectors.rating_of(consultation),
    }
    return Response(RatingFormSerializer(answer).data)


@contextmanager
def _refusing() -> Iterator[None]:
    """Say the refusals of `rate` in HTTP."""
    try:
        yield
    except NotEnded as error:
        raise Conflict(_("The consultation has not ended."), code="not_ended") from error
    except TooLate as error:
        raise Conflict(
            _("A consultation can be rated for seven days. They are over."), code="too_late"
        ) from error
    except PersonErased as error:
        raise Conflict(_("What was held about you was erased."), code="erased") from error
    except OtherScale as error:
        raise Conflict(
            _("The questions have changed meanwhile. Load the page again."), code="other_scale"
        ) from error
