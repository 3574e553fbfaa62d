"""What review knows of a consultation follows whatever happens to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationSummary
from consult.consultations.services import clients, scheduling
from consult.review.decline import Decline
from consult.review.models import Outcome, Rating
from consult.review.services import outcomes
from tests.consult.review.held import NOON, held, outcome_of, rate, summarise


def test_an_end_is_known_at_once(
    opened: Consultation, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        scheduling.end_consultation(opened)
    found = outcome_of(opened)
    assert found.asked
    assert (found.scale, found.index, found.coverage) == ("", None, None)


def test_a_call_to_which_the_client_never_came_has_none(alice: User) -> None:
    made = held(alice, joined=False)
    assert not Outcome.objects.exists()
    assert outcomes.catch_up() == 0
    outcomes.write_all(Consultation.objects.filter(pk=made.pk))
    assert not Outcome.objects.exists()


def test_beside_another_call_tool_nobody_need_come(alice: User) -> None:
    made = held(alice, joined=False)
    Consultation.objects.filter(pk=made.pk).update(call_mode=Consultation.CallMode.BESIDE)
    assert outcomes.catch_up() == 1
    assert not outcome_of(made).asked
    outcomes.catch_up()
    assert outcome_of(made).pk == made.pk


def test_rows_of_before_that_rule_are_deleted(alice: User) -> None:
    missed, came, erased = held(alice), held(alice), held(alice, client="Frank")
    missed.participants.update(joined_at=None)
    outcomes.refresh(missed)
    Outcome.objects.filter(consultation=missed).update(asked=False)
    assert erased.client is not None
    clients.erase(erased.client, by=alice)
    outcomes.catch_up()
    assert set(Outcome.objects.values_list("pk", flat=True)) == {came.pk, erased.pk}


def test_a_rating_is_counted_changed_and_taken_back(alice: User) -> None:
    made = held(alice)
    rating = rate(made, csat=4)
    assert outcome_of(made).csat == 4
    rating.csat, rating.comment = 2, "Too short."
    rating.save()
    assert (outcome_of(made).csat, outcome_of(made).commented) == (2, True)
    Rating.objects.filter(consultation=made).delete()
    assert (outcome_of(made).csat, outcome_of(made).scale) == (None, "")


def test_the_four_scales_are_summed(alice: User) -> None:
    assert outcome_of(held(alice, srs=34)).srs == 34


def test_a_summary_is_taken_over_and_forgotten(alice: User) -> None:
    made = held(alice)
    summarise(made, index=61.5, coverage=0.8, fall=-0.6, fall_at_s=1390)
    found = outcome_of(made)
    assert (found.index, found.coverage, found.fall, found.fall_at_s) == (61.5, 0.8, -0.6, 1390)
    ConsultationSummary.objects.filter(pk=made.pk).delete()
    assert outcome_of(made).index is None


def test_an_erased_client_leaves_an_outcome_without_one(alice: User) -> None:
    made = held(alice, csat=1, comment="I am Erin.")
    client = made.client
    assert client is not None
    clients.erase(client, by=alice)
    found = outcome_of(made)
    assert (found.client_id, found.asked, found.scale) == (None, False, "")


def test_a_deleted_consultation_takes_its_outcome_along(alice: User) -> None:
    made = held(alice, csat=5, index=50.0)
    Consultation.objects.filter(pk=made.pk).delete()
    assert not Outcome.objects.exists()


def test_ratings_fall_when_each_is_lower_than_the_one_before(alice: User) -> None:
    ones = [held(alice, days_ago=30 - 7 * k, csat=c) for k, c in enumerate([5, 4, 3, 3])]
    assert [outcome_of(one).ratings_falling for one in ones] == [0, 1, 2, 0]


@pytest.mark.parametrize(("before", "after"), [(32.3, 31.3), (16.9, 15.9), (36.0, 35.0)])
def test_a_sum_that_is_one_point_lower_is_lower(before: float, after: float) -> None:
    """Sums have tenths, which no float holds: 32.3 − 31.3 is a little under 1."""
    falling = Decline()
    assert [falling.rating("srs", value) for value in (before, after)] == [0, 1]


def test_another_clients_ratings_have_no_part_in_it(alice: User) -> None:
    held(alice, client="Frank", days_ago=9, csat=5)
    assert outcome_of(held(alice, csat=1)).ratings_falling == 0


def test_the_two_scales_are_not_compared(alice: User) -> None:
    held(alice, days_ago=9, srs=38)
    assert outcome_of(held(alice, csat=4)).ratings_falling == 0


def test_an_earlier_rating_that_comes_later_changes_what_follows(alice: User) -> None:
    first, second = held(alice, days_ago=9), held(alice, csat=3)
    assert outcome_of(second).ratings_falling == 0
    rate(first, csat=5)
    assert outcome_of(second).ratings_falling == 1


def test_an_index_that_clearly_falls_is_marked(alice: User) -> None:
    ones = [held(alice, days_ago=70 - 7 * k, index=80.0 - 5 * k) for k in range(6)]
    assert [outcome_of(one).index_falling for one in ones] == [False] * 4 + [True] * 2


def test_indices_of_another_model_begin_anew(alice: User) -> None:
    for k in range(5):
        held(alice, days_ago=70 - 7 * k, index=80.0 - 5 * k)
    assert not outcome_of(held(alice, index=40.0, model_version="other")).index_falling


def test_a_model_that_was_taken_back_goes_on_where_it_stopped(alice: User) -> None:
    """As on the client's page: the consultation that another read is left out between them."""
    for k in range(5):
        held(alice, days_ago=70 - 7 * k, index=80.0 - 5 * k)
    held(alice, days_ago=10, index=90.0, model_version="other")
    assert outcome_of(held(alice, index=50.0)).index_falling


def test_a_figure_that_was_added_begins_nothing_anew(alice: User) -> None:
    """As on the client's page: what stands behind the point of a version changes no formula."""
    for k in range(5):
        held(alice, days_ago=70 - 7 * k, index=80.0 - 5 * k, measures_version="2.0")
    assert outcome_of(held(alice, index=40.0, measures_version="2.1")).index_falling
    assert not outcome_of(held(alice, index=30.0, measures_version="3")).index_falling


def test_what_was_missed_is_caught_up(alice: User) -> None:
    made = held(alice, csat=5)
    Outcome.objects.all().delete()
    assert outcomes.catch_up() == 1
    assert outcome_of(made).csat == 5
    assert outcomes.catch_up() == 0


def test_written_twice_is_as_once(alice: User) -> None:
    made = held(alice, csat=5, ended_at=NOON + timedelta(minutes=30))
    before = Outcome.objects.values().get()
    outcomes.write_all(Consultation.objects.all())
    assert Outcome.objects.values().get() == before
    assert outcome_of(made).hour == int(NOON.timestamp()) // 3600
