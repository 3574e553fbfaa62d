"""What an administrator does with the accounts of the practice; each act is in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from consult.accounts import mail_queue
from consult.accounts.audit import record
from consult.accounts.models import AuditEntry, Practice, User
from consult.accounts.second_factor import remove_second_factor
from consult.accounts.sessions import end_sessions


class NotAllowedUpon(Exception):
    """Nobody takes their own rights away: then a practice always keeps an administrator."""


class NoLongerAllowed(Exception):
    """The actor lost their rights while they acted."""


def change_role(actor: User, member: User, role: str) -> User:
    """Give a colleague another role; the same one changes nothing. Raises NotAllowedUpon."""
    with _acting_upon(actor, member) as held:
        if held.role != role:
            held.role = role
            held.save(update_fields=["role"])
            record(actor, AuditEntry.Act.ROLE_CHANGED, subject=held, role=role)
    return held


def deactivate(actor: User, member: User) -> User:
    """Close a colleague's account and sign them out everywhere. Raises NotAllowedUpon."""
    with _acting_upon(actor, member) as held:
        if held.is_active:
            held.is_active = False
            held.save(update_fields=["is_active"])
            record(actor, AuditEntry.Act.DEACTIVATED, subject=held)
        end_sessions(held)
    return held


def reactivate(actor: User, member: User) -> User:
    """Open a closed account again. Raises NotAllowedUpon."""
    with _acting_upon(actor, member) as held:
        if not held.is_active:
            held.is_active = True
            held.save(update_fields=["is_active"])
            record(actor, AuditEntry.Act.REACTIVATED, subject=held)
    return held


def reset_second_factor(actor: User, member: User) -> None:
    """Take a lost second factor away and sign the colleague out. Raises NotAllowedUpon."""
    with _acting_upon(actor, member) as held:
        removed = remove_second_factor(held)
        if removed:
            record(actor, AuditEntry.Act.SECOND_FACTOR_RESET, subject=held)
            end_sessions(held)
    if removed:
        mail_queue.send_change_notice(held, "second_factor_reset")


@contextmanager
def _acting_upon(actor: User, member: User) -> Iterator[User]:
    """Give the member as they stand, locked.

    Everyone acting in a practice waits for its row: of two administrators who demote each other
    at the same moment, the second finds that it may not any more.
    """
    if actor.pk == member.pk:
        raise NotAllowedUpon
    with acting_for_practice(actor) as practice:
        yield User.objects.get(pk=member.pk, practice=practice)


@contextmanager
def acting_for_practice(actor: User) -> Iterator[Practice]:
    """Give the administrator's practice as it stands, locked. Raises NoLongerAllowed."""
    with transaction.atomic():
        practice = Practice.objects.select_for_update().get(pk=actor.own_practice.pk)
        present = User.objects.get(pk=actor.pk)
        if not present.is_active or present.role != User.Role.ADMINISTRATOR:
            raise NoLongerAllowed
        yield practice
