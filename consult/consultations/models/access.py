"""Who looked at what a consultation left behind. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from consult.accounts.append_only import Record
from consult.consultations.models.consultation import Consultation


class Access(Record):
    """One look at a consultation's report or readings, or one act that opens or closes it.

    The person whose camera was analysed may read these. They hold no name: somebody who is gone
    leaves an entry without them. Never changed, and deleted only with the consultation.
    """

    class Act(models.TextChoices):
        """What was done: watching live, looking at the report, at the labels, at what the client
        said, at both in a list of the review, taking both along in a file of the review, looking at
        the change over consultations, taking along in some form, opening to the client or
        closing."""

        WATCHED = "watched"
        VIEWED = "viewed"
        READ = "read"
        RATING = "rating"
        LISTED = "listed"
        EXPORTED = "exported"
        COMPARED = "compared"
        PDF = "pdf"
        CSV = "csv"
        JSON = "json"
        XLSX = "xlsx"
        COPIED = "copied"
        SHARED = "shared"
        TAKEN_BACK = "taken_back"

    class By(models.TextChoices):
        """As what."""

        COUNSELLOR = "counsellor"
        ADMINISTRATOR = "administrator"
        CLIENT = "client"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="accesses"
    )
    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=12, choices=Act)
    by = models.CharField(max_length=13, choices=By)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """None for the client, who has no account, and for people who are gone."""

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("consultation", "-at"), name="access_consultation"),)

    def __str__(self) -> str:
        return f"{self.act} by {self.by} at {self.at:%Y-%m-%d %H:%M:%S}"
