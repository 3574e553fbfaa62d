"""Another site's form writes for nobody: whoever shows a session shows a token, too (S20)."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import pauses
from tests import cast
from tests.conftest import signed_in
from tests.trust.routes import routes
from tests.trust.world import World, browser_of_client, north

WRITING = [
    (route.pattern, method)
    for route in routes()
    if route.pattern.startswith("participations/")
    for method in route.methods
    if method != "get"
]


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def strict(browser: APIClient) -> APIClient:
    """Return the browser with the token checked, which tests are spared otherwise."""
    checked = APIClient(enforce_csrf_checks=True)
    checked.cookies = browser.cookies
    return checked


@pytest.mark.parametrize(
    ("pattern", "method"), WRITING, ids=lambda part: getattr(part, "pattern", part)
)
def test_no_form_of_another_site_writes_for_a_client(
    world: World, pattern: str, method: str
) -> None:
    erin = strict(browser_of_client(world.person))
    [route] = [route for route in routes() if route.pattern == pattern]
    path = route.at(**world.values(pattern))
    for kind in ("application/x-www-form-urlencoded", "text/plain", "application/json"):
        answer = getattr(erin, method)(path, data="", content_type=kind)
        assert answer.status_code == 403
        assert "CSRF" in answer.json()["detail"]


def test_with_the_pages_token_a_client_writes(opened: Consultation) -> None:
    erin = strict(browser_of_client(cast.client_of(opened)))
    erin.get("/")
    token = erin.cookies["csrftoken"].value
    path = f"/api/v1/participations/{cast.client_of(opened).pk}/pause/"
    wish = {"paused": True}
    answer = erin.post(path, wish, format="json", headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["paused"]) == (200, True)


@pytest.mark.parametrize("who", ["client", "counsellor"])
def test_an_empty_form_resumes_nothing(opened: Consultation, alice: User, who: str) -> None:
    person = cast.client_of(opened)
    pauses.pause(person, by=who, paused=True)
    browser = browser_of_client(person) if who == "client" else signed_in(alice)
    own = f"participations/{person.pk}" if who == "client" else f"consultations/{opened.pk}"
    form = "application/x-www-form-urlencoded"
    answer = browser.post(f"/api/v1/{own}/pause/", data="", content_type=form)
    assert (answer.status_code, list(answer.json())) == (400, ["paused"])
    assert cast.client_of(opened).paused


def test_reading_needs_no_token(world: World) -> None:
    erin = strict(browser_of_client(world.person))
    assert erin.get(f"/api/v1/participations/{world.person.pk}/").status_code == 200
