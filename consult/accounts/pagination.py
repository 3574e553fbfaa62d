"""Lists of what happened, the latest first, which are read on by the last entry that was shown."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from rest_framework import serializers

Row = TypeVar("Row", bound=Model)


class BeforeSerializer(serializers.Serializer[Any]):
    """Where to read on."""

    before = serializers.IntegerField(
        required=False, min_value=1, help_text="an entry's id: only what is older"
    )


def older_than(entries: QuerySet[Row], before: int | None) -> QuerySet[Row]:
    """Return what is older than the entry of this id; nothing where it is not among them."""
    if before is None:
        return entries
    at = entries.filter(pk=before).values_list("at", flat=True).first()
    if at is None:
        return entries.none()
    return entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=before))
