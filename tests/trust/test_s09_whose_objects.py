"""Every address of the API with another's id is refused, whoever asks (S9).

The addresses come from the URL configuration: one that this file has no case for fails it.
"""

from __future__ import annotations

import pytest

from consult.accounts.models import Practice, User
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.routes import Route, routes
from tests.trust.world import NAME, WORDS, World, browser_of_client, north, strangers

REFUSED = (401, 403, 404)
KEY_IN_HAND = "invites/"
"""An invite link is a key: whoever holds it may use it, so here it is another's by one letter."""


@pytest.fixture
def world(north_practice: Practice, alice: User, carol: User) -> World:
    return north(north_practice, alice, carol)


@pytest.fixture
def north_practice(request: pytest.FixtureRequest) -> Practice:
    practice: Practice = request.getfixturevalue("north")
    return practice


def of_somebody() -> list[Route]:
    """Return the routes to one thing, which is somebody's."""
    return [route for route in routes() if route.names]


def of_many() -> list[Route]:
    """Return the routes that read without naming anything."""
    return [route for route in routes() if not route.names and "get" in route.methods]


def address(world: World, route: Route) -> str:
    values = world.values(route.pattern)
    if route.pattern.startswith(KEY_IN_HAND):
        token = values["token"]
        values["token"] = token[:-1] + ("A" if token[-1] != "A" else "B")
    return route.at(**values)


def test_every_route_has_a_case(world: World) -> None:
    assert len(of_somebody()) > 40
    for route in of_somebody():
        assert set(route.names) <= set(world.values(route.pattern)), route.pattern


def test_nobody_reaches_what_is_anothers(world: World, bob: User, dave: User) -> None:
    let_in = []
    for who, browser in strangers(bob, dave).items():
        for route in of_somebody():
            for method in route.methods:
                answer = getattr(browser, method)(address(world, route), {}, format="json")
                if answer.status_code not in REFUSED:
                    let_in.append(f"{who}: {method} {route.pattern}: {answer.status_code}")
    assert let_in == []


def test_no_list_names_what_is_anothers(world: World, bob: User, dave: User) -> None:
    secrets = [*WORDS, str(world.consultation.pk), str(world.person.pk), "frank@example.org"]
    told = []
    for who, browser in strangers(bob, dave).items():
        for route in of_many():
            said = heard(browser, route.at()).said
            told += [(who, route.pattern, word) for word in secrets if word.encode() in said]
    assert told == []


def test_its_own_people_reach_every_route(world: World) -> None:
    """The negative control: the ids are real ones, so a refusal was of the person."""
    own = [signed_in(world.alice), signed_in(world.carol), browser_of_client(world.person)]
    unreachable = []
    for route in of_somebody():
        if "get" in route.methods:
            path = route.at(**world.values(route.pattern))
            if all(heard(browser, path).status in REFUSED for browser in own):
                unreachable.append(route.pattern)
    # Open to the client only after the counsellor has shared it.
    assert unreachable == ["participations/<uuid:participation_id>/report/"]


def test_its_own_lists_name_it(world: World) -> None:
    """The negative control: what is searched for stands in the lists, read by its own people."""
    own = [signed_in(world.alice), signed_in(world.carol)]
    said = b"".join(heard(browser, route.at()).said for browser in own for route in of_many())
    for word in (NAME, "marmalade", str(world.consultation.pk), "frank@example.org"):
        assert word.encode() in said, word
