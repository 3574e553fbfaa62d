"""Browser sessions for the API, answering 401 (not 403) to someone who is not signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotAuthenticated

from consult.accounts.models import User

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema
    from rest_framework.request import Request


class BrowserSession(SessionAuthentication):
    """Django's session with CSRF, with a challenge so that DRF says 401.

    A client has no account, but a session that says what it joined: another site's form must not
    answer for it either. So whoever shows a session and writes shows a token, signed in or not.
    """

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return who is signed in, if somebody is; 403 for writing without a CSRF token."""
        found: tuple[User, None] | None = super().authenticate(request)
        if found is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.enforce_csrf(request)
        return found

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge that turns DRF's 403 into 401."""
        return "Session"


class BrowserSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the session cookie in the OpenAPI schema."""

    target_class = BrowserSession
    name = "browserSession"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the OpenAPI security scheme."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def signed_in(request: Request) -> User:
    """Return the user behind a request that a permission class has let in."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
