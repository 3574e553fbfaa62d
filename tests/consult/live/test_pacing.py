"""Cameras are told the rate, their doors follow, and the counsellor hears of it."""

from __future__ import annotations

from typing import cast

import pytest
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.live import pacing as pacings
from consult.live.camera import CameraConsumer
from consult.live.hub import hub
from consult.live.pacing import pacing
from tests.consult.live.sockets import (
    answer_to,
    camera_of,
    frame,
    heard,
    leave,
    next_of,
    open_camera,
    watching,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


@pytest.fixture(autouse=True)
def steps_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock takes none: on a slow machine it would between two lines of a test."""
    monkeypatch.setattr(pacings, "STEP_S", 3600.0)


def overload() -> None:
    """Note a step's worth of frames that load has cost."""
    for _ in range(20):
        pacing().note(600, "dropped", "superseded")


async def test_under_load_a_camera_is_told_a_lower_rate_and_then_the_old_one(
    erin: Participant,
) -> None:
    camera = await camera_of(erin)
    overload()
    await pacing().step()
    told = await heard(camera)
    assert (told["type"], told["rate"]) == ("policy", 1.5)
    for _ in range(5):
        await pacing().step()
    assert [(await heard(camera))["rate"] for _ in range(5)] == [1.6, 1.7, 1.8, 1.9, 2.0]
    await leave(camera)


async def test_a_camera_that_floods_lowers_nobodys_rate(erin: Participant) -> None:
    camera = await camera_of(erin)
    for _ in range(200):
        pacing().note(20, "dropped", "superseded")
    for _ in range(20):
        pacing().note(50, "reading", "")
    await pacing().step()
    assert pacing().rate == 2.0
    await leave(camera)


async def test_its_door_follows(erin: Participant) -> None:
    camera = await camera_of(erin)
    overload()
    await pacing().step()
    await heard(camera)
    (consumer,) = hub().cameras.values()
    intake = cast("CameraConsumer", consumer).intake
    assert intake is not None
    assert intake.bucket.rate == pytest.approx(1.5 * 1.5)
    assert (await answer_to(camera, frame(1)))["status"] == "reading"
    await leave(camera)


async def test_whoever_comes_later_begins_with_the_lower_rate(erin: Participant) -> None:
    first = await camera_of(erin)
    overload()
    await pacing().step()
    second = await open_camera(str(erin.pk))
    assert (await heard(second))["rate"] == 1.5
    await leave(first)
    await leave(second)


async def test_when_the_last_camera_goes_the_load_is_forgotten(erin: Participant) -> None:
    first = await camera_of(erin)
    overload()
    await pacing().step()
    await leave(first)
    second = await open_camera(str(erin.pk))
    assert (await heard(second))["rate"] == 2.0
    await leave(second)


async def test_the_counsellor_hears_of_it(
    alice: User, opened: Consultation, alices_browser: Client, erin: Participant
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await camera_of(erin)
    overload()
    await pacing().step()
    told = await next_of(dashboard, "rate")
    assert (told["rate"], told["usual"], told["participant"]) == (1.5, 2.0, str(erin.pk))
    await leave(camera)
    await leave(dashboard)


async def test_a_database_that_is_away_is_no_load(erin: Participant) -> None:
    camera = await camera_of(erin)
    for _ in range(20):
        pacing().note(9000, "dropped", "storage")
    await pacing().step()
    assert pacing().rate == 2.0
    await leave(camera)
