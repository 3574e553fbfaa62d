"""Figures of many made-up consultations at once, computed of means over ten seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS, UNCERTAIN
from analyzer.timeline import VALENCE
from consult.demo.simulated_readings import Floats, Random, probabilities, wander

FRAMES: Final = 20
"""Readings of ten seconds."""
LAST: Final = 0.15
LEAST_COVERAGE: Final = 0.5
LEAST_FALL: Final = -0.25
THRESHOLD: Final = 0.4


@dataclass(frozen=True, slots=True)
class Figures:
    """Of b consultations with k stretches of ten seconds each.

    `seen` (b, k) is the share of readable frames, `shown` (b, k, 7) the probabilities there,
    `valence` (b, k) theirs; `felt` (b,) is the mood behind them; `analysed` (b,) who consented.
    """

    seen: Floats
    shown: Floats
    valence: Floats
    felt: Floats
    analysed: NDArray[np.bool_]

    def columns(self, i: int) -> dict[str, Any]:
        """Return the columns of one summary."""
        if not self.analysed[i]:
            return {"withheld": "no_readings"}
        seen, valence = self.seen[i], self.valence[i]
        valid, k = float(seen.sum()), len(seen)
        frames = round(valid * FRAMES)
        return {
            "coverage": round(valid / k, 4),
            "camera_on_s": k * 10.0,
            "valid_s": round(valid * 10, 1),
            "valence_start": round(float(np.median(valence[:9])), 4),
            **_index(seen, valence),
            **_fall(valence),
            **_shares(self.shown[i]),
            "readings": frames,
            "no_face": k * FRAMES - frames,
        }

    def rows(self, i: int) -> Iterator[tuple[Any, ...]]:
        """Return, for each stretch, the columns of a row of ten seconds from `valid_s` on."""
        if not self.analysed[i]:
            return
        seconds = self.seen[i] * 10
        sums = (self.shown[i] * seconds[:, None]).round(4).tolist()
        values = self.valence[i].round(4).tolist()
        frames = np.rint(self.seen[i] * FRAMES).astype(int).tolist()
        for valid, row, value, count in zip(
            seconds.round(2).tolist(), sums, values, frames, strict=True
        ):
            least, most = max(value - 0.2, -1.0), min(value + 0.2, 1.0)
            yield (valid, *row, value, least, most, count, FRAMES - count, 0, 0)


def figures(random: Random, b: int, k: int) -> Figures:
    """Make up `b` consultations of `k` stretches of ten seconds."""
    felt = random.normal(0.1, 0.45, b)
    moods = felt[:, None] + wander(random, (b, k), step=10.0, tau=45.0, spread=0.35)
    # One in six turns for the worse or the better on the way.
    turns = np.where(random.random(b) < 1 / 6, random.normal(-0.2, 0.8, b), 0.0)
    moods += turns[:, None] * (np.arange(k) >= random.integers(k // 4, k, b)[:, None])
    shown = probabilities(random, moods, 10.0)
    usual = random.beta(9, 1.6, b)[:, None]
    seen = np.clip(usual + random.normal(0, 0.08, (b, k)), 0.05, 1.0)
    valence = np.asarray(shown @ VALENCE, np.float64)
    return Figures(seen, shown, valence, felt + turns / 2, random.random(b) > 0.06)


def _index(seen: Floats, valence: Floats) -> dict[str, Any]:
    """Return the index with its interval and parts (docs/measures.md, 7), or why it is withheld."""
    if seen.mean() < LEAST_COVERAGE:
        return {"withheld": "coverage"}
    mean = float(np.average(valence, weights=seen))
    peak = float(valence[np.abs(valence).argmax()])
    end = float(valence[-max(int(LAST * len(valence)), 1) :].mean())
    middle = 0.5 * mean + 0.25 * peak + 0.25 * end
    error = 0.5 * 1.96 * float(valence.std()) / len(valence) ** 0.5
    low, value, high = (
        round(float(np.clip(50 + 50 * (middle + by), 0, 100)), 1) for by in (-error, 0, error)
    )
    return {
        "index": value,
        "index_low": low,
        "index_high": high,
        "valence_mean": round(mean, 4),
        "valence_peak": round(peak, 4),
        "valence_end": round(end, 4),
    }


def _fall(valence: Floats) -> dict[str, Any]:
    """Return the largest fall between half a minute and the next."""
    means = np.convolve(valence, np.ones(3) / 3, "valid")
    changes = means[3:] - means[:-3]
    if not len(changes) or changes.min() > LEAST_FALL:
        return {}
    at = int(changes.argmin())
    return {"fall": round(float(changes[at]), 3), "fall_at_s": (at + 3) * 10.0}


def _shares(shown: Floats) -> dict[str, float]:
    best = np.where(shown.max(axis=1) < THRESHOLD, len(EXPRESSIONS), shown.argmax(axis=1))
    time = np.bincount(best, minlength=len(EXPRESSIONS) + 1) / len(shown)
    return dict(zip((*EXPRESSIONS, UNCERTAIN), time.round(4).tolist(), strict=True))
