"""A frame that shows a part: judged by its own pixels, stored in the places of the whole."""

from __future__ import annotations

from typing import Any, cast

import cv2
import numpy as np
import pytest

from analyzer.pipeline import Analyzer
from consult.consultations.models import Participant, Reading, Stream
from consult.consultations.services import streams
from consult.live import frame_header
from consult.live.batch_analysis import process_batch
from tests.analyzer.pictures import jpeg, portrait
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import camera_of, heard, leave, message_of

pytestmark = pytest.mark.django_db

LEFT, TOP, SIDE = 160, 20, 224
"""A square about the portrait's face in a camera's picture of 640x480."""
REGION = [
    round(LEFT / 640 * 65535),
    round(TOP / 480 * 65535),
    round(SIDE / 640 * 65535),
    round(SIDE / 480 * 65535),
]


@pytest.fixture
def stream(erin: Participant) -> Stream:
    return streams.open_stream(erin)


def box_of(reading: Reading) -> list[float]:
    box = (reading.box_x, reading.box_y, reading.box_width, reading.box_height)
    return [float(cast("float", side)) for side in box]


def test_a_face_has_the_same_box_in_a_region_as_in_the_whole_picture(stream: Stream) -> None:
    camera = portrait(640, 480)
    small = np.asarray(cv2.resize(camera, (320, 240), interpolation=cv2.INTER_AREA), np.uint8)
    whole = message_of(stream, 1, jpeg(small))
    part = message_of(stream, 2, jpeg(camera[TOP : TOP + SIDE, LEFT : LEFT + SIDE]))
    process_batch(Analyzer.default(), [whole, {**part, "region": REGION}])
    seen, closer = Reading.objects.order_by("seq")
    assert (seen.status, closer.status) == ("reading", "reading")
    assert box_of(closer) == pytest.approx(box_of(seen), abs=0.03)


def test_the_analyzer_is_told_how_much_of_the_picture_a_frame_shows(stream: Stream) -> None:
    told = ToldAnalyzer()
    part: dict[str, Any] = {**message_of(stream, 2), "region": [100, 200, 32768, 16384]}
    process_batch(cast("Any", told), [message_of(stream, 1), part])
    assert told.shares == [1.0, 32768 / 65535]
    assert told.streams == [stream.pk.hex] * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("worker")
async def test_a_region_is_answered_in_the_places_of_the_whole_picture(erin: Participant) -> None:
    socket = await camera_of(erin)
    header = frame_header.FrameHeader(0, (0, 32767, 32768, 32768), 1, 1_760_000_000_000)
    await socket.send_to(bytes_data=frame_header.pack_frame(header, b"happy"))
    answer = await heard(socket)
    assert answer["box"] == pytest.approx([0.125, 0.625, 0.25, 0.25], abs=1e-4)
    await leave(socket)
