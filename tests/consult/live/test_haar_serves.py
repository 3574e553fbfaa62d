"""The thesis's cascade in the service: `FACE_DETECTOR=haar`, with streams and region frames."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import cv2
import numpy as np
import pytest
from django.test import Client
from numpy.typing import NDArray

from analyzer import tracking, weights
from analyzer.faces import HaarDetector
from analyzer.results import Box, Face
from analyzer.tracking import MIDDLE
from consult.accounts.models import User
from consult.clock import now_ms
from consult.consultations.models import Consultation, Participant, Reading
from consult.live import frame_header, frames
from tests.analyzer.pictures import empty_room, jpeg, portrait
from tests.consult.live.conftest import listening
from tests.consult.live.sockets import answer_to, camera_of, frame, leave, next_of, watching
from tests.consult.live.test_region_frames import LEFT, REGION, SIDE, TOP

pytestmark = pytest.mark.django_db(transaction=True)

CAMERA = portrait(640, 480)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Box | None]:
    """Return where the cascade was told to look first, frame by frame."""
    told: list[Box | None] = []
    detect = HaarDetector.detect

    def noting(
        self: HaarDetector, grey: NDArray[np.uint8], known: Box | None = None, brief: bool = False
    ) -> list[Face]:
        told.append(known)
        return detect(self, grey, known, brief)

    monkeypatch.setattr(HaarDetector, "detect", noting)
    return told


@pytest.fixture
async def haar_worker(
    unhurried: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    settings.FACE_DETECTOR = "haar"
    monkeypatch.setattr(frames, "_analyzer", None)
    # However long the machine takes from one frame to the next.
    for limit in ("STALE", "WHOLE_AFTER"):
        monkeypatch.setattr(tracking, limit, 3600.0)
    async with listening(monkeypatch):
        yield


def whole(seq: int) -> bytes:
    """Return a whole frame of the portrait, as a browser scales it."""
    return frame(seq, jpeg(np.asarray(cv2.resize(CAMERA, (320, 240)), np.uint8)))


def part(seq: int) -> bytes:
    """Return the part about the face at the camera's own resolution."""
    x, y, width, height = REGION
    header = frame_header.FrameHeader(0, (x, y, width, height), seq, now_ms())
    picture = jpeg(CAMERA[TOP : TOP + SIDE, LEFT : LEFT + SIDE])
    return frame_header.pack_frame(header, picture)


@pytest.mark.usefixtures("haar_worker")
async def test_whole_frames_regions_and_an_empty_room(
    alice: User,
    opened: Consultation,
    erin: Participant,
    alices_browser: Client,
    asked: list[Box | None],
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await camera_of(erin)
    sent = [whole(1), whole(2), part(3), frame(4, empty_room()), whole(5)]
    answers: list[dict[str, Any]] = [await answer_to(camera, message) for message in sent]
    heard = [await next_of(dashboard, "reading") for _ in sent]
    await leave(camera)
    await leave(dashboard)

    told = ["reading", "reading", "reading", "no_face", "reading"]
    assert [answer["status"] for answer in answers] == told
    assert [reading["status"] for reading in heard] == told
    first, *others = (answer["box"] for answer in answers if answer["status"] == "reading")
    for box in others:
        assert box == pytest.approx(first, abs=0.04)
    # Nothing is known at first, then the face of the frame before; a region is cut about its face,
    # and behind it, and behind an empty room, all is searched.
    assert [asked[0], *asked[2:]] == [None, MIDDLE, None, None]
    assert asked[1] is not None
    assert [asked[1].x, asked[1].y] == pytest.approx(first[:2], abs=1e-3)
    version = f"{weights.model().version}+haar"
    stored = [reading async for reading in Reading.objects.order_by("seq")]
    assert [(one.status, one.model_version) for one in stored] == [(each, version) for each in told]
    assert {one.face_score for one in stored if one.status == "reading"} == {1.0}
