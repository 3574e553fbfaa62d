"""Inside a practice, too, each reaches what is theirs: administrators, programs by scope (S9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.integrations.models import Scope
from consult.integrations.services.keys import make_key
from tests import cast
from tests.conftest import signed_in
from tests.trust.answers import body_of
from tests.trust.routes import Route, routes
from tests.trust.test_s09_whose_objects import REFUSED, address
from tests.trust.world import World, north

OF_A_COLLEAGUES_CLIENTS: Final = {
    *("get consultations/<pk>/", "get consultations/<pk>/participants/"),
    *("get consultations/<uuid:pk>/report/", "post consultations/<uuid:pk>/report/"),
    *(f"get consultations/<uuid:pk>/report.{kind}" for kind in ("pdf", "json", "xlsx")),
    *("get consultations/<uuid:pk>/readings.csv", "get consultations/<uuid:pk>/views/"),
    "get consultations/<uuid:pk>/rating/",
    *("get clients/<pk>/", "delete clients/<pk>/"),
    *("get clients/<uuid:pk>/trend/", "get clients/<uuid:pk>/export.json"),
    "get review/consultations/<uuid:pk>/",
    "post review/consultations/<uuid:pk>/verdicts/",
}
"""What an administrator reaches of what a counsellor holds: reports, files, the review. Planning,
opening, marking, writing notes, watching live and sharing are the counsellor's; saved views are
each administrator's own."""


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def reached(browser: APIClient, world: World, some: Iterable[Route]) -> set[str]:
    """Return what is not refused, as "get clients/<pk>/"; nothing of it takes effect."""
    found = set()
    for route in some:
        for method in route.methods:
            with transaction.atomic():
                path = address(world, route) if route.names else route.at()
                answer = getattr(browser, method)(path, {}, format="json")
                body_of(answer)
                transaction.set_rollback(True)
            if answer.status_code not in REFUSED:
                found.add(f"{method} {route.pattern}")
    return found


def test_an_administrator_reaches_of_a_colleagues_clients_what_is_named(world: World) -> None:
    judy = cast.make_user("Judy", world.alice.own_practice, User.Role.ADMINISTRATOR)
    held = [one for one in routes() if one.names and not one.pattern.startswith("practice/")]
    assert reached(signed_in(judy), world, held) == OF_A_COLLEAGUES_CLIENTS


def program(world: World, scopes: Iterable[str]) -> APIClient:
    """Return a program with a key of Carol's for these scopes."""
    _, secret = make_key(world.carol, "reader", list(scopes), None)
    browser = APIClient()
    browser.credentials(HTTP_AUTHORIZATION=f"Api-Key {secret}")
    return browser


def read_under(scope: str) -> list[Route]:
    """Return the routes that ask programs for a scope, and can be read."""
    asking = [one for one in routes() if getattr(one.view, "key_scope", None) == scope]
    return [one for one in asking if "get" in one.methods]


@pytest.mark.parametrize("scope", Scope.values)
def test_a_key_reads_what_its_scope_names_and_nothing_else(world: World, scope: str) -> None:
    wanted = {f"get {one.pattern}" for one in read_under(scope)}
    assert wanted
    open_to_all = reached(APIClient(), world, routes())
    assert reached(program(world, [scope]), world, routes()) - open_to_all == wanted


@pytest.mark.parametrize("scope", Scope.values)
def test_a_key_that_lacks_one_scope_is_told_so(world: World, scope: str) -> None:
    others = program(world, [one for one in Scope.values if one != scope])
    for route in read_under(scope):
        answer = others.get(address(world, route) if route.names else route.at())
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), route.pattern
