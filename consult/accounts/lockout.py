"""What django-axes asks and says: which account was meant, and when to try again."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from consult.accounts.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from consult.accounts.models import User


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address somebody signs in with, as it is stored.

    Otherwise each way of writing it in capitals would have tries of its own.
    """
    return str((credentials or {}).get("email") or "").strip().lower()


def locked_out(
    request: HttpRequest, original: HttpResponse, credentials: dict[str, Any]
) -> HttpResponse:
    """Return 429 with the wait, the same whether such an account exists or not."""
    wait = _wait(typed_address(request, credentials), client_address(request))
    minutes = math.ceil(wait.total_seconds() / 60)
    answer = JsonResponse(
        {
            "status": 429,
            "code": "locked_out",
            "detail": _("Too many tries. Try again in %(minutes)s min.") % {"minutes": minutes},
            "retry_after": math.ceil(wait.total_seconds()),
        },
        status=429,
    )
    answer["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return answer


def unlock(user: User) -> None:
    """Forget the failed tries: whoever set a new password by e-mail has proved who they are."""
    reset(username=user.email)


def forget_old(now: datetime) -> int:
    """Delete failed tries that lock nobody out any more; return how many.

    axes does so too, when somebody next tries: which may be never.
    """
    old = AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME)
    deleted: int = old.delete()[0]
    return deleted


def _wait(email: str, address: str) -> timedelta:
    """Return how long the lock still holds. Tries are counted by browser, hence the latest."""
    tries = AccessAttempt.objects.filter(username=email, ip_address=address)
    latest = tries.aggregate(latest=Max("attempt_time"))["latest"] or timezone.now()
    return max(latest + settings.AXES_COOLOFF_TIME - timezone.now(), timedelta(seconds=1))
