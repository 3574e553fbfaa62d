"""Every look at what was read of a person is kept, and that person may read who looked (R7).

The addresses come from the URL configuration: a new one that tells of readings must be kept, or
named here as one that does not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Practice, User
from consult.consultations.models import Access
from consult.integrations.models import Scope
from consult.integrations.services.keys import make_key
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.routes import routes
from tests.trust.world import World, browser_of_client, north

pytestmark = pytest.mark.usefixtures("midday")

ACTS: Final = {
    "consultations/<uuid:pk>/readings/": "read",
    "consultations/<uuid:pk>/summary/": "read",
    "consultations/<uuid:pk>/rating/": "rating",
    "consultations/<uuid:pk>/report/": "viewed",
    "consultations/<uuid:pk>/report.pdf": "pdf",
    "consultations/<uuid:pk>/report.json": "json",
    "consultations/<uuid:pk>/report.xlsx": "xlsx",
    "consultations/<uuid:pk>/readings.csv": "csv",
    "clients/<uuid:pk>/trend/": "compared",
    "clients/<uuid:pk>/export.json": "copied",
    "participations/<uuid:participation_id>/export.json": "copied",
}
"""What is kept of a look at what an analysis says, by address."""
OF_MANY: Final = {
    "review/satisfaction/",
    "review/consultations/",
    "review/consultations.csv",
    "review/consultations.xlsx",
    "review/queue/",
}
"""Looks at many at once stand in the practice's audit."""
LISTS: Final = ("review/consultations/", "review/queue/?state=all")
"""Of them those that name clients, each of whom may read who saw it."""
FILES: Final = ("review/consultations.csv", "review/consultations.xlsx")
"""They name no client; what each said stands in them all the same."""
TELL_NO_READING: Final = {
    "consultations/<uuid:pk>/messages/",
    "consultations/<uuid:pk>/markers/",
    "consultations/<uuid:pk>/room/",
    "consultations/<uuid:pk>/consultation.ics",
    "consultations/<uuid:pk>/views/",
    "consultations/<pk>/",
    "consultations/<pk>/participants/",
    "clients/<pk>/",
    "participations/<uuid:participation_id>/",
    "participations/<uuid:participation_id>/messages/",
    "participations/<uuid:participation_id>/views/",
    "participations/<uuid:participation_id>/rating/",
}
"""What people wrote and planned, and how many readings there are: no label and no index in it."""
LOOKED_AT_OTHERWISE: Final = {
    # An administrator's look; the counsellor's own shows their own consultation.
    "review/consultations/<uuid:pk>/",
    # Only what the counsellor has shared: tests/consult/reports/test_views_are_kept.py.
    "participations/<uuid:participation_id>/report/",
}


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def test_every_address_of_a_person_is_thought_of() -> None:
    theirs = ("consultations/<", "clients/<", "participations/<", "review/")
    read = {route.pattern for route in routes() if "get" in route.methods}
    found = {pattern for pattern in read if pattern.startswith(theirs)}
    named = {*ACTS, *OF_MANY, *TELL_NO_READING, *LOOKED_AT_OTHERWISE}
    of_the_practice = {"review/queue/count/", "review/rules/", "review/views/"}
    assert found == named | of_the_practice


@pytest.mark.parametrize(("pattern", "act"), ACTS.items())
def test_a_look_is_kept_and_she_reads_it(world: World, pattern: str, act: str) -> None:
    erin = browser_of_client(world.person)
    looker = erin if pattern.startswith("participations/") else signed_in(world.alice)
    [route] = [route for route in routes() if route.pattern == pattern]
    assert heard(looker, route.at(**world.values(pattern))).status == 200
    views = erin.get(f"/api/v1/participations/{world.person.pk}/views/").json()
    by = "client" if looker is erin else "counsellor"
    assert [(one["act"], one["by"]) for one in views] == [(act, by)]


@pytest.mark.parametrize("pattern", sorted(OF_MANY))
def test_a_look_at_many_is_in_the_audit(world: World, pattern: str) -> None:
    before = AuditEntry.objects.count()
    assert heard(signed_in(world.carol), f"/api/v1/{pattern}").status == 200
    assert AuditEntry.objects.count() == before + 1
    mine = signed_in(world.alice).get("/api/v1/me/audit/?about=data").json()
    assert "review_" in str(mine)


