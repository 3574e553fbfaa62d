"""The scale of the report's chart has room for both of its lines."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.graphics.shapes import Drawing

from consult.reports.renderers.charts import over_time
from consult.reports.renderers.fonts import register_fonts
from tests.consult.reports.test_clear_places import texts


def drawn(valence: float, shift: float | None) -> Drawing:
    """Return the chart of ten seconds at one level, with a band of 0.05 on either side."""
    register_fonts()
    t = [float(second) for second in range(10)]
    line = {"valence": valence, "low": valence - 0.05, "high": valence + 0.05, "label": None}
    series = {"t": t, **{name: [value] * len(t) for name, value in line.items()}}
    nothing: dict[str, Any] = dict.fromkeys(("strip", "gaps", "turning_points"), ())
    person: Any = {"series": series, "baseline_shift": shift, **nothing}
    data: Any = {"started_at": 1_795_341_600_000, "duration_s": 10.0, "markers": []}
    return over_time(data, person, 480)


@pytest.mark.parametrize(
    ("valence", "shift", "edge"),
    [(-0.4, None, "−0.5"), (-0.4, 0.3, "−0.75"), (-0.7, 0.6, "−1.5")],
)
def test_the_line_less_its_baseline_is_not_flattened_at_the_edge(
    valence: float, shift: float | None, edge: str
) -> None:
    assert edge in [one.text for one in texts(drawn(valence, shift))]
