"""The second factor: its secrets are sealed at rest, and an administrator can take it away."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from consult.accounts.encryption import DecryptionFailed, decrypt, encrypt

if TYPE_CHECKING:
    from consult.accounts.models import User

PURPOSE: Final = "consult.second-factor"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and the seed of recovery codes unreadable in the database."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed with the service's key."""
        return encrypt(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text, or after a change of `SECRET_KEY` a random one that no code fits.

        An empty one would be worse than an error: anybody could compute its codes.
        """
        try:
            return decrypt(PURPOSE, encrypted_text)
        except DecryptionFailed:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def _get_site_name(self) -> str:
        """Return what authenticator apps and password managers show beside the address."""
        return "Consult"


def remove_second_factor(user: User) -> int:
    """Delete app, passkeys and recovery codes; return how many of them there were."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    return int(deleted)
