"""What a browser is shown in place of a page that it cannot have: the product's own, with a way on.

Programs, which do not ask for a page, get what Django answers.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from consult.shell import shell


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is nothing at this address."""
    if wants_html(request):
        return shell(request, status=404)
    return defaults.page_not_found(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: it is there, for somebody else."""
    if wants_html(request):
        return shell(request, status=403)
    return defaults.permission_denied(request, exception)


def wants_html(request: HttpRequest) -> bool:
    """Tell whether somebody looks at the answer: a browser names the form of a page, first."""
    return request.headers.get("Accept", "").startswith("text/html")
