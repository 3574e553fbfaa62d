"""`Authorization: Api-Key …`: programs read the API, and only what a view opens to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework_api_key.permissions import KeyParser

from consult.accounts.models import User
from consult.accounts.permissions import is_administrator
from consult.integrations.models import ApiKey

NOTED_EVERY: Final = timedelta(minutes=1)
"""`last_used_at` is as exact as this: a program that asks ten times a second writes rarely."""


class KeyAuthentication(BaseAuthentication):
    """Lets a program in as its key's owner, to read.

    Whatever does not name a `key_scope` is closed to keys: a new view opens itself to nobody by
    being forgotten. Refused with 401: unknown, withdrawn and expired keys, and those of people who
    are no administrators any more; with 403: anything but reading, and scopes the key lacks.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """Return the key's owner and the key; None where the request shows no key."""
        secret = KeyParser().get(request)
        if secret is None:
            return None
        key = _usable(secret)
        _require_scope(key, request)
        _note_use(key)
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge that turns DRF's 403 into 401."""
        return KeyParser.keyword


class KeyThrottle(SimpleRateThrottle):
    """Counts the requests of each key; people are not slowed down by it."""

    scope = "key"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under, or None to count nothing."""
        if not isinstance(request.auth, ApiKey):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.prefix}


def _usable(secret: str) -> ApiKey:
    keys = ApiKey.objects.select_related("owner__practice")
    found: ApiKey | None = keys.filter(prefix=secret.partition(".")[0], revoked=False).first()
    if found is None or not found.is_valid(secret):
        raise AuthenticationFailed(_("This API key is unknown or withdrawn."), code="bad_key")
    if found.has_expired:
        raise AuthenticationFailed(_("This API key has expired."), code="expired_key")
    if not is_administrator(found.owner) or found.owner.practice_id != found.practice_id:
        raise AuthenticationFailed(_("This API key has lost its owner."), code="orphaned_key")
    return found


def _require_scope(key: ApiKey, request: Request) -> None:
    view = (request.parser_context or {}).get("view")
    scope = getattr(view, "key_scope", None)
    if scope is None or request.method not in SAFE_METHODS:
        raise PermissionDenied(_("API keys cannot do this."), code="not_for_keys")
    if scope not in key.scopes:
        raise PermissionDenied(
            _("This API key lacks the scope %(scope)s.") % {"scope": scope}, code="scope_missing"
        )


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
