"""The line of ten-second means: where its points lie, and where it breaks."""

from __future__ import annotations

from consult.reports.ten_second_means import line_of_means


def test_each_stretch_has_a_point_in_its_middle() -> None:
    line = line_of_means([(0, 0.1, 0.0, 0.2), (1, 0.3, 0.2, 0.4)], duration=20.0)
    assert line == {
        "t": [5.0, 15.0],
        "valence": [0.1, 0.3],
        "low": [0.0, 0.2],
        "high": [0.2, 0.4],
        "label": [None, None],
    }


def test_it_breaks_once_where_nothing_was_read_or_no_frame_came() -> None:
    rows = [(0, 0.1, 0.0, 0.2), (1, None, None, None), (2, None, None, None), (6, 0.2, 0.1, 0.3)]
    line = line_of_means(rows, duration=70.0)
    assert (line["t"], line["valence"]) == ([5.0, 35.0, 65.0], [0.1, None, 0.2])


def test_what_is_missing_at_either_end_leaves_no_point() -> None:
    rows = [(0, None, None, None), (1, 0.1, 0.0, 0.2), (2, None, None, None)]
    assert line_of_means(rows, duration=30.0)["t"] == [15.0]


def test_no_point_lies_behind_the_end() -> None:
    assert line_of_means([(0, 0.1, 0.0, 0.2), (1, 0.1, 0.0, 0.2)], duration=12.0)["t"] == [
        5.0,
        12.0,
    ]
