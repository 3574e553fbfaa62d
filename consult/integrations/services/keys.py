"""Making and withdrawing a practice's keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from consult.accounts import audit
from consult.accounts.models import AuditEntry, User
from consult.integrations.models import ApiKey


@transaction.atomic
def make_key(
    owner: User, name: str, scopes: Sequence[str], expires_at: datetime | None
) -> tuple[ApiKey, str]:
    """Return a new key and its secret, which is shown once and not stored."""
    key = ApiKey(
        name=name,
        practice=owner.own_practice,
        owner=owner,
        scopes=sorted(set(scopes)),
        expiry_date=expires_at,
    )
    secret = ApiKey.objects.assign_key(key)
    key.save()
    audit.record(owner, AuditEntry.Act.KEY_MADE, details={"key": key.prefix, "scopes": key.scopes})
    return key, secret


@transaction.atomic
def withdraw_key(actor: User, key: ApiKey) -> None:
    """Withdraw a key for good; one that is withdrawn already stays so."""
    withdrawn = ApiKey.objects.filter(pk=key.pk, revoked=False).update(revoked=True)
    if withdrawn:
        audit.record(actor, AuditEntry.Act.KEY_WITHDRAWN, details={"key": key.prefix})
