"""Saying no, at once or later, changes no answer but that of the camera (R2).

Asked of every address of a client's, during the call and after it: a new one is there by itself.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.reports import services
from tests import cast
from tests.consult.consultations.test_client_api import join
from tests.trust.answers import body_of
from tests.trust.routes import Route, routes

CAMERA: Final = "participations/<uuid:participation_id>/tickets/"
DECIDING: Final = ("consent/", "pause/")
"""What is decided there is no other service."""
BODIES: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("post", "messages/"): {"text": "Good morning", "key": str(uuid.UUID(int=1))},
    ("put", "rating/"): {"csat": 4, "comment": ""},
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def met(consultation: Consultation) -> Consultation:
    """The practice shows reports to clients."""
    Practice.objects.update(share_reports=True)
    return scheduling.open_consultation(consultation)


def decided(browser: APIClient, consultation: Consultation, decision: str) -> None:
    """Have the client join, and say what they say."""
    first = "granted" if decision == "withdrawn" else decision
    join(browser, consultation, decision=first)
    if first != decision:
        own = f"/api/v1/participations/{cast.client_of(consultation).pk}/"
        assert browser.post(f"{own}consent/", {"decision": decision}, format="json").data


def own_routes() -> list[tuple[Route, str]]:
    """Return a client's addresses with their methods, what deletes last."""
    found = [
        (route, method)
        for route in routes()
        if route.pattern.startswith("participations/") and not route.pattern.endswith(DECIDING)
        for method in route.methods
    ]
    return sorted(found, key=lambda one: one[1] == "delete")


def answers(browser: APIClient, consultation: Consultation) -> dict[str, int]:
    """Ask for everything once; return each status by method and address."""
    person = cast.client_of(consultation).pk
    said = {}
    for route, method in own_routes():
        body = BODIES.get((method, route.pattern.rsplit(">/", 1)[1]))
        answer: Any = getattr(browser, method)(route.at(participation_id=person), body, "json")
        body_of(answer)
        said[f"{method} {route.pattern}"] = answer.status_code
    return said


def end_and_share(consultation: Consultation) -> None:
    scheduling.end_consultation(Consultation.objects.get(pk=consultation.pk))
    services.build_report(consultation.pk)
    Consultation.objects.filter(pk=consultation.pk).update(report_shared_at=timezone.now())


@pytest.mark.parametrize("decision", ["refused", "withdrawn"])
def test_a_no_closes_the_camera_and_nothing_else(
    met: Consultation, alice: User, decision: str
) -> None:
    other = scheduling.open_consultation(cast.schedule(alice))
    yes, no = APIClient(), APIClient()
    decided(yes, other, "granted")
    decided(no, met, decision)
    during = answers(yes, other), answers(no, met)
    camera = f"post {CAMERA}"
    assert (during[0].pop(camera), during[1].pop(camera)) == (201, 409)
    assert during[0] == during[1]
    assert during[1]["post participations/<uuid:participation_id>/call/tickets/"] == 201
    assert during[1]["post participations/<uuid:participation_id>/messages/"] == 201
    for one in (other, met):
        end_and_share(one)
    after = answers(yes, other), answers(no, met)
    assert after[0] == after[1]
    assert after[1]["put participations/<uuid:participation_id>/rating/"] == 200
    assert after[1]["get participations/<uuid:participation_id>/export.json"] == 200
