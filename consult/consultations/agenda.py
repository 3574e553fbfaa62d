"""Which consultations an agenda shows, and in which order."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Final, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from consult.consultations.models import Consultation, Marker
from consult.consultations.models.client import name_key

State = Consultation.State

_NOTED = Marker.objects.filter(consultation=OuterRef("pk")).exclude(text="")
VIEWS: Final = {
    "upcoming": Q(state__in=(State.SCHEDULED, State.OPEN)),
    "past": Q(state__in=(State.ENDED, State.CANCELLED, State.NOT_HELD)),
    "unfinished": Q(state=State.ENDED)
    & (~Q(report_state=Consultation.ReportState.READY) | (Q(note="") & ~Exists(_NOTED))),
}
"""`unfinished`: ended, and without a report or any written word of the counsellor."""


class Wanted(TypedDict, total=False):
    """What was asked for; whatever is missing does not matter."""

    state: str
    view: str
    client: uuid.UUID
    search: str
    since: datetime
    until: datetime


class WantedSerializer(serializers.Serializer[Any]):
    """The filters of the agenda, as they stand in the address."""

    state = serializers.ChoiceField(choices=State.choices, required=False)
    view = serializers.ChoiceField(choices=list(VIEWS), required=False)
    client = serializers.UUIDField(required=False, help_text="consultations of this client's file")
    search = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="part of the client's name"
    )
    since = serializers.DateTimeField(required=False, help_text="planned at this moment or later")
    until = serializers.DateTimeField(required=False, help_text="planned before this moment")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a range that ends before it begins."""
        since, until = attrs.get("since"), attrs.get("until")
        if since and until and since >= until:
            raise serializers.ValidationError({"until": [_("The end lies before the beginning.")]})
        return attrs


def narrowed(rows: QuerySet[Consultation], wanted: Wanted) -> QuerySet[Consultation]:
    """Return those of `rows` that were asked for."""
    if state := wanted.get("state"):
        rows = rows.filter(state=state)
    if view := wanted.get("view"):
        rows = rows.filter(VIEWS[view])
    if client := wanted.get("client"):
        rows = rows.filter(client=client)
    if search := name_key(wanted.get("search", "")):
        rows = rows.filter(client__name_key__contains=search)
    if since := wanted.get("since"):
        rows = rows.filter(scheduled_at__gte=since)
    if until := wanted.get("until"):
        rows = rows.filter(scheduled_at__lt=until)
    return rows


def soonest_first(wanted: Wanted) -> bool:
    """Tell whether the list begins with what comes next; all others begin with the latest."""
    return wanted.get("view") == "upcoming" or wanted.get("state") == State.SCHEDULED
