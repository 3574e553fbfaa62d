"""A client's file: who a counsellor meets, over all consultations."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from consult.accounts.time_zones import validate_time_zone


class Client(models.Model):
    """One person in one counsellor's care. Clients have no account.

    A file belongs to a counsellor, not to the practice as a whole: what is said in counselling
    stays there. Somebody who sees two counsellors of a practice has two files.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.PROTECT, related_name="clients"
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clients"
    )
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=360, editable=False)
    """The name as it is compared and searched: SQLite folds only the case of Latin letters. One
    letter can fold to three."""
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_time_zone])
    """IANA name; empty: the counsellor's."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name_key", "id")
        constraints = (
            # A name leads to one file, so that planning by name never picks the wrong person.
            models.UniqueConstraint(
                fields=("counsellor", "name_key"), name="one_file_of_each_name"
            ),
        )
        indexes = (models.Index(fields=("practice", "name_key"), name="client_practice"),)

    def __str__(self) -> str:
        return f"client {self.id}"


def name_key(name: str) -> str:
    """Return a name without capitals and spare spaces."""
    return " ".join(name.split()).casefold()
