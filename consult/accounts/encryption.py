"""Encryption at rest with keys derived from `SECRET_KEY`, one for each purpose."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class DecryptionFailed(Exception):
    """Encrypted with an unknown key, for another purpose, or not encrypted by this service."""


def encrypt(purpose: str, text: str) -> str:
    """Return the text encrypted for this purpose (Fernet)."""
    return _cipher(purpose, _keys()).encrypt(text.encode()).decode()


def decrypt(purpose: str, encrypted: str) -> str:
    """Return what was encrypted for this purpose. Raises DecryptionFailed."""
    try:
        return _cipher(purpose, _keys()).decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise DecryptionFailed from error


def keyed_digest(text: str) -> str:
    """Return an HMAC-SHA-256 of a session key or address, for use in Redis keys; 64 hex digits.

    Redis shows its keys in commands and keeps them in its log on disk. The digest is the same for
    the same text and cannot be traced back without SECRET_KEY.
    """
    return salted_hmac("consult.mark", text, algorithm="sha256").hexdigest()


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _cipher(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    """Return a cipher that encrypts with the first key and decrypts with any."""
    digests = [hashlib.sha256(f"{purpose}:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
