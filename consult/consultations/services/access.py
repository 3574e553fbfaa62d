"""The access log: who viewed a consultation's report or readings (R7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Access, Consultation

By = Access.By


def record_access(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Record an access by a member of the practice."""
    Access.objects.create(consultation=consultation, act=act, by=_accessed_as(user), actor=user)


def record_view(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Record a view, at most once a day per person: pages read again and again."""
    record_views([consultation], user, act)


def record_views(consultations: Collection[Consultation], user: User, act: Access.Act) -> None:
    """Record a view of several consultations, each at most once a day per person."""
    today = Access.objects.filter(act=act, actor=user, at__date=timezone.localdate())
    noted = set(today.filter(consultation__in=consultations).values_list("consultation", flat=True))
    record_all_access((one for one in consultations if one.pk not in noted), user, act)


def record_label_view(consultation: Consultation, user: User) -> None:
    """Record that somebody saw labels: `WATCHED` while the consultation is open, `READ` afterwards.

    Called for every response that contains labels. Before the opening there are none.
    """
    if consultation.opened_at is not None:
        live = not consultation.is_over
        record_view(consultation, user, Access.Act.WATCHED if live else Access.Act.READ)


def record_all_access(consultations: Iterable[Consultation], user: User, act: Access.Act) -> None:
    """Record an access to everything stored about a client."""
    Access.objects.bulk_create(
        Access(consultation=one, act=act, by=_accessed_as(user), actor=user)
        for one in consultations
    )


def record_client_view(consultation: Consultation) -> None:
    """Record that the client opened a shared report, at most once a day."""
    looks = consultation.accesses.filter(by=By.CLIENT, act=Access.Act.VIEWED)
    if not looks.filter(at__date=timezone.localdate()).exists():
        record_client_access(consultation, Access.Act.VIEWED)


def record_client_access(consultation: Consultation, act: Access.Act) -> None:
    """Record an access by the client."""
    Access.objects.create(consultation=consultation, act=act, by=By.CLIENT)


def _accessed_as(user: User) -> Access.By:
    return By.ADMINISTRATOR if user.role == User.Role.ADMINISTRATOR else By.COUNSELLOR
