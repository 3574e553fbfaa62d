"""The classifier's picture: framed, level, and never short of pixels."""

import cv2
import numpy as np
import pytest

from analyzer.crops import Framing, crop, tilt
from analyzer.results import Box, Face, Point
from tests.analyzer.pictures import portrait


def face(x: float, y: float, width: float, height: float, *keypoints: Point) -> Face:
    return Face(Box(x, y, width, height), 1.0, keypoints)


def test_a_crop_is_the_square_around_the_face() -> None:
    grey = np.tile(np.arange(200, dtype=np.uint8), (100, 1))
    square = crop(grey, face(0.25, 0.25, 0.24, 0.48), Framing())
    assert square.shape == (48, 48)
    assert square[0, 0] == 50
    assert square[0, -1] == 97


def test_a_crop_over_the_edge_repeats_it() -> None:
    grey = np.zeros((100, 100), np.uint8)
    grey[:, 0] = 200
    assert crop(grey, face(-0.24, 0.1, 0.48, 0.48), Framing())[:, :24].min() == 200


def test_a_crop_can_be_wider_and_higher_than_the_box() -> None:
    grey = np.zeros((200, 200), np.uint8)
    grey[:52] = 255
    seen = face(0.25, 0.26, 0.48, 0.48)
    assert crop(grey, seen, Framing()).max() == 0
    assert crop(grey, seen, Framing(1.0, -0.25))[:10].min() == 255


def test_the_tilt_is_that_of_the_eyes() -> None:
    level = face(0, 0, 1, 1, Point(0.4, 0.5), Point(0.6, 0.5))
    down_to_the_right = face(0, 0, 1, 1, Point(0.4, 0.4), Point(0.6, 0.6))
    assert tilt(level, 200, 100) == 0
    assert tilt(down_to_the_right, 100, 100) == pytest.approx(45)
    assert tilt(down_to_the_right, 200, 100) == pytest.approx(26.6, abs=0.1)
    assert tilt(face(0, 0, 1, 1), 100, 100) == 0


@pytest.mark.parametrize("degrees", [-30, 20, 40])
def test_a_tilted_face_is_turned_level(degrees: float) -> None:
    grey = np.asarray(cv2.cvtColor(portrait(512, 512), cv2.COLOR_BGR2GRAY), np.uint8)
    centre = (222.0, 110.0)
    turn = cv2.getRotationMatrix2D(centre, -degrees, 1.0)
    turned = np.asarray(cv2.warpAffine(grey, turn, (512, 512)), np.uint8)
    eyes = np.array([[195.0, 100.0, 1.0], [249.0, 100.0, 1.0]]) @ turn.T / 512
    box = (centre[0] - 60) / 512, (centre[1] - 60) / 512, 120 / 512, 120 / 512
    level = crop(grey, face(*box), Framing(1.1, -0.1))
    mended = crop(turned, face(*box, *(Point(*eye) for eye in eyes.tolist())), Framing(1.1, -0.1))
    assert np.corrcoef(level.ravel(), mended.ravel())[0, 1] > 0.97
