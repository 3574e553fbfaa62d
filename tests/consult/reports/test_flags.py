"""Flags above the curve: none hides another's number."""

from __future__ import annotations

from itertools import pairwise

import pytest

from consult.reports.renderers.flags import places


def test_a_flag_stands_at_its_moment() -> None:
    assert places([10.0, 60.0, 300.0], 0.0, 400.0) == [10.0, 60.0, 300.0]


@pytest.mark.parametrize("xs", [[5.0, 6.0, 7.0], [390.0, 399.0, 400.0], [100.0] * 20])
def test_close_ones_stand_side_by_side_and_inside(xs: list[float]) -> None:
    found = places(xs, 0.0, 400.0)
    assert all(after - before >= 12.0 for before, after in pairwise(found))
    assert found[0] >= 0
    assert found[-1] <= 400


def test_more_than_have_room_stay_inside() -> None:
    found = places([200.0] * 90, 0.0, 400.0)
    assert found[0] >= -1e-9
    assert found[-1] <= 400
