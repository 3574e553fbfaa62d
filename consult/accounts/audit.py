"""Writing and reading what a practice must be able to account for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from consult.accounts.models import AuditEntry, Practice, User


def record(
    actor: User,
    act: AuditEntry.Act,
    *,
    subject: User | None = None,
    role: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one entry, in the transaction of what it tells of."""
    return AuditEntry.objects.create(
        practice=actor.own_practice,
        actor=actor,
        act=act,
        subject=subject,
        role=role,
        details=details or {},
    )


def entries_of(practice: Practice) -> QuerySet[AuditEntry]:
    """Return a practice's entries, the latest first."""
    entries = AuditEntry.objects.filter(practice=practice)
    return entries.select_related("actor", "subject").order_by("-at", "-pk")


def entries_about(user: User) -> QuerySet[AuditEntry]:
    """Return what was done with one user's account, the latest first."""
    return AuditEntry.objects.filter(subject=user).select_related("actor").order_by("-at", "-pk")