@pytest.mark.parametrize("path", LISTS)
def test_whoever_stands_in_a_list_of_the_review_reads_who_saw_it(world: World, path: str) -> None:
    for _time in range(2):
        answer = signed_in(world.carol).get(f"/api/v1/{path}")
        assert len(answer.json()["results"]) == 1
    views = browser_of_client(world.person).get(f"/api/v1/participations/{world.person.pk}/views/")
    assert [(one["act"], one["by"]) for one in views.json()] == [("listed", "administrator")]


@pytest.mark.parametrize("path", FILES)
def test_whoever_stands_in_a_file_of_the_review_reads_who_has_it(world: World, path: str) -> None:
    assert heard(signed_in(world.carol), f"/api/v1/{path}").status == 200
    views = browser_of_client(world.person).get(f"/api/v1/participations/{world.person.pk}/views/")
    assert [(one["act"], one["by"]) for one in views.json()] == [("exported", "administrator")]


def test_an_administrators_look_at_one_is_kept(world: World) -> None:
    heard(signed_in(world.carol), f"/api/v1/review/consultations/{world.consultation.pk}/")
    assert list(Access.objects.values_list("act", "by")) == [("viewed", "administrator")]


def test_watching_live_is_kept_once_however_often_a_page_reconnects(
    request: pytest.FixtureRequest, alice: User
) -> None:
    opened = request.getfixturevalue("opened")
    browser = signed_in(alice)
    for _time in range(3):
        assert browser.post(f"/api/v1/consultations/{opened.pk}/tickets/").status_code == 201
        browser.get(f"/api/v1/consultations/{opened.pk}/readings/")
    assert list(Access.objects.values_list("act", "actor")) == [("watched", alice.pk)]


def test_labels_are_not_read_live_without_a_trace(
    request: pytest.FixtureRequest, alice: User
) -> None:
    opened = request.getfixturevalue("opened")
    for door in ("readings/?after_id=1", "summary/"):
        signed_in(alice).get(f"/api/v1/consultations/{opened.pk}/{door}")
    assert list(Access.objects.values_list("act", "actor")) == [("watched", alice.pk)]


def test_before_the_opening_there_is_nothing_to_look_at(
    request: pytest.FixtureRequest, alice: User
) -> None:
    planned = request.getfixturevalue("consultation")
    assert signed_in(alice).get(f"/api/v1/consultations/{planned.pk}/readings/").status_code == 200
    assert Access.objects.count() == 0


@pytest.mark.parametrize("cursor", ["?after_id=1", "?after=3", "?stream={stream}&after=3"])
def test_no_cursor_hides_a_look(world: World, cursor: str) -> None:
    stream = world.consultation.streams.get().pk
    path = f"/api/v1/consultations/{world.consultation.pk}/readings/"
    assert heard(signed_in(world.alice), path + cursor.format(stream=stream)).status == 200
    assert list(Access.objects.values_list("act", flat=True)) == ["read"]


def test_a_look_on_another_day_is_another_look(world: World) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Access.objects.create(
        consultation=world.consultation,
        act="read",
        by="counsellor",
        actor=world.alice,
        at=yesterday,
    )
    heard(signed_in(world.alice), f"/api/v1/consultations/{world.consultation.pk}/summary/")
    assert Access.objects.filter(act="read").count() == 2


def test_another_persons_look_is_another_look(world: World) -> None:
    for user in (world.alice, world.carol):
        heard(signed_in(user), f"/api/v1/consultations/{world.consultation.pk}/rating/")
    assert Access.objects.filter(act="rating").count() == 2


@pytest.mark.parametrize("by_key", [False, True])
def test_whoever_reads_ratings_together_leaves_a_look_at_each_once(
    world: World, *, by_key: bool
) -> None:
    browser = signed_in(world.carol)
    if by_key:
        browser = APIClient()
        _, secret = make_key(world.carol, "a program", [Scope.REVIEW], None)
        browser.credentials(HTTP_AUTHORIZATION=f"Api-Key {secret}")
    for _time in range(2):
        assert len(browser.get("/api/v1/ratings/").json()["results"]) == 1
    looks = Access.objects.values_list("consultation", "act", "actor")
    assert list(looks) == [(world.consultation.pk, "rating", world.carol.pk)]


def test_a_page_that_reads_on_looks_once(world: World) -> None:
    path = f"/api/v1/consultations/{world.consultation.pk}/readings/"
    for cursor in ("", "?after_id=1", "?after_id=20"):
        heard(signed_in(world.alice), path + cursor)
    assert Access.objects.count() == 1
