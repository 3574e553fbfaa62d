"""Permission predicates: plain functions for sockets and services, classes for DRF around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy
from rest_framework.permissions import BasePermission

from consult.accounts.models import User

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


def is_member(user: User | AnonymousUser) -> bool:
    """Tell whether this is an active user of some practice."""
    return isinstance(user, User) and user.is_active and user.practice_id is not None


def is_member_of(user: User | AnonymousUser, practice_id: int) -> bool:
    """Tell whether this is an active user of this very practice."""
    return is_member(user) and isinstance(user, User) and user.practice_id == practice_id


def is_counsellor(user: User | AnonymousUser) -> bool:
    """Tell whether this is an active counsellor of some practice."""
    return is_member(user) and isinstance(user, User) and user.role == User.Role.COUNSELLOR


def is_administrator(user: User | AnonymousUser) -> bool:
    """Tell whether this is an active administrator of some practice."""
    return is_member(user) and isinstance(user, User) and user.role == User.Role.ADMINISTRATOR


class IsMember(BasePermission):
    """Users of a practice; operators without one see nothing here."""

    message = gettext_lazy(
        "Your account belongs to no practice, so there is nothing to show. "
        "Ask whoever runs this service for an account in one."
    )
    code = "no_practice"

    def has_permission(self, request: Request, view: APIView | Any) -> bool:
        """Let members of a practice in; tell operators where their own pages are."""
        if isinstance(request.user, User) and request.user.is_superuser:
            self.code = "operator"
            self.message = gettext_lazy("You operate this service: your pages are at /admin/.")
        return is_member(request.user)


class IsCounsellor(BasePermission):
    """Counsellors only: they hold consultations."""

    def has_permission(self, request: Request, view: APIView | Any) -> bool:
        """Let counsellors in."""
        return is_counsellor(request.user)


class IsAdministrator(BasePermission):
    """Administrators only: they look after the practice's accounts."""

    message = gettext_lazy("Only an administrator of the practice may do this.")

    def has_permission(self, request: Request, view: APIView | Any) -> bool:
        """Let administrators in."""
        return is_administrator(request.user)
