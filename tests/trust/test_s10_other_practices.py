"""Nobody makes or changes a row of another practice, or one that relates two practices (S10).

Requests come from the API's schema and are taken as they are; relations come from the models. So
an address, a field or a table that is new takes part by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.clock import now_ms
from consult.consultations.models import Client, Consultation, Marker
from consult.consultations.services import scheduling
from consult.review.models import Verdict
from tests import cast
from tests.conftest import signed_in
from tests.trust.answers import body_of
from tests.trust.forms import described, filled, forms
from tests.trust.practices import mixed, owned, related_names, rows_of
from tests.trust.routes import API, Route, routes
from tests.trust.world import World, browser_of_client, north

TAKEN: Final = (200, 201, 202, 204)
KEYS: Final = {
    # Of the request's own making: the same one again writes nothing (tested below).
    ("/api/v1/consultations/{id}/markers/", "key"),
    ("/api/v1/consultations/{id}/messages/", "key"),
    ("/api/v1/participations/{participation_id}/messages/", "key"),
}
RELATIONS: Final = {
    ("/api/v1/consultations/", "client"),
    ("/api/v1/review/consultations/{id}/verdicts/", "assignee"),
}
"""The fields of requests that name a row: each is tried by name below."""


@pytest.fixture
def worlds(
    request: pytest.FixtureRequest, alice: User, carol: User, dave: User
) -> tuple[World, World]:
    """North and South, each with one thing of every kind."""
    here: Practice = request.getfixturevalue("north")
    there = dave.own_practice
    grace = cast.make_user("Grace", there, User.Role.ADMINISTRATOR)
    return north(here, alice, carol), north(there, dave, grace)


def own_people(world: World) -> dict[str, APIClient]:
    return {
        "Alice": signed_in(world.alice),
        "Carol": signed_in(world.carol),
        "Erin": browser_of_client(world.person),
    }


def with_an_open_one(world: World) -> World:
    """Return the practice with a consultation that goes on where the other one is over."""
    made = cast.schedule(world.alice)
    scheduling.open_consultation(made)
    person = cast.grant(made)
    began = timezone.now() - timedelta(minutes=5)
    Consultation.objects.filter(pk=made.pk).update(opened_at=began)
    marker = scheduling.mark(Consultation.objects.get(pk=made.pk), world.alice, "", timezone.now())
    ids = {
        "consultations/": {"pk": made.pk, "marker_id": marker.pk},
        "participations/": {"participation_id": person.pk},
    }
    return replace(world, person=person, ids={**world.ids, **ids})


def attempts(world: World) -> Iterator[tuple[str, str, Route, dict[str, Any]]]:
    """Yield every request that writes: its method, address, route, and a body to be taken."""
    schema = described()
    by_shape = {_shape(route.pattern): route for route in routes()}
    for form in forms(schema):
        route = by_shape[_shape(form.path.removeprefix(f"/{API}"))]
        values = world.values(route.pattern) if route.names else {}
        yield form.method, route.at(**values), route, filled(form, schema)


def _shape(pattern: str) -> str:
    """Return an address without the names of what it leaves open."""
    parts = ["*" if part[:1] in "<{" else part for part in pattern.split("/")]
    return "/".join(parts)


def send(browser: APIClient, method: str, path: str, body: dict[str, Any]) -> int:
    cache.clear()  # No throttle may answer in the place of a view.
    answer = getattr(browser, method)(path, body, format="json")
    body_of(answer)
    return int(answer.status_code)


def test_every_table_of_a_practice_is_looked_at(worlds: tuple[World, World]) -> None:
    """The negative control: rows of South are found in each table that has any, and a mixed one."""
    here, there = worlds
    held = rows_of(there.alice.own_practice)
    assert {label for label, rows in held.items() if rows} >= {
        *("accounts.User", "accounts.Invitation", "consultations.Client", "consultations.Marker"),
        *("consultations.Consent", "consultations.Message", "consultations.Reading"),
        *("integrations.ApiKey", "integrations.Endpoint", "reports.Report", "review.Rating"),
        *("review.Verdict", "review.SavedView"),
    }
    assert len(list(owned())) > 25
    assert mixed() == []
    Client.objects.filter(pk=there.ids["clients/"]["pk"]).update(practice=here.alice.practice)
    assert any(one.startswith("consultations.Client") for one in mixed())


def test_no_request_writes_into_another_practice(worlds: tuple[World, World]) -> None:
    here, there = worlds
    own = related_names(here.alice.own_practice)
    foreign = related_names(there.alice.own_practice)
    before = rows_of(there.alice.own_practice)
    written, taken = [], set()
    for world in (here, with_an_open_one(here)):
        for who, browser in own_people(world).items():
            for method, path, route, body in attempts(world):
                # As it is taken, with names beside that no form has; and with every name of South.
                for sent in ({**foreign, **body, **_among(own, body)}, {**body, **foreign}):
                    with transaction.atomic():
                        if send(browser, method, path, sent) in TAKEN:
                            taken.add(f"{method} {route.pattern}")
                            if rows_of(there.alice.own_practice) != before or mixed():
                                written.append(f"{who}: {method} {route.pattern}")
                        transaction.set_rollback(True)
    assert written == []
    # The negative control: requests are taken, so it is not their form that keeps rows out.
    assert {
        *("post clients/", "post consultations/", "post practice/invitations/"),
        *("post practice/keys/", "post practice/webhooks/", "post review/views/"),
        *("post consultations/<uuid:pk>/markers/", "post consultations/<uuid:pk>/messages/"),
        *("post participations/<uuid:participation_id>/messages/", "patch practice/"),
    } <= taken
    assert len(taken) > 30, sorted(taken)


def _among(own: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return those of North's rows that a form asks for."""
    return {name: own[name] for name in own.keys() & body.keys()}


