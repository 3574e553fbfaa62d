"""The report in words: calm, about what was apparent, and honest about what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone, translation

from consult.reports import formatting, report_text
from consult.reports.data_types import ParticipantShown, TurningShown

INDEX = {"value": 58.4, "low": 52, "high": 64, "mean": 0, "peak": 0, "end": 0, "n_eff": 99}
NEUTRAL = {"neutral": 0.8, "happiness": 0.15, "sadness": 0.05}
UNSURE = {"sadness": 0.3, "neutral": 0.1, "uncertain": 0.6}
MIXED = {"neutral": 0.5, "happiness": 0.4, "sadness": 0.1}


BEGAN = 1_795_341_600_000
"""22 November 2026, 10:00 UTC."""


def figures(**person: Any) -> list[ParticipantShown]:
    erin = {
        "role": "client",
        "coverage": 0.824,
        "shares": MIXED,
        "index": INDEX,
        "withheld": None,
        "turning_points": [],
        "gaps": [],
    }
    return [erin | person]  # type: ignore[list-item]


def said_of(people: list[ParticipantShown]) -> str:
    return report_text.sentence(people, BEGAN)


def turn(minutes: float, after: float, before: float = 0.0, marker: str = "") -> TurningShown:
    at = {"at": BEGAN, "text": marker}
    point = {"t": 60 * minutes, "until": 3000, "before": before, "after": after}
    return {**point, "marker": at if marker else None}  # type: ignore[typeddict-item]


def test_a_full_report_says_coverage_expression_and_index() -> None:
    assert said_of(figures()) == (
        "The client's face was visible 82\u00a0% of the time the camera was on. "
        "Apparent expression was mostly neutral (50\u00a0%), then happiness (40\u00a0%). "
        "The expression index is 58 of 100 (interval of its mean part: 52 to 64)."
    )


def test_a_second_expression_is_named_only_when_it_was_there_a_fifth_of_the_time() -> None:
    said = said_of(figures(shares=NEUTRAL))
    assert "mostly neutral (80\u00a0%)." in said


@pytest.mark.parametrize("reason", ["coverage", "readings"])
def test_a_withheld_index_is_called_insufficient_data(reason: str) -> None:
    said = said_of(figures(index=None, withheld=reason))
    assert "Insufficient data" in said
    with translation.override("uk"):
        assert "Недостатньо даних" in said_of(figures(index=None, withheld=reason))


def test_no_face_at_all_names_no_expression() -> None:
    said = said_of(figures(coverage=0.0, shares=None, index=None, withheld="coverage"))
    assert "visible 0\u00a0%" in said
    assert "mostly" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No readings are held of the client's camera."),
        ("uk", "Вимірів із камери клієнта не зберігається."),
    ],
)
def test_where_nothing_is_held_nothing_else_is_said(language: str, said: str) -> None:
    erased = figures(coverage=0.0, shares=None, index=None, withheld="no_readings")
    with translation.override(language):
        assert said_of(erased) == said


def test_readings_too_uncertain_to_name_name_nothing() -> None:
    said = said_of(figures(shares=dict.fromkeys(MIXED, 0) | {"uncertain": 1}))
    assert "No apparent expression was certain enough to be named." in said
    assert "mostly" not in said


def test_mostly_uncertain_comes_before_any_expression() -> None:
    said = said_of(figures(shares=UNSURE))
    assert (
        "For 60\u00a0% of that time no expression was certain enough to be named. "
        "The most frequent one that could be named was sadness (30\u00a0%)."
    ) in said
    assert "mostly" not in said


def test_a_fifth_of_uncertainty_is_told_and_less_is_not() -> None:
    some = {"neutral": 0.7, "happiness": 0.1, "uncertain": 0.2}
    little = {"neutral": 0.75, "happiness": 0.1, "uncertain": 0.15}
    assert "mostly neutral (70\u00a0%). For 20\u00a0% of that time" in said_of(figures(shares=some))
    assert "certain enough" not in said_of(figures(shares=little))


def test_uncertain_is_never_called_an_expression() -> None:
    said = said_of(figures(shares={"neutral": 0.4, "happiness": 0.15, "uncertain": 0.45}))
    assert "The most frequent apparent expression was neutral (40\u00a0%)." in said


@pytest.mark.parametrize(("most", "mostly"), [(0.49, False), (0.5, True)])
def test_only_half_of_the_time_is_mostly(most: float, mostly: bool) -> None:
    shares = {"neutral": most, "happiness": 0.3, "sadness": 0.7 - most}
    assert ("mostly neutral" in said_of(figures(shares=shares))) == mostly


def test_no_camera_is_said() -> None:
    assert "No camera was analysed" in said_of([])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Darker after 10:06; brighter after 10:14, near the marker “work”. "
            "Brighter and darker stand for a higher and a lower valence",
        ),
        (
            "uk",
            "Після 10:06 валентність нижча; після 10:14 валентність вища, біля нотатки «work».",
        ),
    ],
)
def test_lasting_changes_are_told_in_order_with_their_markers(language: str, said: str) -> None:
    turned = [turn(6, -0.3), turn(14, 0.2, -0.3, "work")]
    with translation.override(language):
        assert said in said_of(figures(turning_points=turned))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Lasting changes in all: 3."),
        ("uk", "Усього тривалих змін: 3."),
    ],
)
def test_of_many_changes_the_largest_are_told(language: str, said: str) -> None:
    turned = [turn(5, 0.3), turn(9, -0.6, 0.3), turn(20, 0.2, -0.6)]
    with translation.override(language):
        text = said_of(figures(turning_points=turned))
    assert said in text
    assert "10:05" not in text


def test_times_are_those_of_the_reader() -> None:
    with timezone.override("Europe/Kyiv"):
        assert "Brighter after 12:06." in said_of(figures(turning_points=[turn(6, 0.5)]))


def test_the_counsellor_is_called_so() -> None:
    assert said_of(figures(role="counsellor")).startswith("The counsellor's face")


@pytest.mark.parametrize("feeling", ["feel", "felt", "emotion", "mood"])
def test_nothing_is_claimed_about_feelings(feeling: str) -> None:
    assert feeling not in said_of(figures()).lower()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (40, "40\u00a0s"),
        (59.6, "1\u00a0min"),
        (89.6, "1\u00a0min 30\u00a0s"),
        (599.4, "9\u00a0min 59\u00a0s"),
        (630, "11\u00a0min"),
        (2880, "48\u00a0min"),
        (3585, "1\u00a0h 0\u00a0min"),
        (3900, "1\u00a0h 5\u00a0min"),
    ],
)
def test_lengths_of_time_are_told_as_on_the_page(seconds: float, said: str) -> None:
    assert formatting.lasting(seconds) == said


def test_numbers_carry_their_sign_and_the_mark_of_the_language() -> None:
    assert [formatting.signed(v) for v in (0.214, -0.3, 0.001)] == ["+0.21", "−0.30", "0.00"]
    with translation.override("uk"):
        assert formatting.signed(0.214) == "+0,21"


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(0.2196, 2, "+0.22"), (-0.0051, 2, "−0.01"), (0.96, 1, "+1.0"), (-0.615, 2, "−0.62")],
)
def test_a_sign_stands_before_the_number_as_the_page_rounds_it(
    value: float, decimals: int, said: str
) -> None:
    """Not cut off behind the last digit that is shown, and a half away from zero."""
    assert formatting.signed(value, decimals) == said


def test_the_index_in_words_is_the_one_on_its_card() -> None:
    index = {"value": 62.5, "low": 60.5, "high": 64.5, "mean": 0.2, "peak": 0.4, "end": 0.2}
    assert "is 63 of 100 (interval of its mean part: 61 to 65)" in said_of(figures(index=index))


def test_shares_are_rounded_as_on_the_page() -> None:
    said = [formatting.percent(share) for share in (0.125, 0.145, 0.996)]
    assert said == ["13\u00a0%", "14\u00a0%", "100\u00a0%"]
