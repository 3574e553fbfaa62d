"""`/api/v1/invites/` and `/api/v1/participations/`: the client's side, without an account.

Joining writes the participation into the browser's session; every other call asks for it.
"""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from consult.accounts.errors import Conflict
from consult.accounts.policy import may_analyse
from consult.consultations.api.browser import (
    erase_elsewhere,
    invited,
    joined_already,
    may_erase,
    own_data,
    own_participation,
    own_records,
    refuse_members,
    remember,
)
from consult.consultations.api.throttles import (
    AddressThrottle,
    AnonymousThrottle,
    BrowserWriteThrottle,
    InviteThrottle,
)
from consult.consultations.client_serializers import (
    DecisionSerializer,
    InviteSerializer,
    JoinSerializer,
    ParticipationSerializer,
    consent_form,
)
from consult.consultations.errors import (
    AnalysisNotOffered,
    ConsultationOver,
    EraseElsewhere,
    RefusedElsewhere,
    StaleConsentText,
    Undecided,
)
from consult.consultations.models import Participant
from consult.consultations.serializers import PauseSerializer
from consult.consultations.services import consent, pauses
from consult.consultations.services.consent import DecisionWish, JoinWish
from consult.consultations.services.presence import note_seen


class InviteView(APIView):
    """What stands behind an invite link."""

    permission_classes = (AllowAny,)
    throttle_classes = (InviteThrottle, AddressThrottle)
    throttle_scope = "invite"

    @extend_schema(responses=InviteSerializer)
    def get(self, request: Request, token: str) -> Response:
        """Return who invites, when, and the consent text; 404 unknown, 410 expired or over.

        Where `analysis_offered` is false the practice analyses no client's camera, and there is
        nothing to consent to.
        """
        consultation = invited(token)
        answer = {
            "consultation": consultation,
            "counsellor": consultation.counsellor,
            "practice": consultation.practice,
            "analysis_offered": may_analyse(consultation.practice, "client"),
            "consent": consent_form(
                request.LANGUAGE_CODE,
                consultation.practice.retention_days,
            ),
            "participation": joined_already(request, consultation),
        }
        return Response(InviteSerializer(answer).data)


class JoinView(APIView):
    """Joining by link: a name and a decision."""

    permission_classes = (AllowAny,)
    throttle_classes = (InviteThrottle, AddressThrottle)
    throttle_scope = "join"

    @extend_schema(request=JoinSerializer, responses={201: ParticipationSerializer})
    def post(self, request: Request, token: str) -> Response:
        """Record the decision and let the client in.

        403 for a member of the practice (`own_practice`) and for a yes after another browser's no
        (`refused_elsewhere`); 409 when the consent text is outdated (`stale_consent`) and for a yes
        to an analysis that the practice does not do (`policy`); 400 for no decision where there is
        one to make.
        """
        consultation = invited(token)
        refuse_members(request, consultation)
        wish = _valid(JoinSerializer(data=request.data))
        try:
            decided = consent.join(consultation, own_records(request), cast("JoinWish", wish))
        except RefusedElsewhere as error:
            raise _refused_elsewhere() from error
        except StaleConsentText as error:
            raise _stale() from error
        except AnalysisNotOffered as error:
            raise _not_offered() from error
        except Undecided as error:
            raise ValidationError({"decision": [_("Say whether you allow it.")]}) from error
        remember(request, decided, consultation.invite_number)
        return _own_view(request, decided.participant, status.HTTP_201_CREATED)


class ParticipationView(APIView):
    """The client's own part in a consultation."""

    permission_classes = (AllowAny,)

    @extend_schema(responses=ParticipationSerializer)
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return the participation; 401 in a browser that did not join it.

        401 (`link_replaced`), too, where the link it came by has a newer one; not after the end
        for a browser by which alone somebody joined. Before the opening it is kept that somebody
        waits.
        """
        person = own_data(request, participation_id)
        note_seen(person)
        return _own_view(request, person)


class ConsentView(APIView):
    """Deciding again: as easy to withdraw as to grant."""

    permission_classes = (AllowAny,)
    throttle_classes = (AnonymousThrottle, BrowserWriteThrottle)
    throttle_scope = "decision"

    @extend_schema(request=DecisionSerializer, responses=ParticipationSerializer)
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Record a decision; with `erase` the readings held so far are deleted.

        A yes is refused as when joining. A no is always taken, but erasing is only for the browser
        that said the first yes, or joined first where nobody was asked: 403 (`erase_elsewhere`) for
        any other, and nothing is recorded.
        """
        person = own_data(request, participation_id)
        wish = _valid(DecisionSerializer(data=request.data))
        if wish["decision"] == Participant.Decision.GRANTED:
            refuse_members(request, person.consultation)
        try:
            decided = consent.decide(person, own_records(request), cast("DecisionWish", wish))
        except RefusedElsewhere as error:
            raise _refused_elsewhere() from error
        except EraseElsewhere as error:
            raise erase_elsewhere() from error
        except StaleConsentText as error:
            raise _stale() from error
        except AnalysisNotOffered as error:
            raise _not_offered() from error
        except ConsultationOver as error:
            raise Conflict("The consultation is over.", code="consultation_over") from error
        remember(request, decided)
        return _own_view(request, decided.participant)


class PauseView(APIView):
    """Pausing the analysis for a while."""

    permission_classes = (AllowAny,)
    throttle_classes = (AnonymousThrottle, BrowserWriteThrottle)
    throttle_scope = "decision"

    @extend_schema(request=PauseSerializer, responses=ParticipationSerializer)
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Pause or resume the analysis of the client's own camera."""
        person = own_participation(request, participation_id)
        wish = _valid(PauseSerializer(data=request.data))
        return _own_view(request, pauses.pause(person, by="client", paused=wish["paused"]))


def _refused_elsewhere() -> PermissionDenied:
    return PermissionDenied(
        _(
            "The analysis was refused in another browser. It can be allowed again only there; "
            "here you can take part without it."
        ),
        code="refused_elsewhere",
    )


def _valid(form: Serializer[Any]) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _stale() -> Conflict:
    return Conflict(
        "The consent text has changed meanwhile. Read it again and decide.", code="stale_consent"
    )


def _not_offered() -> Conflict:
    return Conflict("This practice analyses no client's camera.", code="policy")


def _own_view(request: Request, person: Participant, code: int = status.HTTP_200_OK) -> Response:
    context = {"request": request, "may_erase": may_erase(request, person)}
    form = ParticipationSerializer(person, context=context)
    return Response(form.data, status=code)
