"""The second factor: its secrets are sealed at rest, and an administrator can take it away."""

from __future__ import annotations

import base64
import hashlib
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

if TYPE_CHECKING:
    from consult.accounts.models import User


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and the seed of recovery codes unreadable in the database."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed with the service's key."""
        return _sealer(_keys()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text, or after a change of `SECRET_KEY` a random one that no code fits.

        An empty one would be worse than an error: anybody could compute its codes.
        """
        try:
            return _sealer(_keys()).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def _get_site_name(self) -> str:
        """Return what authenticator apps and password managers show beside the address."""
        return "Consult"


def has_second_factor(user: User) -> bool:
    """Tell whether this user proves more than a password."""
    return bool(Authenticator.objects.filter(user=user).exists())


def remove_second_factor(user: User) -> int:
    """Delete app, passkeys and recovery codes; return how many of them there were."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    return int(deleted)


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _sealer(keys: tuple[str, ...]) -> MultiFernet:
    """Return what seals with the first key and opens with any. A purpose of its own each."""
    digests = [hashlib.sha256(b"consult.second-factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
