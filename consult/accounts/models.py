"""Practice (with its policy), User (one role in one practice), invitations, and the audit."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from consult.accounts.append_only import Record
from consult.accounts.time_zones import validate_time_zone


class Practice(models.Model):
    """A clinic or service desk. Everything a user can reach lies inside their own practice."""

    class Preset(models.TextChoices):
        """Named policies; `eu` can only be narrowed, never widened."""

        DEFAULT = "default", gettext_lazy("Default")
        EU = "eu", gettext_lazy("EU")
        RESEARCH = "research", gettext_lazy("Research")

    class RatingScale(models.TextChoices):
        """What clients are asked after a consultation: one question, or four for counselling."""

        CSAT = "csat", "CSAT"
        SRS = "srs", "SRS"

    name = models.CharField(pgettext_lazy("of a practice", "name"), max_length=120)
    preset = models.CharField(
        gettext_lazy("preset"), max_length=12, choices=Preset, default=Preset.DEFAULT
    )
    analyse_client = models.BooleanField(gettext_lazy("analyse client"), default=True)
    analyse_counsellor = models.BooleanField(gettext_lazy("analyse counsellor"), default=False)
    retention_days = models.PositiveSmallIntegerField(
        gettext_lazy("retention days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    file_days = models.PositiveSmallIntegerField(
        gettext_lazy("file days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(30), MaxValueValidator(10957)],
    )
    """Days after the last appointment for which a client's file is kept, with notes, markers,
    ratings and figures; None: until somebody erases it. At most thirty years."""
    rating_scale = models.CharField(
        gettext_lazy("rating scale"), max_length=4, choices=RatingScale, default=RatingScale.CSAT
    )
    share_reports = models.BooleanField(gettext_lazy("share reports"), default=False)
    """Whether counsellors may open a report, in plain words, to its client."""
    index_by_counsellor = models.BooleanField(gettext_lazy("index by counsellor"), default=False)
    """Whether the review may set the clients' expression index beside a counsellor's name; never
    under the preset `eu`, whatever stands here."""

    class Meta:
        verbose_name = gettext_lazy("practice")
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

        ADMINISTRATOR = "administrator", gettext_lazy("Administrator")
        COUNSELLOR = "counsellor", gettext_lazy("Counsellor")

    class Language(models.TextChoices):
        """What the product speaks."""

        ENGLISH = "en", gettext_lazy("English")
        UKRAINIAN = "uk", gettext_lazy("Ukrainian")

    email = models.EmailField(gettext_lazy("email"), unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120)
    role = models.CharField(
        gettext_lazy("role"), max_length=16, choices=Role, default=Role.COUNSELLOR
    )
    practice = models.ForeignKey(
        Practice,
        verbose_name=gettext_lazy("practice"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
    )
    language = models.CharField(
        gettext_lazy("language"), max_length=5, blank=True, choices=Language
    )
    """Pages and mails; empty follows the browser."""
    time_zone = models.CharField(
        gettext_lazy("time zone"), max_length=64, blank=True, validators=[validate_time_zone]
    )
    """IANA name, "Europe/Kyiv"; empty until the first browser that signs in tells its own."""
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(gettext_lazy("is active"), default=True)
    date_joined = models.DateTimeField(gettext_lazy("date joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = gettext_lazy("account")
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

        INVITED = "invited", gettext_lazy("Invited")
        INVITED_AGAIN = "invited_again", gettext_lazy("Invited again")
        INVITATION_WITHDRAWN = "invitation_withdrawn", gettext_lazy("Invitation withdrawn")
        JOINED = "joined", gettext_lazy("Joined")
        ROLE_CHANGED = "role_changed", gettext_lazy("Role changed")
        DEACTIVATED = "deactivated", gettext_lazy("Deactivated")
        REACTIVATED = "reactivated", gettext_lazy("Reactivated")
        SECOND_FACTOR_RESET = "second_factor_reset", gettext_lazy("Second factor reset")
        POLICY_CHANGED = "policy_changed", gettext_lazy("Policy changed")
        REVIEW_VIEWED = "review_viewed", gettext_lazy("Review viewed")
        REVIEW_EXPORTED = "review_exported", gettext_lazy("Review exported")
        VERDICT_GIVEN = "verdict_given", gettext_lazy("Verdict given")
        RULES_CHANGED = "rules_changed", gettext_lazy("Rules changed")
        KEY_MADE = "key_made", gettext_lazy("Key made")
        KEY_WITHDRAWN = "key_withdrawn", gettext_lazy("Key withdrawn")
        WEBHOOK_ADDED = "webhook_added", gettext_lazy("Webhook added")
        WEBHOOK_CHANGED = "webhook_changed", gettext_lazy("Webhook changed")
        WEBHOOK_REMOVED = "webhook_removed", gettext_lazy("Webhook removed")

    practice = models.ForeignKey(
        Practice,
        verbose_name=gettext_lazy("practice"),
        on_delete=models.PROTECT,
        related_name="audit",
    )
    at = models.DateTimeField(pgettext_lazy("moment", "at"), default=timezone.now)
    actor = models.ForeignKey(
        User,
        verbose_name=gettext_lazy("actor"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """None for whoever runs the service, and for people who are gone."""
    act = models.CharField(gettext_lazy("act"), max_length=24, choices=Act)
    subject = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("whom it concerns", "subject"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="audit",
    )
    role = models.CharField(gettext_lazy("role"), max_length=16, blank=True, choices=User.Role)
    """The role that was given, where the act gives one."""
    details = models.JSONField(gettext_lazy("details"), default=dict, blank=True)
    """`policy_changed`, `rules_changed`: [before, after] by setting. Of the review: what was looked
    at, and the filters."""

    class Meta:
        verbose_name = gettext_lazy("audit entry")
        verbose_name_plural = gettext_lazy("Audit")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("practice", "-at"))]

    def __str__(self) -> str:
        return f"{self.act} at {self.at}"
