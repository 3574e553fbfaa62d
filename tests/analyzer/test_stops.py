"""Gaps that a pause or a missing consent explains are told apart from those that none does."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.timeline import Gap, Stop, told_apart
from analyzer.timeline.series import SHORTEST_GAP

SHARED = Path(__file__).parents[2] / "frontend" / "tests" / "stops.json"
"""frontend/tests/stops.test.ts holds the page's own arithmetic to the same file."""


@pytest.mark.parametrize("case", json.loads(SHARED.read_text()), ids=lambda case: case["name"])
def test_gaps_are_told_apart(case: dict[str, Any]) -> None:
    stops = [
        Stop(start, math.inf if end is None else end, kind) for start, end, kind in case["stops"]
    ]
    told = told_apart([Gap(*gap) for gap in case["gaps"]], stops)
    assert told == [Gap(*gap) for gap in case["told"]]


@given(st.lists(st.floats(0, 200), min_size=2, max_size=12, unique=True))
def test_the_same_time_is_covered_and_no_part_is_a_moment(edges: list[float]) -> None:
    at = sorted(edges)
    stops = [Stop(a, b, "paused_by_client") for a, b in zip(at[::2], at[1::2], strict=False)]
    told = told_apart([Gap(20, 90, "no_face"), Gap(100, 170, "no_camera")], stops)
    assert (told[0].start, told[-1].end) == (20, 170)
    assert sum(gap.end - gap.start for gap in told) == pytest.approx(140)
    assert all(gap.end - gap.start >= SHORTEST_GAP for gap in told)
    assert all(a.end <= b.start for a, b in pairwise(told))
