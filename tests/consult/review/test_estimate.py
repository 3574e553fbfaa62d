"""The expression index beside what clients said, and who did not answer."""

from __future__ import annotations

from rest_framework.test import APIClient

from consult.accounts.models import User
from tests.consult.review.asked import figures
from tests.consult.review.held import held


def test_the_index_goes_beside_the_ratings_from_fifty_pairs_on(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(49):
        index = 20.0 + number
        who = bob if number % 2 else alice
        held(who, client=f"Client {number}", csat=1 + number // 10, index=index)
    [beside] = figures(desk)["estimate"]["beside"]
    assert (beside["pairs"], beside["lacking"], beside["rho"]) == (49, "pairs", None)
    held(bob, csat=5, index=90.0)
    [beside] = figures(desk)["estimate"]["beside"]
    assert beside["lacking"] is None
    assert beside["rho"] > 0.9
    assert beside["error"] < beside["error_without"]


def test_the_clients_of_too_few_are_why_nothing_is_said(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(60):
        who = bob if number % 2 else alice
        held(who, client=f"Client {number % 2}", csat=1 + number % 5, index=20.0 + number)
    [beside] = figures(desk)["estimate"]["beside"]
    assert (beside["pairs"], beside["lacking"]) == (60, "clients")


def test_those_who_did_not_answer_are_set_beside_those_who_did_from_fifty_pairs_on(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(49):
        held(alice, client=f"Client {number}", csat=5, index=60.0 + number % 5)
    for number in range(5):
        held(bob, client=f"Client {number}", index=40.0 + number, days_ago=9)
        held(bob, client="Erin", index=10.0)  # Who can still answer.
    found = figures(desk)["estimate"]
    assert found["paired"] == 49
    assert {found["answered"], found["unanswered"], found["difference"]} == {None}
    held(alice, csat=4, index=62.0)
    found = figures(desk)["estimate"]
    assert (found["answered"]["value"], found["unanswered"]["value"]) == (62, 42)
    assert found["difference"]["low"] > 15
