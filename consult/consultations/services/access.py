"""Keeping who looked at a consultation's report or readings (R7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Access, Consultation

By = Access.By


def note_access(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Keep what a member of the practice did."""
    Access.objects.create(consultation=consultation, act=act, by=_as_what(user), actor=user)


def note_look(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Keep a look that pages take again and again: once a day for each person."""
    note_look_at_all([consultation], user, act)


def note_look_at_all(consultations: Collection[Consultation], user: User, act: Access.Act) -> None:
    """Keep the same of several consultations."""
    today = Access.objects.filter(act=act, actor=user, at__date=timezone.localdate())
    noted = set(today.filter(consultation__in=consultations).values_list("consultation", flat=True))
    note_access_of_all((one for one in consultations if one.pk not in noted), user, act)


def note_labels(consultation: Consultation, user: User) -> None:
    """Keep that somebody saw labels: live while the consultation goes on, read after it.

    Of every answer that holds some, wherever a page reads on. Before the opening there are none.
    """
    if consultation.opened_at is not None:
        live = not consultation.is_over
        note_look(consultation, user, Access.Act.WATCHED if live else Access.Act.READ)


def note_access_of_all(consultations: Iterable[Consultation], user: User, act: Access.Act) -> None:
    """Keep what somebody did with all that is held of a client."""
    Access.objects.bulk_create(
        Access(consultation=one, act=act, by=_as_what(user), actor=user) for one in consultations
    )


def note_clients_look(consultation: Consultation) -> None:
    """Keep that the client opened what is shared with them: once a day."""
    looks = consultation.accesses.filter(by=By.CLIENT, act=Access.Act.VIEWED)
    if not looks.filter(at__date=timezone.localdate()).exists():
        note_clients_access(consultation, Access.Act.VIEWED)


def note_clients_access(consultation: Consultation, act: Access.Act) -> None:
    """Keep what the client did in their own browser."""
    Access.objects.create(consultation=consultation, act=act, by=By.CLIENT)


def _as_what(user: User) -> Access.By:
    return By.ADMINISTRATOR if user.role == User.Role.ADMINISTRATOR else By.COUNSELLOR
