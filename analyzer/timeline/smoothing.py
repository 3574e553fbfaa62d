"""The time-aware filter, live and afterwards: the same arithmetic, so the same numbers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from analyzer.results import EXPRESSIONS, UNCERTAIN
from analyzer.timeline.affect import Floats, arousal, project, valence_weights
from analyzer.timeline.correlation import Correlation
from analyzer.timeline.series import LONE_READING, LONGEST_READING, Coverage
from analyzer.timeline.sufficiency import Lack, lacking

TAU = 10.0
"""Time constant of the filter, seconds (docs/measures.md, 3)."""
RESET_GAP = 5.0
"""Seconds without a valid reading after which the filter starts anew."""
FORGOTTEN = 60 * TAU
"""Seconds after which a reading weighs e^−60: less than the last bit of what comes after it."""


class Smoother:
    """m ← m + (1 − e^(−Δt/τ))(v − m), started anew after a gap (docs/measures.md, 3).

    `value` is m after the last update, None before the first.
    """

    def __init__(self, tau: float = TAU, reset_gap: float = RESET_GAP) -> None:
        self._tau = tau
        self._reset_gap = reset_gap
        self._t = -math.inf
        self.value: Floats | None = None

    def update(self, t: float, value: Floats) -> Floats:
        """Take a valid value of any shape at `t` seconds and return the smoothed one."""
        gain = self.gain(t)
        self._t = t
        if self.value is None or gain == 1.0:
            self.value = np.array(value, np.float64)
        else:
            self.value = self.value + gain * (value - self.value)
        return self.value

    def copy(self) -> "Smoother":
        """Return another that goes on from here."""
        other = Smoother(self._tau, self._reset_gap)
        other._t, other.value = self._t, self.value  # `update` makes a new array each time
        return other

    def gain(self, t: float) -> float:
        """Return the weight that a value at `t` would get, 0..1; 1 where the filter restarts."""
        step = t - self._t
        return 1.0 if step > self._reset_gap else 1.0 - math.exp(-step / self._tau)


def smooth(t: Floats, values: Floats, tau: float = TAU, reset_gap: float = RESET_GAP) -> Floats:
    """Filter values (n,) or (n, k) at `t` seconds (n,), ascending; same shape out.

    Rows with NaN are missing: they stay NaN, and the filter passes over them. A loop, not a
    closed form: 14,400 readings of seven classes take about 50 ms, and each step is the one
    that the live summary took.
    """
    smoothed = np.full(values.shape, np.nan)
    present = ~np.isnan(values) if values.ndim == 1 else ~np.isnan(values).any(axis=1)
    smoother = Smoother(tau, reset_gap)
    for row in np.flatnonzero(present):
        smoothed[row] = smoother.update(float(t[row]), values[row])
    return smoothed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The live summary at one moment.

    Smoothed `probabilities` (seven), `valence` and `arousal` −1..1 and the `label` of the
    smoothed state are None until the first valid reading. `coverage` 0..1, `readings` counts
    the valid ones, `camera_on_s` is seconds. `insufficient` is what a report of the same readings
    would withhold its index for, None where it would not.
    """

    probabilities: tuple[float, ...] | None
    valence: float | None
    arousal: float | None
    label: str | None
    coverage: float
    readings: int
    camera_on_s: float
    insufficient: Lack | None


