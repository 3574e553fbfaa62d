import cv2
import numpy as np

from analyzer.crops import Framing, crop
from analyzer.faces import HaarDetector
from analyzer.frame import decode
from analyzer.gate import brightness, defect, sharpness
from tests.analyzer.pictures import jpeg, portrait

GREY = decode(jpeg(portrait()))
FACE = crop(GREY, HaarDetector().detect(GREY)[0], Framing())


def test_a_flat_picture_has_its_grey_and_no_sharpness() -> None:
    flat = np.full((48, 48), 80, np.uint8)
    assert brightness(flat) == 80
    assert sharpness(flat) == 0


def test_a_good_face_has_no_defect() -> None:
    assert defect(brightness(FACE), sharpness(FACE)) == ""


def test_darkness_and_glare_are_named() -> None:
    assert defect(brightness((FACE * 0.1).astype(np.uint8)), 500) == "too_dark"
    assert defect(brightness(np.maximum(FACE, 230)), 500) == "too_bright"


def test_blur_is_named() -> None:
    soft = np.asarray(cv2.GaussianBlur(FACE, (0, 0), 3), np.uint8)
    assert defect(brightness(soft), sharpness(soft)) == "blurred"
