"""Keeping who looked at a consultation's report or readings (R7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Access, Consultation

By = Access.By


def record_access(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Keep what a member of the practice did."""
    Access.objects.create(consultation=consultation, act=act, by=_as_what(user), actor=user)


def record_view(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Keep a look that pages take again and again: once a day for each person."""
    record_views([consultation], user, act)


def record_views(consultations: Collection[Consultation], user: User, act: Access.Act) -> None:
    """Keep the same of several consultations."""
    today = Access.objects.filter(act=act, actor=user, at__date=timezone.localdate())
    noted = set(today.filter(consultation__in=consultations).values_list("consultation", flat=True))
    record_all_access((one for one in consultations if one.pk not in noted), user, act)


def record_label_view(consultation: Consultation, user: User) -> None:
    """Keep that somebody saw labels: live while the consultation goes on, read after it.

    Of every answer that holds some, wherever a page reads on. Before the opening there are none.
    """
    if consultation.opened_at is not None:
        live = not consultation.is_over
        record_view(consultation, user, Access.Act.WATCHED if live else Access.Act.READ)


def record_all_access(consultations: Iterable[Consultation], user: User, act: Access.Act) -> None:
    """Keep what somebody did with all that is held of a client."""
    Access.objects.bulk_create(
        Access(consultation=one, act=act, by=_as_what(user), actor=user) for one in consultations
    )


def record_client_view(consultation: Consultation) -> None:
    """Keep that the client opened what is shared with them: once a day."""
    looks = consultation.accesses.filter(by=By.CLIENT, act=Access.Act.VIEWED)
    if not looks.filter(at__date=timezone.localdate()).exists():
        record_client_access(consultation, Access.Act.VIEWED)


def record_client_access(consultation: Consultation, act: Access.Act) -> None:
    """Keep what the client did in their own browser."""
    Access.objects.create(consultation=consultation, act=act, by=By.CLIENT)


def _as_what(user: User) -> Access.By:
    return By.ADMINISTRATOR if user.role == User.Role.ADMINISTRATOR else By.COUNSELLOR
