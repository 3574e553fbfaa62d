"""The call's HTTP side: tickets for its socket, and the chat by cursor, for either side."""

from __future__ import annotations

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsCounsellor
from consult.accounts.throttles import AccountThrottle
from consult.clock import to_ms
from consult.consultations import selectors
from consult.consultations.api.browser import (
    own_data,
    own_participation,
    require_may_erase,
)
from consult.consultations.api.counsellor import own_consultation
from consult.consultations.api.throttles import AnonymousThrottle, BrowserWriteThrottle
from consult.consultations.errors import WrongState
from consult.consultations.models import Consultation, Message, Participant
from consult.consultations.services import chat
from consult.live import call_admission, tickets
from consult.live.admission import Denied
from consult.live.serializers import (
    ChatCursorSerializer,
    MessageFormSerializer,
    MessageSerializer,
    MessagesSerializer,
    TicketSerializer,
)
from consult.live.ticket_throttle import TicketThrottle

AFTER = OpenApiParameter("after", type=int, description="id of the last message known")


class CounsellorTicketView(APIView):
    """A ticket for the counsellor's socket of the call."""

    permission_classes = (IsCounsellor,)
    throttle_classes = (TicketThrottle,)

    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Return a one-use ticket for one's own consultation; 409 where no call is held here."""
        consultation = own_consultation(request, pk)
        _require_call(consultation)
        return _ticket(
            user=request.user.pk,
            consultation=str(consultation.pk),
            session=request.session.session_key,
        )


class ClientTicketView(APIView):
    """A ticket for the client's socket of the call."""

    permission_classes = (AllowAny,)
    throttle_classes = (TicketThrottle,)

    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return a one-use ticket, whatever was decided about the analysis; 409 as above."""
        person = own_participation(request, participation_id)
        _require_call(person.consultation)
        return _ticket(**tickets.of_client(person))


class CounsellorMessagesView(APIView):
    """The chat as the counsellor has it."""

    permission_classes = (IsCounsellor,)
    throttle_classes = (AccountThrottle, BrowserWriteThrottle)
    throttle_scope = "chat"

    @extend_schema(parameters=[AFTER], responses=MessagesSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return messages after a cursor, oldest first."""
        return _messages(request, own_consultation(request, pk))

    @extend_schema(request=MessageFormSerializer, responses={201: MessageSerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Write a message; the same key again writes nothing. 409 unless the call is open."""
        consultation = own_consultation(request, pk)
        author = Participant.objects.select_related("consultation").get(
            consultation=consultation, role=Participant.Role.COUNSELLOR
        )
        return _written(request, author)


class ClientMessagesView(APIView):
    """The chat as the client has it."""

    permission_classes = (AllowAny,)
    throttle_classes = (AnonymousThrottle, BrowserWriteThrottle)
    throttle_scope = "chat"

    @extend_schema(parameters=[AFTER], responses=MessagesSerializer)
    def get(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Return messages after a cursor, oldest first, also after the end while they are kept."""
        return _messages(request, own_participation(request, participation_id).consultation)

    @extend_schema(request=MessageFormSerializer, responses={201: MessageSerializer})
    def post(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Write a message; the same key again writes nothing. 409 unless the call is open."""
        return _written(request, own_participation(request, participation_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, participation_id: uuid.UUID) -> Response:
        """Erase everything the client wrote; 403 (`erase_elsewhere`) as for labels."""
        person = own_data(request, participation_id)
        require_may_erase(request, person)
        chat.erase_messages(person)
        return Response(status=status.HTTP_204_NO_CONTENT)


def message_form(message: Message) -> dict[str, Any]:
    """Return a message as `MessageSerializer` describes it."""
    return {
        "id": message.pk,
        "key": str(message.key),
        "role": message.author.role,
        "at": to_ms(message.at),
        "text": message.text,
    }


def _require_call(consultation: Consultation) -> None:
    try:
        call_admission.require_call(consultation)
    except Denied as denied:
        raise Conflict("There is no call here now.", code=denied.reason) from denied


def _ticket(**claims: Any) -> Response:
    ticket = tickets.issue("call", **claims)
    return Response(ticket, status=status.HTTP_201_CREATED)


def _messages(request: Request, consultation: Consultation) -> Response:
    cursor = ChatCursorSerializer(data=request.query_params)
    cursor.is_valid(raise_exception=True)
    found = selectors.messages_after(consultation, cursor.validated_data["after"])
    answer = {
        "results": [message_form(message) for message in found[: selectors.CHAT_PAGE]],
        "more": len(found) > selectors.CHAT_PAGE,
    }
    return Response(answer)


def _written(request: Request, author: Participant) -> Response:
    form = MessageFormSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    try:
        message = chat.say(author, form.validated_data["text"], form.validated_data["key"])
    except WrongState as error:
        raise Conflict("Nothing can be written here now.", code="wrong_state") from error
    return Response(message_form(message), status=status.HTTP_201_CREATED)
