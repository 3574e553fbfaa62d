"""Who knows the pictures that a run holds back: validation flatters whatever learns from them."""

from collections.abc import Sequence
from pathlib import Path

from analyzer import weights
from analyzer.training.run import result_of

WARNING = "%s may know the held-back pictures: validation flatters this run"


def informed(
    teachers: Sequence[str], start: Path | None, held_back: str, models: Path = weights.MODELS
) -> list[str]:
    """Return the teachers, and the checkpoint to start with, that may have learned from them.

    `held_back` is the digest of the pictures that this run holds back. Whoever held back others,
    was informed itself, or does not say, may have: a teacher passes on what it knows by heart,
    also of pictures that its pupil is never shown. Raises WeightsError.
    """
    found = [name for name in teachers if weights.model(name, models).held_back != held_back]
    if start is not None and held_back_by(start.parent) != held_back:
        found.append(str(start))
    return found


def held_back_by(folder: Path) -> str:
    """Return the digest of the pictures that a run never learned of; empty where that is unsure."""
    result = result_of(folder)
    return "" if result.get("informed") else str(result.get("held_back", ""))
