"""Faces in whole frames: pasted, sent, found and cropped as the product does it."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer.crops import crop
from analyzer.faces import HaarDetector
from analyzer.frame import decode
from analyzer.training.conditions import CONDITIONS
from analyzer.training.data import load
from analyzer.training.detection import CONDITIONS as CONDITIONS_OF_DETECTION
from analyzer.training.detection import Condition, placed, table, told
from analyzer.training.through import as_sent, found_crops, scene
from tests.analyzer.pictures import portrait


def face() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the portrait's face, framed as the training pictures are."""
    grey = np.asarray(cv2.cvtColor(portrait(512, 512), cv2.COLOR_BGR2GRAY), np.uint8)
    return crop(grey, HaarDetector().detect(grey)[0], HaarDetector.framing)


def test_a_scene_is_sent_as_a_browser_would() -> None:
    room, box = scene(face(), 200, np.random.default_rng(0))
    assert room.shape == (480, 640)
    assert box.width * 640 == pytest.approx(200)
    assert decode(as_sent(room)).shape == (240, 320)


def test_a_pasted_face_is_found_where_it_is() -> None:
    room, _ = scene(face(), 220, np.random.default_rng(0))
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


def test_a_condition_is_what_it_says() -> None:
    grey, random = face(), np.random.default_rng
    plain, box = placed(grey, Condition(), random(0))
    dark, same = placed(grey, Condition(light=0.25), random(0))
    assert box == same
    assert dark.mean() == pytest.approx(plain.mean() / 4, abs=1)
    covered, _ = placed(grey, Condition(covered="lower"), random(0))
    top, left = round(box.y * 480), round(box.x * 640)
    assert np.ptp(covered[top + 100 : top + 150, left + 10 : left + 150]) < 8
    assert np.array_equal(covered[top : top + 60], plain[top : top + 60])


def test_the_table_counts_what_was_found(small_data: Path) -> None:
    result = table(load(small_data), count=2)
    assert result["recall"].keys() == CONDITIONS_OF_DETECTION.keys()
    assert result["n"] == 2
    # Noise is no face, whatever it is pasted into.
    assert result["recall"]["160 px high"] == {"blazeface": 0.0, "haar": 0.0}
    assert result["empty"] == 109
    assert len(told(result).splitlines()) == 3 + len(CONDITIONS_OF_DETECTION)
