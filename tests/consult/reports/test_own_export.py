"""A client takes along what is held of them, without an account."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.consent_text import consent_text
from consult.consultations.models import Access, Consultation
from consult.consultations.services import scheduling
from consult.reports import services
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join
from tests.consult.reports import made_up
from tests.consult.reports.client_history import copy_of
from tests.consult.review.test_rating_api import give

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def path(api: APIClient, consultation: Consultation, alice: User) -> str:
    """Where Erin downloads, after a consultation that left everything it can leave."""
    scheduling.open_consultation(consultation)
    join(api, consultation)
    made_up.film(consultation, seconds=5)
    made_up.film(consultation, seconds=5, role="counsellor")
    scheduling.mark(consultation, alice, "breathing exercise", consultation.scheduled_at)
    scheduling.write_note(consultation, "a calm hour")
    made_up.ended(consultation)
    services.build_report(consultation.pk)
    own = f"/api/v1/participations/{cast.client_of(consultation).pk}/"
    give(api, f"{own}rating/", csat=4, comment="I was heard.")
    return f"{own}export.json"


def test_it_holds_what_is_held(api: APIClient, path: str) -> None:
    answer = api.get(path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = async_to_sync(copy_of)(answer)
    one = data["consultation"]
    assert (data["held_by"], data["deleted_after_days"]) == ("North Practice", 30)
    assert len(one["readings"]) == 10
    version = consent_text("en", 30).version
    assert (one["consents"][0]["decision"], one["consents"][0]["version"]) == ("granted", version)
    assert (one["rating"]["csat"], one["rating"]["comment"]) == (4, "I was heard.")
    assert len(one["reports"][0]["participants"]) == 1


def test_it_holds_nothing_that_the_counsellor_wrote(api: APIClient, path: str) -> None:
    text = json.dumps(async_to_sync(copy_of)(api.get(path)))
    assert "a calm hour" not in text
    assert "breathing exercise" not in text


def test_it_holds_nothing_of_the_counsellors_face(api: APIClient, path: str) -> None:
    one = async_to_sync(copy_of)(api.get(path))["consultation"]
    assert [person["role"] for person in one["reports"][0]["participants"]] == ["client"]
    assert "synchrony" not in json.dumps(one)


def test_it_holds_the_ten_seconds(api: APIClient, path: str) -> None:
    [first, *_more] = async_to_sync(copy_of)(api.get(path))["consultation"]["ten_seconds"]
    assert first["readings"] == 10
    assert "participant_id" not in first
    assert -1 <= first["valence_least"] <= first["valence_mean"] <= first["valence_most"] <= 1


def test_it_is_kept_that_it_was_taken_and_by_nobodys_name(
    api: APIClient, path: str, carol: User
) -> None:
    api.get(path)
    looks = signed_in(carol).get(f"/api/v1/consultations/{Consultation.objects.get().pk}/views/")
    [look] = looks.json()
    assert (look["act"], look["by"], look["name"]) == ("copied", "client", "")


def test_a_stranger_gets_nothing(path: str) -> None:
    assert APIClient().get(path).status_code == 401


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "dave"])
def test_no_user_gets_it_by_this_door(request: pytest.FixtureRequest, path: str, who: str) -> None:
    assert signed_in(request.getfixturevalue(who)).get(path).status_code == 401


def test_a_browser_that_came_later_gets_nothing(api: APIClient, alice: User) -> None:
    other, consultation = APIClient(), cast.schedule(alice)
    scheduling.open_consultation(consultation)
    join(api, consultation)
    join(other, consultation, decision="refused")
    answer = other.get(f"/api/v1/participations/{cast.client_of(consultation).pk}/export.json")
    assert (answer.status_code, answer.json()["code"]) == (403, "export_elsewhere")
    assert not Access.objects.exists()


def test_the_clients_file_holds_the_rating(path: str, alice: User) -> None:
    file = Consultation.objects.get().client_id
    answer: Any = signed_in(alice).get(f"/api/v1/clients/{file}/export.json")
    [one] = async_to_sync(copy_of)(answer)["consultations"]
    assert (one["rating"]["csat"], one["note"]) == (4, "a calm hour")
