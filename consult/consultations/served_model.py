"""What the measures need to know of a model: read once from the manifest, without loading it."""

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
    """Return the manifest's default model, as the live view counts with it."""
    return _of(weights.model())


@cache
def model_behind(version: str) -> ServedModel:
    """Return the model that made readings of this version, whichever serves now.

    Another model's recall must not weight them (docs/measures.md, 2). Where the manifest does not
    know the version, or readings are of several (`version` joins them by a comma), none does; the
    threshold is then that of the model that serves.
    """
    entry = weights.model_of(version)
    return ServedModel(version, None, served_model().threshold) if entry is None else _of(entry)


def _of(entry: weights.Model) -> ServedModel:
    return ServedModel(entry.version, entry.recall or None, entry.uncertain_below)
