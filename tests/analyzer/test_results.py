import dataclasses

import pytest

from analyzer.results import EXPRESSIONS, Analysis, Box, Expression

HAPPY = Expression((0.02, 0.01, 0.02, 0.7, 0.05, 0.1, 0.1), threshold=0.4)
UNSURE = Expression((0.2, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1), threshold=0.4)


def test_the_label_is_the_most_probable_class() -> None:
    assert (HAPPY.label, HAPPY.confidence, HAPPY.uncertain) == ("happiness", 0.7, False)


def test_an_unsure_reading_is_labelled_uncertain() -> None:
    assert (UNSURE.label, UNSURE.best, UNSURE.uncertain) == ("uncertain", "happiness", True)


def test_the_classes_are_in_the_order_of_fer2013() -> None:
    assert EXPRESSIONS.index("anger") == 0
    assert EXPRESSIONS.index("neutral") == 6


def test_answers_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Analysis("no_face").status = "reading"  # type: ignore[misc]
    assert Box(0.1, 0.1, 0.5, 0.2).area == pytest.approx(0.1)


def test_a_box_within_a_part_is_told_in_fractions_of_the_whole() -> None:
    part = Box(0.5, 0.25, 0.5, 0.25)
    assert part.placed(Box(0, 0, 1, 1)) == part
    assert part.placed(Box(0.5, 0.5, 0.25, 0.5)) == Box(0.75, 0.375, 0.125, 0.125)
