"""Looking at a consultation: verdicts are added, and the case stands as the last one left it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from consult.accounts import audit
from consult.accounts.models import AuditEntry, User
from consult.consultations.models import Consultation
from consult.review.models import Case, Verdict

Act = Verdict.Act
FOUND: Final = (Act.LOOKED_AT, Act.FOLLOW_UP, Act.NO_ACTION)
"""What somebody found; the other acts only move the case."""


class WrongState(Exception):
    """What is resolved cannot be resolved again, and only that can be reopened."""


class NoAdministrator(Exception):
    """Cases are looked at by active administrators of the practice."""


@transaction.atomic
def give(
    consultation: Consultation,
    author: User,
    act: Verdict.Act,
    *,
    comment: str = "",
    assignee: User | None = None,
) -> Verdict:
    """Add one verdict, and move the case as it says.

    Raises:
        WrongState: resolving what is resolved, or reopening what is not.
        NoAdministrator: `assignee` is nobody who could look.
    """
    Case.objects.get_or_create(consultation=consultation)
    case = Case.objects.select_for_update().get(consultation=consultation)
    if assignee is not None and not _may_look(assignee, consultation):
        raise NoAdministrator
    _move(case, act, assignee)
    audit.record(
        author,
        AuditEntry.Act.VERDICT_GIVEN,
        subject=consultation.counsellor,
        details={"consultation": str(consultation.pk), "act": act.value},
    )
    return Verdict.objects.create(
        consultation=consultation,
        author=author,
        act=act,
        comment=comment,
        assignee=assignee,
        at=timezone.now(),
    )


def forget_comments(consultations: Collection[Consultation]) -> None:
    """Empty what was written about consultations whose client is erased; the acts stay."""
    # Past the queryset that refuses: the one change a verdict may ever see.
    QuerySet(Verdict).filter(consultation__in=consultations).update(comment="")


def _may_look(user: User, consultation: Consultation) -> bool:
    return (
        user.is_active
        and user.role == User.Role.ADMINISTRATOR
        and user.practice_id == consultation.practice_id
    )


def _move(case: Case, act: Verdict.Act, assignee: User | None) -> None:
    if act == Act.RESOLVED:
        # A rating that came later opened it again: then it is resolved anew.
        rated_at = case.consultation.outcome.rated_at
        if case.resolved_at and not (rated_at and rated_at > case.resolved_at):
            raise WrongState
        case.resolved_at = timezone.now()
    elif act == Act.REOPENED:
        if case.resolved_at is None:
            raise WrongState
        case.resolved_at = None
    elif act == Act.ASSIGNED:
        case.assignee = assignee
    case.save()