class RunningSummary:
    """What the counsellor sees live, reading by reading; replaying the readings rebuilds it.

    Not thread-safe: one owner updates it. `recall` as in `valence`, `threshold` as in
    `smoothed_labels`.
    """

    def __init__(self, recall: Mapping[str, float] | None = None, threshold: float = 0.0) -> None:
        self._weights = valence_weights(recall)
        self._threshold = threshold
        self._smoother = Smoother()
        self._values = Correlation()
        # Time of the readings before the last one; the last one's is known when the next comes.
        self._on_s = self._valid_s = 0.0
        self._last: tuple[float, bool] | None = None
        self._last_step = LONE_READING

    @classmethod
    def resumed(
        cls,
        t: Floats,
        values: Floats,
        recent: Iterable[tuple[float, Sequence[float] | Floats]],
        recall: Mapping[str, float] | None = None,
        threshold: float = 0.0,
    ) -> "RunningSummary":
        """Return what `update` would have left, called for every reading of a long series.

        `t` float64 (n,), seconds, ascending, and `values` float64 (n,), the valence, NaN where a
        reading is missing, are of all; `recent` has seconds and probabilities of those valid ones
        that came in the FORGOTTEN seconds before the last valid one. Only for them a step of the
        filter is taken.
        """
        summary = cls(recall, threshold)
        valid = ~np.isnan(values)
        if len(t):
            steps = np.minimum(np.diff(t), LONGEST_READING)
            summary._last = (float(t[-1]), bool(valid[-1]))
            summary._last_step = float(steps[-1]) if len(steps) else LONE_READING
            summary._on_s, summary._valid_s = _added(steps), _added(steps * valid[:-1])
            summary._values = Correlation.of(values[valid])
        for at, row in recent:
            summary._smoother.update(at, np.asarray(row, np.float64))
        return summary

    def copy(self) -> "RunningSummary":
        """Return another that goes on from here."""
        other = RunningSummary(threshold=self._threshold)
        other._weights, other._last = self._weights, self._last
        other._smoother, other._values = self._smoother.copy(), copy(self._values)
        other._on_s, other._valid_s, other._last_step = self._on_s, self._valid_s, self._last_step
        return other

    def update(self, t: float, probabilities: Sequence[float] | Floats | None) -> bool:
        """Take the reading at `t` seconds, None where it is missing.

        Returns False, and changes nothing, for a time before the last one: such a reading came
        late, and the report will have it in its place.
        """
        if self._last is not None:
            if t < self._last[0]:
                return False
            self._close(t, *self._last)
        self._last = (t, probabilities is not None)
        if probabilities is not None:
            row = np.asarray(probabilities, np.float64)
            self._smoother.update(t, row)
            self._values.add(float(project(row, self._weights)))
        return True

    def snapshot(self) -> Snapshot:
        """Return the summary of everything taken so far."""
        on_s, fraction = self._coverage().camera_on_s, self._coverage().fraction
        lack = lacking(fraction, self._values.effective)
        m = self._smoother.value
        if m is None:
            return Snapshot(None, None, None, None, fraction, 0, on_s, lack)
        return Snapshot(
            probabilities=tuple(map(float, m)),
            valence=float(project(m, self._weights)),
            arousal=float(arousal(m)),
            label=smoothed_labels(m[None], self._threshold)[0],
            coverage=fraction,
            readings=self._values.count,
            camera_on_s=on_s,
            insufficient=lack,
        )

    def _close(self, t: float, last_t: float, last_valid: bool) -> None:
        self._last_step = min(t - last_t, LONGEST_READING)
        self._on_s += self._last_step
        self._valid_s += self._last_step * last_valid

    def _coverage(self) -> Coverage:
        if self._last is None:
            return Coverage(0.0, 0.0)
        valid_s = self._valid_s + self._last_step * self._last[1]
        return Coverage(self._on_s + self._last_step, valid_s)


def _added(values: Floats) -> float:
    # One after the other, as `update` does: `np.sum` adds in pairs, and differs in the last bit.
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def smoothed_labels(probabilities: Floats, threshold: float = 0.0) -> list[str]:
    """Return the best class of each row (n, 7), or "uncertain" where it is under `threshold`."""
    best = np.argmax(probabilities, axis=1)
    sure = np.max(probabilities, axis=1) >= threshold
    return [EXPRESSIONS[k] if ok else UNCERTAIN for k, ok in zip(best, sure, strict=True)]
