"""Making practices and their users: the only door, as nobody signs up by themselves."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from consult.accounts.models import AuditEntry, Practice, User
from consult.accounts.sessions import end_sessions


def make_practice(name: str, *, preset: str, retention_days: int) -> Practice:
    """Return a new practice.

    Raises:
        ValidationError: by field; also for a name that is taken, since people know it by its name.
    """
    practice = Practice(name=name.strip(), preset=preset, retention_days=retention_days)
    practice.full_clean()
    if Practice.objects.filter(name__iexact=practice.name).exists():
        raise ValidationError({"name": [f"There is a practice called {practice.name!r} already."]})
    practice.save()
    return practice


def make_user(practice: Practice, *, role: str, email: str, name: str, password: str) -> User:
    """Return a new user of a practice, who can sign in at once.

    Raises:
        ValidationError: by field: an address that is taken or none, a password that is too weak.
    """
    user = User(
        practice=practice,
        role=role,
        email=User.objects.normalize_email(email).strip().lower(),
        name=name.strip(),
    )
    user.set_password(password)
    user.full_clean()
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user.save()
    return user


@transaction.atomic
def set_active(user: User, *, active: bool) -> None:
    """Close or open an account at the wish of whoever runs the service; it is in the audit.

    Closing signs the user out everywhere.
    """
    user.is_active = active
    user.save(update_fields=["is_active"])
    if user.practice is not None:
        act = AuditEntry.Act.REACTIVATED if active else AuditEntry.Act.DEACTIVATED
        AuditEntry.objects.create(practice=user.practice, act=act, subject=user)
    if not active:
        end_sessions(user)


def practice_called(name: str) -> Practice | None:
    """Return the practice of this name, however it is capitalised, or None."""
    return Practice.objects.filter(name__iexact=name.strip()).first()
