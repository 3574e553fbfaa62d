"""The first start answers before the made-up months are there, and says so."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client as Browser

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.demo import history_progress
from consult.demo.background_history import lacks_months
from tests.conftest import signed_in
from tests.consult.review.held import held


@pytest.fixture(autouse=True)
def first_start(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO_HISTORY = True
    # A run of all tests takes longer than anybody waits for the months.
    monkeypatch.setattr(history_progress, "_STARTED", time.monotonic())


def said_to(user: User) -> bool:
    answer: dict[str, bool] = signed_in(user).get("/api/v1/demo/").json()
    return answer["coming"]


def test_they_come_until_they_are_there(alice: User) -> None:
    meeting = held(alice)
    assert said_to(alice)
    Consultation.objects.filter(pk=meeting.pk).update(made_up=True)
    assert not said_to(alice)


def test_the_page_says_it_from_the_start(client: Browser, alice: User) -> None:
    assert b"data-months-coming" in client.get("/sign-in").content
    Consultation.objects.filter(pk=held(alice).pk).update(made_up=True)
    assert b"data-months-coming" not in client.get("/sign-in").content


def test_nothing_comes_where_nobody_asked_for_it(alice: User, settings: Any) -> None:
    settings.DEMO_HISTORY = False
    assert not said_to(alice)


def test_after_five_minutes_it_is_no_promise_any_more(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        history_progress, "_STARTED", time.monotonic() - history_progress.AWAITED_S - 1
    )
    assert not said_to(alice)


@pytest.mark.parametrize(
    ("wanted", "months", "lacking"),
    [("1", "missing", True), ("1", "there", False), ("0", "missing", False)],
)
def test_the_launcher_adds_what_is_wanted_and_missing(
    wanted: str, months: str, lacking: bool
) -> None:
    assert lacks_months({"DEMO_HISTORY": wanted}, {"made_up_months": months}) == lacking


def test_without_a_demo_nothing_is_added() -> None:
    assert not lacks_months({"DEMO_HISTORY": "1"}, {})
