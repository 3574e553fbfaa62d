"""Tasks that failed for good, and the periodic letters that went out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy


class DeadLetter(models.Model):
    """A task that will not be tried again by itself.

    No personal data: only arguments that are ids or numbers are kept, and the class of the error,
    not its words.
    """

    task = models.CharField(gettext_lazy("task"), max_length=120)
    arguments = models.JSONField(gettext_lazy("arguments"), default=list)
    """The positional ones, None for each that is not kept."""
    complete = models.BooleanField(gettext_lazy("complete"), default=True)
    """Every argument is kept, so the task can be run again."""
    error = models.CharField(gettext_lazy("error"), max_length=120)
    """The error's class."""
    attempts = models.PositiveSmallIntegerField(gettext_lazy("attempts"), default=1)
    at = models.DateTimeField(pgettext_lazy("moment", "at"))
    run_again_at = models.DateTimeField(gettext_lazy("run again at"), null=True, blank=True)
    """When an operator sent it once more."""

    class Meta:
        verbose_name = gettext_lazy("failed task")
        verbose_name_plural = gettext_lazy("Failed tasks")
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("-at",), name="dead_letter_time"),)

    def __str__(self) -> str:
        return f"{self.task} {self.error} at {self.at:%Y-%m-%d %H:%M}"


class PracticeLetter(models.Model):
    """The mark that a practice's report of one period fell due. Its mails are `LetterCopy`."""

    class Period(models.TextChoices):
        """Monday to Sunday, or a calendar month."""

        WEEK = "week", gettext_lazy("Week")
        MONTH = "month", gettext_lazy("Month")

    practice = models.ForeignKey(
        "accounts.Practice",
        verbose_name=gettext_lazy("practice"),
        on_delete=models.CASCADE,
        related_name="letters",
    )
    period = models.CharField(gettext_lazy("period"), max_length=8, choices=Period)
    first_day = models.DateField(gettext_lazy("first day"))
    at = models.DateTimeField(pgettext_lazy("moment", "at"))

    class Meta:
        verbose_name = gettext_lazy("practice report")
        verbose_name_plural = gettext_lazy("Practice reports")
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "period", "first_day"), name="one_letter_per_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} from {self.first_day}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is a programming error."""
        if self.pk is not None:
            raise TypeError("A letter that was sent stays sent")
        super().save(*args, **kwargs)


class LetterCopy(models.Model):
    """One mail of a practice's report, to one administrator (`accounts.mail_once`)."""

    letter = models.ForeignKey(PracticeLetter, on_delete=models.CASCADE, related_name="copies")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(null=True)
    """When it was last handed to the workers."""
    orders = models.PositiveSmallIntegerField(default=0)
    """How often it was."""
    sent_at = models.DateTimeField(null=True)
    """When the mail server was given it, claimed just before. None where it refused it."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("letter", "reader"), name="one_copy_per_reader"),
        )

    def __str__(self) -> str:
        return f"copy of letter {self.letter_id}"
