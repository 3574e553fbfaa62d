"""Made-up courses of a consultation: moods that wander, and the probabilities they would give.

A mood is a number without unit, 0 where somebody looks mostly neutral; at 1 a smile and a neutral
face are about as probable, at −1 sadness comes near. Plain numpy, many at once where wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Random = np.random.Generator

AT_REST: Final = np.array([-1.2, -2.4, -1.8, -0.6, -0.8, -1.6, 1.2])
"""Logits of the seven expressions at mood 0, in the order of `analyzer.results.EXPRESSIONS`."""
BY_MOOD: Final = np.array([-0.8, -0.5, -0.6, 1.9, -1.5, 0.3, 0.0])
"""What one unit of mood adds to them."""
STEP: Final = 2.0
"""Seconds between two frames: as long as one may stand for, so nothing is lost by so few."""
AWAY_S: Final = 5.0
"""How long a face is turned away at a time, on average."""
UNSEEN: Final = {"no_face": 0.75, "poor_quality": 0.2, "many_faces": 0.05}
"""Why a frame gave no reading, and how often it is that."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A lasting change: at this share of the time the mood moves by so much."""

    at: float
    by: float


@dataclass(frozen=True, slots=True)
class Course:
    """Readings of one camera: `t` (n,) seconds, `probabilities` (n, 7), `status` (n,)."""

    t: Floats
    probabilities: Floats
    status: NDArray[np.str_]


def course(
    random: Random,
    seconds: float,
    mood: float,
    turns: Sequence[Turn] = (),
    *,
    seen: float = 0.9,
) -> Course:
    """Make up what one camera gave in so many `seconds`, a frame each `STEP`.

    `seen` is the share of frames with a readable face, 0..1, as it comes out on average.
    """
    n, step = max(int(seconds / STEP), 1), STEP
    moods = mood + wander(random, (n,), step=step, tau=45.0, spread=0.45)
    for turn in turns:
        moods[int(turn.at * n) :] += turn.by
    unseen = random.choice(list(UNSEEN), size=n, p=list(UNSEEN.values()))
    status = np.where(_visible(random, n, step, seen), "reading", unseen)
    shown = probabilities(random, moods, step)
    shown[status != "reading"] = np.nan
    return Course(np.arange(n, dtype=np.float64) * step, shown, status)


def probabilities(random: Random, moods: Floats, step: float) -> Floats:
    """Return what a model would say of faces in these moods, (…, n) to (…, n, 7), rows of sum 1.

    Each expression comes and goes by itself for a few seconds, too.
    """
    flicker = wander(random, (7, *moods.shape), step=step, tau=3.0, spread=0.55)
    logits = AT_REST + moods[..., None] * BY_MOOD + np.moveaxis(flicker, 0, -1)
    weights = np.exp(logits)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), np.float64)


def wander(
    random: Random, shape: tuple[int, ...], *, step: float, tau: float, spread: float
) -> Floats:
    """Return numbers that wander around 0 along the last axis and forget themselves within `tau` s.

    An Ornstein-Uhlenbeck process with this standard deviation, looked at each `step` seconds.
    """
    kept = np.exp(-step / tau)
    values = random.standard_normal(shape) * spread
    values[..., 1:] *= np.sqrt(1 - kept**2)
    for i in range(1, shape[-1]):
        values[..., i] += kept * values[..., i - 1]
    return np.asarray(values, np.float64)


def _visible(random: Random, n: int, step: float, seen: float) -> NDArray[np.bool_]:
    """Return whether the face is readable in each frame: stretches of either kind, in turn."""
    if seen >= 1:
        return np.ones(n, bool)
    lengths = np.empty(n + 2)
    lengths[::2] = random.exponential(AWAY_S * seen / (1 - seen), len(lengths[::2]))
    lengths[1::2] = random.exponential(AWAY_S, len(lengths[1::2]))
    ends = np.cumsum(np.maximum(lengths, step))
    visible: NDArray[np.bool_] = np.searchsorted(ends, np.arange(n) * step, side="right") % 2 == 0
    return visible
