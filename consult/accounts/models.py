"""Practice (with its policy), User (one role in one practice), invitations, and the audit."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from consult.accounts.append_only import Record
from consult.accounts.time_zones import validate_time_zone


class Practice(models.Model):
    """A clinic or service desk. Everything a user can reach lies inside their own practice."""

    class Preset(models.TextChoices):
        """Named policies; `eu` can only be narrowed, never widened."""

        DEFAULT = "default"
        EU = "eu"
        RESEARCH = "research"

    class RatingScale(models.TextChoices):
        """What clients are asked after a consultation: one question, or four for counselling."""

        CSAT = "csat"
        SRS = "srs"

    name = models.CharField(max_length=120)
    preset = models.CharField(max_length=12, choices=Preset, default=Preset.DEFAULT)
    analyse_client = models.BooleanField(default=True)
    analyse_counsellor = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    file_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(30), MaxValueValidator(10957)]
    )
    """Days after the last appointment for which a client's file is kept, with notes, markers,
    ratings and figures; None: until somebody erases it. At most thirty years."""
    rating_scale = models.CharField(max_length=4, choices=RatingScale, default=RatingScale.CSAT)
    share_reports = models.BooleanField(default=False)
    """Whether counsellors may open a report, in plain words, to its client."""
    index_by_counsellor = models.BooleanField(default=False)
    """Whether the review may set the clients' expression index beside a counsellor's name; never
    under the preset `eu`, whatever stands here."""

    class Meta:
        verbose_name_plural = gettext_lazy("Practices")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Return a new saved user. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> User:
        """Return a new operator, who belongs to no practice."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in: a counsellor or an administrator. Clients have no account."""

    class Role(models.TextChoices):
        """What a user does in the practice."""

        ADMINISTRATOR = "administrator"
        COUNSELLOR = "counsellor"

    class Language(models.TextChoices):
        """What the product speaks."""

        ENGLISH = "en"
        UKRAINIAN = "uk"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role, default=Role.COUNSELLOR)
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    language = models.CharField(max_length=5, blank=True, choices=Language)
    """Pages and mails; empty follows the browser."""
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_time_zone])
    """IANA name, "Europe/Kyiv"; empty until the first browser that signs in tells its own."""
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = gettext_lazy("Accounts")

    def __str__(self) -> str:
        return self.name

    @property
    def own_practice(self) -> Practice:
        """The practice, for code behind `IsMember`. Raises ValueError for who belongs to none."""
        if self.practice is None:
            raise ValueError(f"User {self.pk} belongs to no practice")
        return self.practice


class Invitation(models.Model):
    """A colleague who was asked to join a practice. The link is signed; nothing secret is kept."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=User.Role)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    number = models.PositiveSmallIntegerField(default=1)
    """Which link it is: sending it again makes the older ones useless."""
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("practice", "email"), name="one_invitation_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.practice_id}"

    @property
    def invited_by_name(self) -> str:
        """Who invites; the practice itself when that user is gone."""
        return self.invited_by.name if self.invited_by else self.practice.name


class AuditEntry(Record):
    """One act that the practice must be able to account for. Never changed, never deleted.

    It holds no name and no address: a person who is erased leaves an entry without them.
    """

    class Act(models.TextChoices):
        """What was done."""

        INVITED = "invited"
        INVITED_AGAIN = "invited_again"
        INVITATION_WITHDRAWN = "invitation_withdrawn"
        JOINED = "joined"
        ROLE_CHANGED = "role_changed"
        DEACTIVATED = "deactivated"
        REACTIVATED = "reactivated"
        SECOND_FACTOR_RESET = "second_factor_reset"
        POLICY_CHANGED = "policy_changed"
        REVIEW_VIEWED = "review_viewed"
        REVIEW_EXPORTED = "review_exported"
        VERDICT_GIVEN = "verdict_given"
        RULES_CHANGED = "rules_changed"
        KEY_MADE = "key_made"
        KEY_WITHDRAWN = "key_withdrawn"
        WEBHOOK_ADDED = "webhook_added"
        WEBHOOK_CHANGED = "webhook_changed"
        WEBHOOK_REMOVED = "webhook_removed"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="audit")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    """None for whoever runs the service, and for people who are gone."""
    act = models.CharField(max_length=24, choices=Act)
    subject = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="audit")
    role = models.CharField(max_length=16, blank=True, choices=User.Role)
    """The role that was given, where the act gives one."""
    details = models.JSONField(default=dict, blank=True)
    """`policy_changed`, `rules_changed`: [before, after] by setting. Of the review: what was looked
    at, and the filters."""

    class Meta:
        verbose_name_plural = gettext_lazy("Audit")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("practice", "-at"))]

    def __str__(self) -> str:
        return f"{self.act} at {self.at}"
