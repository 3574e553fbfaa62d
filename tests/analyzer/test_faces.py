import cv2
import numpy as np
import pytest

from analyzer.faces import HaarDetector, crop
from analyzer.frame import decode
from analyzer.results import Box
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people


@pytest.fixture(scope="module")
def haar() -> HaarDetector:
    return HaarDetector()


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (240, 320)])
def test_the_face_is_found_where_it_is(haar: HaarDetector, size: tuple[int, int]) -> None:
    box = haar.detect(decode(jpeg(portrait(*size))))[0].box
    assert abs(box.x + box.width / 2 - 0.43) < 0.03
    assert abs(box.y + box.height / 2 - 0.22) < 0.03


def test_an_empty_room_has_no_face(haar: HaarDetector) -> None:
    assert haar.detect(decode(empty_room())) == []


def test_the_largest_face_comes_first(haar: HaarDetector) -> None:
    head = portrait(512, 512)[0:320, 70:370]
    picture = np.full((320, 520, 3), 90, np.uint8)
    picture[50:290, 0:225] = cv2.resize(head, (225, 240))
    picture[:, 220:] = head
    faces = haar.detect(decode(jpeg(picture)))
    assert len(faces) == 2
    assert faces[0].box.x > 0.4
    assert [f.box.area for f in faces] == sorted((f.box.area for f in faces), reverse=True)


def test_two_people_are_two_faces(haar: HaarDetector) -> None:
    assert len(haar.detect(decode(two_people()))) == 2


def test_a_crop_is_the_square_around_the_face() -> None:
    grey = np.tile(np.arange(200, dtype=np.uint8), (100, 1))
    square = crop(grey, Box(0.25, 0.25, 0.24, 0.48))
    assert square.shape == (48, 48)
    assert square[0, 0] == 50
    assert square[0, -1] == 97


def test_a_crop_over_the_edge_repeats_it() -> None:
    grey = np.zeros((100, 100), np.uint8)
    grey[:, 0] = 200
    assert crop(grey, Box(-0.24, 0.1, 0.48, 0.48))[:, :24].min() == 200


def test_a_crop_can_be_wider_and_higher_than_the_box() -> None:
    grey = np.zeros((200, 200), np.uint8)
    grey[:52] = 255
    plain = crop(grey, Box(0.25, 0.26, 0.48, 0.48))
    raised = crop(grey, Box(0.25, 0.26, 0.48, 0.48), scale=1.0, shift=-0.25)
    assert plain.max() == 0
    assert raised[:10].min() == 255
