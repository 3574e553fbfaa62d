"""Keeping who looked at a consultation's report or readings (R7)."""

from __future__ import annotations

from collections.abc import Iterable

from consult.accounts.models import User
from consult.consultations.models import Access, Consultation

By = Access.By


def note_access(consultation: Consultation, user: User, act: Access.Act) -> None:
    """Keep what a member of the practice did."""
    Access.objects.create(consultation=consultation, act=act, by=_as_what(user), actor=user)


def note_watching(consultation: Consultation, user: User) -> None:
    """Keep that somebody watches live: once, as a page that reconnects goes on with it."""
    if not Access.objects.filter(
        consultation=consultation, act=Access.Act.WATCHED, actor=user
    ).exists():
        note_access(consultation, user, Access.Act.WATCHED)


def note_access_of_all(consultations: Iterable[Consultation], user: User, act: Access.Act) -> None:
    """Keep what somebody did with all that is held of a client."""
    Access.objects.bulk_create(
        Access(consultation=one, act=act, by=_as_what(user), actor=user) for one in consultations
    )


def note_clients_access(consultation: Consultation, act: Access.Act) -> None:
    """Keep what the client did in their own browser."""
    Access.objects.create(consultation=consultation, act=act, by=By.CLIENT)


def _as_what(user: User) -> Access.By:
    return By.ADMINISTRATOR if user.role == User.Role.ADMINISTRATOR else By.COUNSELLOR
