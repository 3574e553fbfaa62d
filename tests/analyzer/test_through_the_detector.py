"""Faces in whole frames: pasted, sent, found and cropped as the product does it."""

import cv2
import numpy as np

from analyzer.crops import crop
from analyzer.faces import HaarDetector
from analyzer.frame import decode
from analyzer.training.conditions import CONDITIONS
from analyzer.training.through import as_sent, found_crops, scene
from tests.analyzer.pictures import portrait


def face() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the portrait's face, framed as the training pictures are."""
    grey = np.asarray(cv2.cvtColor(portrait(512, 512), cv2.COLOR_BGR2GRAY), np.uint8)
    return crop(grey, HaarDetector().detect(grey)[0], HaarDetector.framing)


def test_a_scene_is_sent_as_a_browser_would() -> None:
    room = scene(face(), 200, np.random.default_rng(0))
    assert room.shape == (480, 640)
    assert decode(as_sent(room)).shape == (240, 320)


def test_a_pasted_face_is_found_where_it_is() -> None:
    room = scene(face(), 220, np.random.default_rng(0))
    found, crops = found_crops(HaarDetector(), [as_sent(room)])
    assert found == [0]
    assert np.corrcoef(crops[0].ravel(), face().ravel())[0, 1] > 0.8


def test_an_empty_room_gives_no_crop() -> None:
    room = np.full((480, 640), 170, np.uint8)
    assert found_crops(HaarDetector(), [as_sent(room)]) == ([], [])


def test_conditions_keep_the_form_of_a_picture() -> None:
    for name, change in CONDITIONS.items():
        changed = change(face())
        assert changed.shape == (48, 48), name
        assert changed.dtype == np.uint8, name
    assert np.array_equal(CONDITIONS["as it is"](face()), face())
    assert CONDITIONS["light × 0.5"](face()).mean() < 0.6 * face().mean()
