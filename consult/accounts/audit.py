"""Writing and reading what a practice must be able to account for."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q, QuerySet

from consult.accounts.models import AuditEntry, Practice, User

Act = AuditEntry.Act

UPON_DATA: Final = (
    Act.REVIEW_VIEWED,
    Act.REVIEW_EXPORTED,
    Act.VERDICT_GIVEN,
    Act.RULES_CHANGED,
)
"""Looking at what is held of people, taking it along, judging by it; all others are upon
accounts."""


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


def entries_of(practice: Practice, *, upon_data: bool = False) -> QuerySet[AuditEntry]:
    """Return a practice's entries, upon accounts or upon data, the latest first."""
    entries = AuditEntry.objects.filter(practice=practice)
    entries = entries.filter(act__in=UPON_DATA) if upon_data else entries.exclude(act__in=UPON_DATA)
    return entries.select_related("actor", "subject").order_by("-at", "-pk")


def entries_about(user: User) -> QuerySet[AuditEntry]:
    """Return what concerns one user, the latest first.

    That is what was done with their account and what was looked at of theirs, and also who looked
    at the figures of everybody in their practice.
    """
    of_everybody = Q(subject=None, act__in=UPON_DATA, practice=user.practice_id)
    entries = AuditEntry.objects.filter(Q(subject=user) | of_everybody)
    return entries.select_related("actor", "subject").order_by("-at", "-pk")
