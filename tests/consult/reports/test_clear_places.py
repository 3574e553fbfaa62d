"""Words in the report's chart: no line of a marker goes through them."""

from __future__ import annotations

import pytest
from reportlab.graphics.shapes import Group, String

from consult.reports.models import Report
from consult.reports.renderers.charts import over_time
from consult.reports.renderers.clear_places import clear_place, words_wide
from consult.reports.renderers.fonts import register_fonts
from consult.reports.selectors import report_data


@pytest.fixture(autouse=True)
def fonts() -> None:
    register_fonts()


def test_words_stay_where_no_line_is() -> None:
    assert clear_place(10.0, 50.0, 10.0, 400.0, [300.0]) == 10.0


def test_words_move_behind_the_lines_that_would_cross_them() -> None:
    assert clear_place(10.0, 50.0, 10.0, 400.0, [30.0, 60.0]) > 60.0


def test_words_without_room_stand_as_wished() -> None:
    lines = [float(x) for x in range(0, 400, 20)]
    assert clear_place(10.0, 50.0, 10.0, 400.0, lines) == 10.0


def test_no_marker_crosses_higher_valence(report: Report) -> None:
    data = report_data(report)
    data["markers"] = [{"at": data["started_at"] + 8000, "text": ""}]
    line = 30 + 450 * 8 / data["duration_s"]
    drawing = over_time(data, data["participants"][0], 480)
    for words in ("higher valence", "lower valence"):
        [at] = [one.x for one in texts(drawing) if one.text == words]
        assert not at < line < at + words_wide(words)


def texts(group: Group) -> list[String]:
    """Return every text in a drawing."""
    found: list[String] = []
    for part in group.contents:
        if isinstance(part, String):
            found.append(part)
        elif isinstance(part, Group):
            found += texts(part)
    return found
