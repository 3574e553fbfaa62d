"""Signed-in browsers: when each was last seen, and ending them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from consult.client_identity import Requester

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from consult.accounts.models import User

SEEN_EVERY: Final = timedelta(minutes=1)
"""How exact "last seen" is. allauth's own middleware writes with every request."""

GRACE: Final = timedelta(days=1)


class NoteSeen:
    """Notes when the browser of a signed-in user was last seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note: a sign-out in between leaves nothing to note."""
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.user.is_authenticated:
            _note(request, key)
            requester: Requester | None = getattr(request, "scope", {}).get("requester")
            if requester is not None:
                requester.account = request.user.pk
        return response


def _note(request: HttpRequest, key: str) -> None:
    seen = UserSession.objects.filter(session_key=key).values_list("last_seen_at", flat=True)
    last = seen.first()
    if last is None or last < timezone.now() - SEEN_EVERY:
        UserSession.objects.create_from_request(request)


def forget_ended(now: datetime) -> int:
    """Delete the addresses and browsers of sessions that are over; return how many.

    allauth does so where their owner looks at the list, which may be never. A day's grace: one
    that signs in at this moment is written in two steps.
    """
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    over = UserSession.objects.exclude(session_key__in=living)
    deleted, _ = over.filter(last_seen_at__lt=now - GRACE).delete()
    return int(deleted)


def end_sessions(user: User) -> int:
    """Sign a user out everywhere; return how many browsers that were. Sockets close within 2 s."""
    sessions = UserSession.objects.filter(user=user)
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended
