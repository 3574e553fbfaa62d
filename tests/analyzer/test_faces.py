"""What both detectors promise."""

import cv2
import numpy as np
import pytest

from analyzer import DETECTORS
from analyzer.faces import BUILDERS, FaceDetector
from analyzer.frame import decode
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people


@pytest.fixture(scope="module", params=sorted(BUILDERS))
def detector(request: pytest.FixtureRequest) -> FaceDetector:
    return BUILDERS[request.param]()


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (240, 320)])
def test_the_face_is_found_where_it_is(detector: FaceDetector, size: tuple[int, int]) -> None:
    box = detector.detect(decode(jpeg(portrait(*size))))[0].box
    assert abs(box.x + box.width / 2 - 0.43) < 0.03
    assert abs(box.y + box.height / 2 - 0.22) < 0.04


def test_an_empty_room_has_no_face(detector: FaceDetector) -> None:
    assert detector.detect(decode(empty_room())) == []


def test_the_largest_face_comes_first(detector: FaceDetector) -> None:
    head = portrait(512, 512)[0:320, 70:370]
    picture = np.full((320, 520, 3), 90, np.uint8)
    picture[50:290, 0:225] = cv2.resize(head, (225, 240))
    picture[:, 220:] = head
    faces = detector.detect(decode(jpeg(picture)))
    assert len(faces) == 2
    assert faces[0].box.x > 0.4
    assert [f.box.area for f in faces] == sorted((f.box.area for f in faces), reverse=True)


def test_two_people_are_two_faces(detector: FaceDetector) -> None:
    assert len(detector.detect(decode(two_people()))) == 2


def test_a_brief_look_finds_who_sits_near_and_leaves_out_the_far_network() -> None:
    far = np.full((240, 320, 3), 170, np.uint8)
    far[90:126, 200:236] = cv2.resize(portrait(512, 512)[20:220, 125:325], (36, 36))
    blazeface = BUILDERS["blazeface"]()
    found = [
        len(blazeface.detect(decode(jpeg(picture)), brief=brief))
        for picture in (portrait(), far)
        for brief in (False, True)
    ]
    assert found == [1, 1, 1, 0]


def test_every_named_detector_can_be_built() -> None:
    assert set(BUILDERS) == set(DETECTORS)
