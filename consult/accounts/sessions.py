"""Signed-in browsers: when each was last seen, and ending them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.usersessions.models import UserSession
from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from consult.accounts.models import User

SEEN_EVERY: Final = timedelta(minutes=1)
"""How exact "last seen" is. allauth's own middleware writes with every request."""


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
        return response


def _note(request: HttpRequest, key: str) -> None:
    seen = UserSession.objects.filter(session_key=key).values_list("last_seen_at", flat=True)
    last = seen.first()
    if last is None or last < timezone.now() - SEEN_EVERY:
        UserSession.objects.create_from_request(request)


def end_sessions(user: User) -> int:
    """Sign a user out everywhere; return how many browsers that were. Sockets close within 2 s."""
    sessions = UserSession.objects.filter(user=user)
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended
