"""What the measures need to know of the model that serves: read once, without loading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyzer import weights


@dataclass(frozen=True, slots=True)
class ServedModel:
    """Its version, its recall by class (None where it was not evaluated), its threshold.

    `threshold` is the probability under which an expression is called uncertain, 0..1.
    """

    version: str
    recall: Mapping[str, float] | None
    threshold: float


@cache
def served_model() -> ServedModel:
    """Return the manifest's default model as live view and report count with it."""
    entry = weights.model()
    return ServedModel(entry.version, entry.recall or None, entry.uncertain_below)
