"""Markers over HTTP: kept, reworded and taken away, during the consultation and after it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.clock import LATEST_MS, to_ms
from consult.consultations.models import Consultation, Marker
from consult.consultations.services import scheduling
from consult.live import announce
from tests import cast
from tests.conftest import signed_in


@pytest.fixture
def breathing(alice: User, opened: Consultation) -> Marker:
    """Alice marked the breathing exercise just after the opening."""
    assert opened.opened_at is not None
    return scheduling.mark(opened, alice, "breathing", opened.opened_at)


def address(marker: Marker) -> str:
    return f"/api/v1/consultations/{marker.consultation_id}/markers/{marker.pk}/"


def reword(browser: APIClient, marker: Marker, text: str) -> Any:
    return browser.patch(address(marker), {"text": text, "at": 0}, format="json")


def test_words_change_and_the_moment_stays(alice: User, breathing: Marker) -> None:
    answer = reword(signed_in(alice), breathing, "breathing exercise")
    assert answer.json() == {
        "type": "marker",
        "id": str(breathing.pk),
        "at": to_ms(breathing.at),
        "text": "breathing exercise",
    }


def test_a_marker_is_taken_away_once(alice: User, breathing: Marker) -> None:
    browser = signed_in(alice)
    assert browser.delete(address(breathing)).status_code == 204
    assert Marker.objects.count() == 0
    assert browser.delete(address(breathing)).status_code == 404
    assert reword(browser, breathing, "late").status_code == 404


def test_words_for_a_marker_that_goes_at_this_moment_find_none(
    alice: User, breathing: Marker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword_held = scheduling.reword

    def after_it_went(marker: Marker, text: str) -> Marker:
        Marker.objects.all().delete()
        return reword_held(marker, text)

    monkeypatch.setattr(scheduling, "reword", after_it_went)
    answer = reword(signed_in(alice), breathing, "late")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_notes_are_finished_after_the_end_too(
    alice: User, opened: Consultation, breathing: Marker
) -> None:
    scheduling.end_consultation(opened)
    assert reword(signed_in(alice), breathing, "settles quickly").status_code == 200
    assert signed_in(alice).delete(address(breathing)).status_code == 204


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
def test_nobody_else_touches_one(
    request: pytest.FixtureRequest, breathing: Marker, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert reword(browser, breathing, "mine").status_code in (403, 404)
    assert browser.delete(address(breathing)).status_code in (403, 404)
    assert Marker.objects.get().text == "breathing"


def test_a_marker_of_another_consultation_is_not_found(
    alice: User, consultation: Consultation, breathing: Marker
) -> None:
    elsewhere = cast.schedule(alice)
    wrong = address(breathing).replace(str(consultation.pk), str(elsewhere.pk))
    assert signed_in(alice).delete(wrong).status_code == 404


def test_a_moment_sent_again_is_kept_once_and_as_it_was(alice: User, opened: Consultation) -> None:
    where = f"/api/v1/consultations/{opened.pk}/markers/"
    key = str(uuid.uuid4())
    first, again = (
        signed_in(alice).post(where, {"text": text, "key": key}, format="json")
        for text in ("tears", "late")
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Marker.objects.get().text == "tears"


def test_each_key_is_a_moment_of_its_own(alice: User, opened: Consultation) -> None:
    where = f"/api/v1/consultations/{opened.pk}/markers/"
    for key in (str(uuid.uuid4()), str(uuid.uuid4()), None):
        form = {"key": key} if key else {}
        assert signed_in(alice).post(where, form, format="json").status_code == 201
    assert Marker.objects.count() == 3


def test_words_have_an_end(alice: User, breathing: Marker) -> None:
    answer = reword(signed_in(alice), breathing, "x" * 501)
    assert (answer.status_code, list(answer.json())) == (400, ["text"])


@pytest.mark.parametrize("at", [LATEST_MS, LATEST_MS + 1, 10**18, -1])
def test_a_moment_of_another_age_is_refused(alice: User, opened: Consultation, at: int) -> None:
    path = f"/api/v1/consultations/{opened.pk}/markers/"
    answer = signed_in(alice).post(path, {"text": "", "at": at}, format="json")
    assert (answer.status_code, list(answer.json())) == (400, ["at"])


def test_every_window_hears_of_it(
    alice: User,
    breathing: Marker,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(
        announce, "tell", lambda *hints: told.extend(h["message"] for _, h in hints)
    )
    with django_capture_on_commit_callbacks(execute=True):
        reword(signed_in(alice), breathing, "breathing exercise")
        signed_in(alice).delete(address(breathing))
    assert [message["type"] for message in told] == ["marker", "unmarked"]
    assert {message["id"] for message in told} == {str(breathing.pk)}
