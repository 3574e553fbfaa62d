"""`/api/v1/invites/` and `/api/v1/participations/`: the client's side, without an account.

Joining writes the participation into the browser's signed session; every other call asks for it.
"""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from consult.accounts.errors import Conflict, Gone
from consult.consultations.errors import (
    ConsultationOver,
    InviteExpired,
    InviteUnknown,
    StaleConsentText,
)
from consult.consultations.invites import consultation_of
from consult.consultations.models import Consultation, Participant
from consult.consultations.serializers import (
    DecisionSerializer,
    InviteSerializer,
    JoinSerializer,
    ParticipationSerializer,
    PauseSerializer,
    consent_form,
)
from consult.consultations.services import participation

SESSION_KEY = "participations"


class InviteView(APIView):
    """What stands behind an invite link."""

    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "invite"

    @extend_schema(responses=InviteSerializer)
    def get(self, request: Request, token: str) -> Response:
        """Return who invites, when, and the consent text; 404 unknown, 410 expired or over."""
        consultation = _invited(token)
        answer = {
            "consultation": consultation,
            "counsellor": consultation.counsellor,
            "practice": consultation.practice,
            "consent": consent_form(
                request.LANGUAGE_CODE,
                consultation.practice.retention_days,
            ),
            "participation": _joined_already(request, consultation),
        }
        return Response(InviteSerializer(answer).data)


class JoinView(APIView):
    """Joining by link: a name and a decision."""

    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "join"

    @extend_schema(request=JoinSerializer, responses={201: ParticipationSerializer})
    def post(self, request: Request, token: str) -> Response:
        """Record the decision and let the client in; 409 when the consent text is outdated."""
        consultation = _invited(token)
        wish = _valid(JoinSerializer(data=request.data))
        try:
            person = participation.join(consultation, **wish)
        except StaleConsentText as error:
            raise _stale() from error
        joined = [*request.session.get(SESSION_KEY, []), str(person.pk)]
        # The newest few: a shared browser at a desk must not grow its session for ever.
        request.session[SESSION_KEY] = list(dict.fromkeys(joined))[-20:]
        return _own_view(request, person, status.HTTP_201_CREATED)


class ParticipationView(APIView):
    """The client's own part in a consultation."""

    permission_classes = (AllowAny,)

    @extend_schema(responses=ParticipationSerializer)
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return the participation; 401 in a browser that did not join it."""
        return _own_view(request, own_participation(request, participation_id))


class ConsentView(APIView):
    """Deciding again: as easy to withdraw as to grant."""

    permission_classes = (AllowAny,)

    @extend_schema(request=DecisionSerializer, responses=ParticipationSerializer)
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Record a decision; with `erase` the readings held so far are deleted."""
        person = own_participation(request, participation_id)
        wish = _valid(DecisionSerializer(data=request.data))
        try:
            person = participation.decide(person, **wish)
        except StaleConsentText as error:
            raise _stale() from error
        except ConsultationOver as error:
            raise Conflict("The consultation is over.", code="consultation_over") from error
        return _own_view(request, person)


class PauseView(APIView):
    """Pausing the analysis for a while."""

    permission_classes = (AllowAny,)

    @extend_schema(request=PauseSerializer, responses=ParticipationSerializer)
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Pause or resume the analysis of the client's own camera."""
        person = own_participation(request, participation_id)
        wish = _valid(PauseSerializer(data=request.data))
        return _own_view(request, participation.pause(person, by="client", paused=wish["paused"]))


def own_participation(request: Request, participation_id: uuid.UUID) -> Participant:
    """Return a participation this browser joined; 401 for any other, existing or not."""
    if str(participation_id) not in request.session.get(SESSION_KEY, []):
        raise NotAuthenticated("Open your invite link in this browser first.")
    person = (
        Participant.objects.select_related("consultation__practice", "consultation__counsellor")
        .filter(pk=participation_id)
        .first()
    )
    if person is None:
        raise NotFound("This participation no longer exists.")
    return person


def _invited(token: str) -> Consultation:
    try:
        return consultation_of(token)
    except InviteUnknown as error:
        raise NotFound("This invite link is unknown.", code="unknown_invite") from error
    except InviteExpired as error:
        raise Gone("This invite link has expired.", code="expired_invite") from error
    except ConsultationOver as error:
        raise Gone("This consultation is over.", code="consultation_over") from error


def _joined_already(request: Request, consultation: Consultation) -> uuid.UUID | None:
    joined = request.session.get(SESSION_KEY, [])
    person = consultation.participants.filter(pk__in=joined).first()
    return person.pk if person else None


def _valid(form: Serializer[Any]) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _stale() -> Conflict:
    return Conflict(
        "The consent text has changed meanwhile. Read it again and decide.", code="stale_consent"
    )


def _own_view(request: Request, person: Participant, code: int = status.HTTP_200_OK) -> Response:
    form = ParticipationSerializer(person, context={"request": request})
    return Response(form.data, status=code, headers={"Cache-Control": "no-store"})
