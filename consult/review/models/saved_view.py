"""Filters that somebody wants to come back to."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

MOST: Final = 30
"""Saved views of one person."""


class SavedView(models.Model):
    """One person's filters under a name. Nobody else sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    """As `consult.review.filters.FiltersSerializer` reads them: "the last 90 days" stay the last
    ones."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "name"), name="one_view_of_each_name"),
        )

    def __str__(self) -> str:
        return f"view {self.pk}"
