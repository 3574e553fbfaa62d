"""The report of a consultation: figures only, no name and no note of anybody."""

from __future__ import annotations

from django.db import models

from consult.consultations.models import Consultation


class Report(models.Model):
    """What was measured in a consultation, as far as one last reading and by one model.

    Names and markers are not kept in it: they are read anew whenever the report is shown, so a
    name that is erased or a marker that is added later needs no rebuilding.
    """

    class Kind(models.TextChoices):
        """What the report is about."""

        CONSULTATION = "consultation"

    class State(models.TextChoices):
        """building → ready, or building → failed → building once more."""

        BUILDING = "building"
        READY = "ready"
        FAILED = "failed"

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CONSULTATION)
    model_version = models.CharField(max_length=255, blank=True)
    """Versions of the models behind the readings, joined by a comma; empty without readings."""
    last_reading = models.BigIntegerField(default=0)
    """Id of the newest reading in it, 0 when there is none."""
    state = models.CharField(max_length=8, choices=State, default=State.BUILDING)
    data = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    """Why building failed, in general words: no figure and no person is named."""
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    """When it was last begun or sent to the workers by the sweep."""
    built_at = models.DateTimeField(null=True, blank=True)
    readings_deleted_at = models.DateTimeField(null=True, blank=True)
    """When the readings' time was over and the labels went; the figures stay."""

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "kind", "model_version", "last_reading"),
                name="one_report_per_reading_and_model",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} report {self.pk} {self.state}"
