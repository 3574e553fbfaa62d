"""No cache keeps what the API says, and no script reads the session (S20).

The flags of cookies under HTTPS stand in test_s13_production_settings.py.
"""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from tests import cast
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.routes import routes
from tests.trust.world import World, browser_of_client, north


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def test_whatever_the_api_says_of_people_is_stored_by_no_cache(world: World) -> None:
    own = [signed_in(world.alice), signed_in(world.carol), browser_of_client(world.person)]
    kept, asked = [], set()
    for route in routes():
        if "get" not in route.methods:
            continue
        path = route.at(**world.values(route.pattern)) if route.names else route.at()
        for browser in own:
            answer = heard(browser, path)
            if answer.status == 200:
                asked.add(route.pattern)
                if answer.headers.get("Cache-Control") != "no-store":
                    kept.append(route.pattern)
    assert sorted(set(kept)) == []
    assert len(asked) > 35


def test_a_refusal_is_stored_by_no_cache_either(world: World) -> None:
    path = f"/api/v1/consultations/{world.consultation.pk}/readings/"
    assert APIClient().get(path).headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_for_the_server_alone(api: APIClient, alice: User) -> None:
    api.get("/")
    login = {"email": alice.email, "password": cast.PASSWORD}
    answer = api.post("/_allauth/browser/v1/auth/login", login, format="json")
    session = answer.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("path", ["/", "/api/v1/me/"])
def test_every_answer_says_how_it_may_be_used(api: APIClient, db: None, path: str) -> None:
    headers = api.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    rights = dict(part.split("=") for part in headers["Permissions-Policy"].split(", "))
    own = {name for name, whose in rights.items() if whose == "(self)"}
    assert own == {"camera", "microphone", "display-capture", "fullscreen"}
    assert {rights[name] for name in rights.keys() - own} == {"()"}
    assert {"geolocation", "usb", "payment"} <= rights.keys()
