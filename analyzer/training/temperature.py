"""What is done to scores after training: a temperature, and offsets for rare classes.

Guo et al. 2017, "On Calibration of Modern Neural Networks"; Menon et al. 2021, "Long-tail learning
via logit adjustment".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST = 1e-7
"""Smallest probability whose logarithm is taken."""
TEMPERATURES = np.geomspace(0.5, 2.5, 161)
"""Those that are tried."""

Floats = NDArray[np.float64]


def tempered(probabilities: Floats, temperature: float) -> Floats:
    """Return the softmax of scores ÷ temperature, from probabilities (n, 7): logs are scores."""
    powers = np.maximum(probabilities, LEAST) ** (1 / temperature)
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float64)


def offset(probabilities: Floats, offsets: Sequence[float]) -> Floats:
    """Return the softmax of scores + offsets (7,), from probabilities (n, 7)."""
    raised = np.maximum(probabilities, LEAST) * np.exp(offsets)
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float64)


def untempered(probabilities: Floats, temperature: float) -> Floats:
    """Return what the probabilities (n, 7) were before the temperature."""
    return tempered(probabilities, 1 / temperature)


def best_temperature(wanted: Floats, probabilities: Floats) -> float:
    """Return the temperature of the least cross-entropy to the wanted shares (n, 7)."""
    losses = [
        -(wanted * np.log(np.maximum(tempered(probabilities, t), LEAST))).sum(1).mean()
        for t in TEMPERATURES
    ]
    return round(float(TEMPERATURES[int(np.argmin(losses))]), 3)
