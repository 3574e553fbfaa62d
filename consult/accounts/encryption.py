"""What must not be read where it is kept: sealed with the service's own key, a purpose each."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class DecryptionFailed(Exception):
    """Sealed with a key that is no longer known, for another purpose, or not at all."""


def encrypt(purpose: str, text: str) -> str:
    """Return the text as only this service can read it."""
    return _sealer(purpose, _keys()).encrypt(text.encode()).decode()


def decrypt(purpose: str, sealed: str) -> str:
    """Return what was sealed for this purpose. Raises Unreadable."""
    try:
        return _sealer(purpose, _keys()).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise DecryptionFailed from error


def keyed_digest(text: str) -> str:
    """Return what stands for a session or an address in a key of Redis.

    Such keys are shown by its commands and lie in its log on disk. 64 hexadecimal digits: the same
    for the same text, and not to be traced back without SECRET_KEY.
    """
    return salted_hmac("consult.mark", text, algorithm="sha256").hexdigest()


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _sealer(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    """Return what seals with the first key and opens with any."""
    digests = [hashlib.sha256(f"{purpose}:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
