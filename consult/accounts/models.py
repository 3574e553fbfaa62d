"""Practice (the organisation, with its policy) and User (one role in one practice)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone


class Practice(models.Model):
    """A clinic or service desk. Everything a user can reach lies inside their own practice."""

    class Preset(models.TextChoices):
        """Named policies; `eu` can only be narrowed, never widened."""

        DEFAULT = "default"
        EU = "eu"
        RESEARCH = "research"

    name = models.CharField(max_length=120)
    preset = models.CharField(max_length=12, choices=Preset, default=Preset.DEFAULT)
    analyse_client = models.BooleanField(default=True)
    analyse_counsellor = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

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

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role, default=Role.COUNSELLOR)
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name
