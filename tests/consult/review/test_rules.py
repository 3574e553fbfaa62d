"""Why a consultation is worth a look: the database and the words agree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.accounts.models import User
from consult.review.models import Outcome, Rules
from consult.review.rules import RULES, flagged, reasons
from tests.consult.review.held import held, outcome_of

RULE_SETS = st.builds(
    Rules,
    rating_at_most=st.none() | st.integers(1, 4),
    srs_under=st.none() | st.integers(1, 40),
    falls_in_a_row=st.none() | st.integers(1, 9),
    fall_at_least=st.none() | st.sampled_from([0.25, 0.5, 1.0]),
    comments=st.booleans(),
)
FOUND = st.fixed_dictionaries(
    {
        "csat": st.none() | st.integers(1, 5),
        "srs": st.none() | st.integers(0, 40),
        "ratings_falling": st.integers(0, 9),
        "index_falling": st.booleans(),
        "fall": st.none() | st.sampled_from([-0.25, -0.5, -0.75, -1.5]),
        "commented": st.booleans(),
    }
)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rules=RULE_SETS, found=FOUND)
def test_what_is_asked_for_is_what_is_said(
    alice: User, rules: Rules, found: dict[str, object]
) -> None:
    one = Outcome.objects.first() or outcome_of(held(alice))
    Outcome.objects.update(**found)
    one.refresh_from_db()
    said = {reason.rule for reason in reasons(one, rules)}
    asked = {name for name in RULES if Outcome.objects.filter(flagged(rules, name)).exists()}
    assert asked == said
    assert Outcome.objects.filter(flagged(rules)).exists() == bool(said)


def test_the_usual_rules(alice: User) -> None:
    quiet = held(alice, client="Frank", csat=4, fall=-0.3)
    loud = held(alice, csat=2, comment="Too short.", fall=-0.7, fall_at_s=1390)
    rules = Rules()
    assert reasons(outcome_of(quiet), rules) == []
    found = {reason.rule: reason for reason in reasons(outcome_of(loud), rules)}
    assert set(found) == {"rating", "fall", "comment"}
    assert (found["rating"].value, found["rating"].limit) == (2, 2)
    assert (found["fall"].value, found["fall"].at_s) == (-0.7, 1390)


def test_a_sum_under_36_is_worth_a_talk(alice: User) -> None:
    low, fine = held(alice, srs=35.6), held(alice, client="Frank", srs=36)
    assert [reason.rule for reason in reasons(outcome_of(low), Rules())] == ["srs"]
    assert reasons(outcome_of(fine), Rules()) == []
