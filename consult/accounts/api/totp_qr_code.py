"""`/api/v1/me/app.svg`: the code that an authenticator app scans while it is set up."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET


@require_GET
def totp_qr_code(request: HttpRequest) -> HttpResponse:
    """Return the QR code of the secret that this session was given; 404 when it was given none.

    A picture of the server's, as the secret then needs no address of its own and no script that
    draws.
    """
    secret = request.session.get(SECRET_SESSION_KEY)
    if not request.user.is_authenticated or not secret:
        return HttpResponse(status=404)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")
