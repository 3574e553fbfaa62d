"""Keyset pagination of logs, newest first, by the id of the last entry that was shown."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from rest_framework import serializers

Row = TypeVar("Row", bound=Model)


class BeforeSerializer(serializers.Serializer[Any]):
    """The cursor: the last entry shown."""

    before = serializers.IntegerField(
        required=False, min_value=1, help_text="an entry's id: only what is older"
    )


def older_than(entries: QuerySet[Row], before: int | None) -> QuerySet[Row]:
    """Return the entries older than this id; none if the id is not among them."""
    if before is None:
        return entries
    at = entries.filter(pk=before).values_list("at", flat=True).first()
    if at is None:
        return entries.none()
    return entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=before))