def test_every_field_that_names_a_row_is_tried_by_name(worlds: tuple[World, World]) -> None:
    _here, there = worlds
    named = related_names(there.alice.own_practice)
    found = {
        (form.path, name)
        for form in forms(described())
        for name, part in form.fields.items()
        if name in named or part.get("format") == "uuid"
    }
    assert found == RELATIONS | KEYS


def test_an_appointment_is_for_ones_own_client(worlds: tuple[World, World], bob: User) -> None:
    here, there = worlds
    soon = timezone.now() + timedelta(days=2)
    for counsellor in (there.alice, bob):
        clients_id = cast.schedule(counsellor).client_id
        plan = {"client": clients_id, "kind": "counselling", "scheduled_at": soon}
        before = Consultation.objects.count()
        answer = signed_in(here.alice).post("/api/v1/consultations/", plan, format="json")
        assert answer.status_code == 400
        assert Consultation.objects.count() == before
    plan["client"] = here.ids["clients/"]["pk"]
    assert (
        signed_in(here.alice).post("/api/v1/consultations/", plan, format="json").status_code == 201
    )


def test_a_case_is_given_to_an_administrator_of_the_practice(worlds: tuple[World, World]) -> None:
    here, there = worlds
    path = f"/api/v1/review/consultations/{here.consultation.pk}/verdicts/"
    before = Verdict.objects.count()
    for nobody in (there.carol, there.alice, here.alice):
        wish = {"act": "assigned", "assignee": nobody.pk}
        assert signed_in(here.carol).post(path, wish, format="json").status_code == 400
    assert Verdict.objects.count() == before
    wish = {"act": "assigned", "assignee": here.carol.pk}
    assert signed_in(here.carol).post(path, wish, format="json").status_code in TAKEN


def test_anothers_key_of_a_marker_finds_nothing(worlds: tuple[World, World]) -> None:
    here, there = worlds
    theirs = Marker.objects.get(pk=there.ids["consultations/"]["marker_id"])
    theirs.key = uuid4()
    theirs.save()
    path = "/api/v1/consultations/{pk}/markers/"
    path = path.format(**with_an_open_one(here).ids["consultations/"])
    form = {"key": str(theirs.key), "text": "mine", "at": now_ms()}
    answer = signed_in(here.alice).post(path, form, format="json")
    assert (answer.status_code, answer.json()["text"]) == (201, "mine")
    theirs.refresh_from_db()
    assert theirs.text == "heron"


def test_a_filter_that_names_anothers_counsellor_finds_nothing(worlds: tuple[World, World]) -> None:
    here, there = worlds
    desk = signed_in(here.carol)
    for of_whom, found in ((here.alice, 1), (there.alice, 0)):
        path = f"/api/v1/review/consultations/?period=all&counsellor={of_whom.pk}"
        answer = desk.get(path)
        assert answer.status_code in (200, 400, 404)
        shown = answer.json()["results"] if answer.status_code == 200 else []
        assert len(shown) == found
