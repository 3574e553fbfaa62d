"""Thinning keeps every gap and both ends of every stretch."""

from __future__ import annotations

import numpy as np
import pytest

from consult.reports.curve import MOST_POINTS, thinned
from consult.reports.data_types import Curve


def thin(t: list[float], valence: list[float]) -> Curve:
    line = np.array(valence, dtype=float)
    return thinned(np.array(t, dtype=float), line, line - 0.1, line + 0.1, [(0, 3, "neutral")])


def test_nothing_stays_nothing() -> None:
    assert thin([], []) == {"t": [], "valence": [], "low": [], "high": [], "label": []}


def test_a_short_curve_is_kept_whole() -> None:
    curve = thin([0, 1, 2], [0.1, 0.2, 0.3])
    assert curve["t"] == [0, 1, 2]
    assert curve["valence"] == [0.1, 0.2, 0.3]
    assert curve["low"] == pytest.approx([0.0, 0.1, 0.2])
    assert curve["label"] == ["neutral"] * 3


def test_a_point_where_one_label_ends_has_the_one_that_begins() -> None:
    """Pieces hold hundredths of a second, readings thousandths."""
    line = np.zeros(4)
    strip = [(0.0, 1.01, "neutral"), (1.01, 2.0, "happiness"), (2.0, 3.5, "sadness")]
    curve = thinned(np.array([0, 1.006, 2.0, 3.0]), line, line, line, strip)
    assert curve["label"] == ["neutral", "happiness", "sadness", "sadness"]


def test_a_missing_moment_is_bridged_and_a_gap_is_not() -> None:
    curve = thin([0, 1, 2, 3, 30], [0.1, np.nan, 0.2, 0.3, 0.4])
    assert curve["t"] == [0, 2, 3, 16.5, 30]
    assert curve["valence"] == [0.1, 0.2, 0.3, None, 0.4]
    assert curve["label"] == ["neutral", "neutral", "neutral", None, None]


def test_a_long_curve_is_thinned_without_losing_a_gap() -> None:
    t = [float(s) for s in range(20_000) if s % 1000 > 10]
    curve = thin(t, [0.0] * len(t))
    assert len(curve["t"]) <= MOST_POINTS
    assert curve["valence"].count(None) == 19
    assert (curve["t"][0], curve["t"][-1]) == (t[0], t[-1])


def test_a_face_that_comes_and_goes_loses_no_gap_to_the_limit() -> None:
    t = [10.0 * s for s in range(700)]
    assert thin(t, [0.0] * len(t))["valence"].count(None) == 699
