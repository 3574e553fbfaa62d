"""Whose practice each row is of, by every relation that leads there: read from the models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from consult.accounts.models import Practice

Rows = dict[str, dict[Any, tuple[Any, ...]]]
DEEP = 4
"""Relations from a row to its practice, at most."""


def ways(model: type[Model], before: tuple[type[Model], ...] = ()) -> Iterator[str]:
    """Yield every way from a row to a practice: `client__counsellor__practice`."""
    if model is Practice or model in before or len(before) == DEEP:
        return
    for name, target in relations(model):
        if target is Practice:
            yield name
        for further in ways(target, (*before, model)):
            yield f"{name}__{further}"


def relations(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    """Yield the relations that a row of this model holds, with what they lead to."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            yield field.name, field.related_model


def owned() -> Iterator[tuple[type[Model], list[str]]]:
    """Yield every model whose rows are of a practice, with the ways there."""
    for model in apps.get_models():
        found = sorted(ways(model))
        if found:
            yield model, found


def mixed() -> list[str]:
    """Name every row that relates things of two practices."""
    return [
        f"{model._meta.label} {row[0]}"
        for model, found in owned()
        for row in model._base_manager.values_list("pk", *found)
        if len({one for one in row[1:] if one is not None}) > 1
    ]


def rows_of(practice: Practice) -> Rows:
    """Return everything that is of a practice, whole, by model and key; and itself."""
    itself = {practice.pk: Practice.objects.filter(pk=practice.pk).values_list()[0]}
    own = {model._meta.label: dict(_rows(model, found, practice)) for model, found in owned()}
    return {Practice._meta.label: itself, **own}


def _rows(
    model: type[Model], found: list[str], practice: Practice
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    columns = [field.attname for field in model._meta.concrete_fields]
    for row in model._base_manager.values_list("pk", *columns, *found):
        if practice.pk in row[1 + len(columns) :]:
            yield row[0], row[1 : 1 + len(columns)]


def related_names(practice: Practice) -> dict[str, Any]:
    """Return, for each name of a relation in any model, a row of this practice that it could name.

    With and without `_id`, as both could stand in a request.
    """
    found: dict[str, Any] = {}
    keys = {label: list(rows) for label, rows in rows_of(practice).items()}
    for model, _found in owned():
        for name, target in relations(model):
            if there := keys.get(target._meta.label):
                found |= dict.fromkeys((name, f"{name}_id"), there[0])
    return found
