"""`/api/v1/invites/` and `/api/v1/participations/`: the client's side, without an account.

Joining writes the participation into the browser's session; every other call asks for it. So are
the decisions that the browser recorded: only its own refusals can be taken back in it, and only
what was recorded under its own yes can be erased in it (`services.deciding`).
"""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated, NotFound, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from consult.accounts.errors import Conflict, Gone
from consult.accounts.permissions import is_member_of
from consult.consultations.errors import (
    ConsultationOver,
    EraseElsewhere,
    InviteExpired,
    InviteUnknown,
    RefusedElsewhere,
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
from consult.consultations.services import deciding, participation
from consult.consultations.services.deciding import Decided, DecisionWish, JoinWish, OwnRecords

SESSION_KEY = "participations"
REFUSALS_KEY = "refusals"
"""Ids of the consent records by which this browser said no."""
GRANTS_KEY = "grants"
"""Ids of those by which it said yes."""


class InviteView(APIView):
    """What stands behind an invite link."""

    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "invite"

    @extend_schema(responses=InviteSerializer)
    def get(self, request: Request, token: str) -> Response:
        """Return who invites, when, and the consent text; 404 unknown, 410 expired or over."""
        consultation = invited(token)
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
        """Record the decision and let the client in.

        403 for a member of the practice (`own_practice`) and for a yes after another browser's no
        (`refused_elsewhere`); 409 when the consent text is outdated.
        """
        consultation = invited(token)
        refuse_members(request, consultation)
        wish = _valid(JoinSerializer(data=request.data))
        try:
            decided = deciding.join(consultation, own_records(request), cast("JoinWish", wish))
        except RefusedElsewhere as error:
            raise _refused_elsewhere() from error
        except StaleConsentText as error:
            raise _stale() from error
        _remember(request, decided)
        return _own_view(request, decided.participant, status.HTTP_201_CREATED)


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
        """Record a decision; with `erase` the readings held so far are deleted.

        A yes is refused as when joining. A no is always taken, but erasing is only for the browser
        that said the first yes: 403 (`erase_elsewhere`) for any other, and nothing is recorded.
        """
        person = own_participation(request, participation_id)
        wish = _valid(DecisionSerializer(data=request.data))
        if wish["decision"] == Participant.Decision.GRANTED:
            refuse_members(request, person.consultation)
        try:
            decided = deciding.decide(person, own_records(request), cast("DecisionWish", wish))
        except RefusedElsewhere as error:
            raise _refused_elsewhere() from error
        except EraseElsewhere as error:
            raise _erase_elsewhere() from error
        except StaleConsentText as error:
            raise _stale() from error
        except ConsultationOver as error:
            raise Conflict("The consultation is over.", code="consultation_over") from error
        _remember(request, decided)
        return _own_view(request, decided.participant)


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


def may_erase(request: Request, person: Participant) -> bool:
    """Tell whether this browser may erase what is held, or take it along."""
    return deciding.may_erase(person, own_records(request))


def require_may_erase(request: Request, person: Participant) -> None:
    """Raise PermissionDenied (`erase_elsewhere`) unless this browser may erase what is held."""
    if not may_erase(request, person):
        raise _erase_elsewhere()


def invited(token: str) -> Consultation:
    """Return the consultation behind a link; 404 unknown, 410 expired or over."""
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


def refuse_members(request: Request, consultation: Consultation) -> None:
    """Raise PermissionDenied (`own_practice`) for whoever is signed in as a member of the practice.

    The counsellor's agenda has the client's link: nobody there may answer for the client.
    """
    if is_member_of(request.user, consultation.practice_id):
        raise PermissionDenied(
            _(
                "This link is for the client. You are signed in as a member of this practice and "
                "cannot answer for the client."
            ),
            code="own_practice",
        )


def own_records(request: Request) -> OwnRecords:
    """Return the decisions that were made in this browser."""
    return OwnRecords(
        refusals=request.session.get(REFUSALS_KEY, []), grants=request.session.get(GRANTS_KEY, [])
    )


def _remember(request: Request, decided: Decided) -> None:
    """Keep in the session what this browser may come back to."""
    joined = [*request.session.get(SESSION_KEY, []), str(decided.participant.pk)]
    # The newest few: a shared browser at a desk must not grow its session for ever.
    request.session[SESSION_KEY] = list(dict.fromkeys(joined))[-20:]
    yes = decided.record.decision == Participant.Decision.GRANTED
    key = GRANTS_KEY if yes else REFUSALS_KEY
    request.session[key] = [*request.session.get(key, []), decided.record.pk][-100:]


def _refused_elsewhere() -> PermissionDenied:
    return PermissionDenied(
        _(
            "The analysis was refused in another browser. It can be allowed again only there; "
            "here you can take part without it."
        ),
        code="refused_elsewhere",
    )


def _erase_elsewhere() -> PermissionDenied:
    return PermissionDenied(
        _(
            "This began in another browser: what is held can be erased there. Or ask your "
            "counsellor to erase it."
        ),
        code="erase_elsewhere",
    )


def _valid(form: Serializer[Any]) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _stale() -> Conflict:
    return Conflict(
        "The consent text has changed meanwhile. Read it again and decide.", code="stale_consent"
    )


def _own_view(request: Request, person: Participant, code: int = status.HTTP_200_OK) -> Response:
    context = {"request": request, "may_erase": may_erase(request, person)}
    form = ParticipationSerializer(person, context=context)
    return Response(form.data, status=code, headers={"Cache-Control": "no-store"})
