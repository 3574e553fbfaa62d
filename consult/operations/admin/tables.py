"""The tables that operators see. Consultations, and all that was said or seen in them, are none."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from consult.accounts import policy, services
from consult.accounts.models import AuditEntry, Practice, User
from consult.operations import dead_letters
from consult.operations.admin.site import site
from consult.operations.models import DeadLetter, PracticeLetter


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    """A table that is looked at."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Keep which operator changed which row, by its number: Django would keep its name."""
        entry: LogEntry = super().log_change(request, obj, message)
        entry.object_repr = str(obj.pk)
        entry.save(update_fields=["object_repr"])
        return entry

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False


@admin.register(Practice, site=site)
class PracticeAdmin(ReadOnly):
    """Practices and their policies. The preset is the operator's, the rest the administrator's."""

    list_display = ("name", "preset", "analyse_client", "analyse_counsellor", "retention_days")
    list_filter = ("preset",)
    search_fields = ("name",)
    readonly_fields = tuple(
        one.name for one in Practice._meta.fields if one.name not in ("id", "preset")
    )
    exclude = ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let operators change the preset: `eu` is taken back by nobody else."""
        return bool(self.has_view_permission(request, obj))

    def save_model(
        self, request: HttpRequest, obj: Practice, form: ModelForm[Practice], change: bool
    ) -> None:
        """Change the preset; the practice reads of it in its audit."""
        if "preset" in form.changed_data:
            policy.change_preset(Practice.objects.get(pk=obj.pk), obj.preset)


@admin.register(User, site=site)
class UserAdmin(ReadOnly):
    """Accounts: who has one, and closing it. Passwords are set by nobody but their owners."""

    list_display = ("email", "name", "practice", "part", "is_active", "second_factor", "last_login")
    list_filter = ("is_active", "role", "is_superuser", "practice")
    list_select_related = ("practice",)
    search_fields = ("email", "name")
    fields = (
        "is_active",
        "email",
        "name",
        "practice",
        "part",
        "language",
        "time_zone",
        "is_superuser",
        "date_joined",
        "last_login",
    )
    readonly_fields = fields[1:]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return users with whether they prove more than a password."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        found: QuerySet[User] = super().get_queryset(request).annotate(proves_more=Exists(factors))
        return found

    @admin.display(description=gettext_lazy("role"), ordering="role")
    def part(self, user: User) -> str:
        """Return the role; operators have none in any practice."""
        if user.is_superuser and user.practice_id is None:
            return _("Operator")
        return _("Administrator") if user.role == User.Role.ADMINISTRATOR else _("Counsellor")

    @admin.display(boolean=True, description=gettext_lazy("second factor"))
    def second_factor(self, user: User) -> bool:
        """Tell whether there is an app or a passkey."""
        return bool(user.proves_more)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let operators close and open accounts of others, never their own."""
        return bool(self.has_view_permission(request, obj)) and obj != request.user

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        """Close or open the account; the practice reads of it in its audit."""
        if "is_active" in form.changed_data:
            services.set_active(User.objects.get(pk=obj.pk), active=obj.is_active)


@admin.register(AuditEntry, site=site)
class AuditAdmin(ReadOnly):
    """What was done with accounts and policies, in every practice."""

    list_display = ("at", "practice", "act", "actor", "subject", "role")
    list_filter = ("act", "practice")
    list_select_related = ("practice", "actor", "subject")
    date_hierarchy = "at"
    ordering = ("-at",)


@admin.register(PracticeLetter, site=site)
class LetterAdmin(ReadOnly):
    """Which practice was sent the report of which period."""

    list_display = ("at", "practice", "period", "first_day")
    list_filter = ("period", "practice")
    list_select_related = ("practice",)


@admin.register(DeadLetter, site=site)
class DeadLetterAdmin(ReadOnly):
    """Tasks that failed for good, and sending them once more."""

    list_display = ("at", "task", "error", "attempts", "complete", "run_again_at")
    list_filter = ("task", "error", "complete")
    date_hierarchy = "at"
    actions = ("run_again",)

    @admin.action(description=gettext_lazy("Run again"), permissions=("view",))
    def run_again(self, request: HttpRequest, letters: QuerySet[DeadLetter]) -> None:
        """Send the chosen tasks to the workers."""
        sent = sum(dead_letters.run_again(letter) for letter in letters)
        left = letters.count() - sent
        if sent:
            self.message_user(request, _("Sent to the workers: %(count)d") % {"count": sent})
        if left:
            words = _(
                "Not sent: %(count)d. Their arguments are not kept because they could name a "
                "person, or the broker is away."
            )
            self.message_user(request, words % {"count": left}, messages.WARNING)
