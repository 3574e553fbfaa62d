"""Faces in whole frames: pasted, sent, found and cropped as the product does it."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer import weights
from analyzer.crops import Framing, crop
from analyzer.expressions import LiteRTClassifier
from analyzer.faces import BlazeFaceDetector, HaarDetector
from analyzer.frame import decode
from analyzer.pipeline import gated
from analyzer.results import Box, Face
from analyzer.training.conditions import CONDITIONS, refused, under_conditions
from analyzer.training.data import Faces, load
from analyzer.training.detection import CONDITIONS as CONDITIONS_OF_DETECTION
from analyzer.training.detection import Condition, as_markdown, placed, table
from analyzer.training.file_formats import VOTE_COLUMNS
from analyzer.training.portrait import view
from analyzer.training.through_detector import (
    HEIGHTS,
    as_sent,
    scene,
    shared_area,
    through_detector,
)
from tests.analyzer.pictures import portrait

Pictures = NDArray[np.uint8]


def face() -> Pictures:
    """Return the portrait's face, framed as the training pictures are."""
    grey = np.asarray(cv2.cvtColor(portrait(512, 512), cv2.COLOR_BGR2GRAY), np.uint8)
    return crop(grey, HaarDetector().detect(grey)[0], HaarDetector.framing)


def test_a_scene_is_sent_as_a_browser_would() -> None:
    room, box = scene(face(), 200, np.random.default_rng(0))
    assert room.shape == (480, 640)
    assert box.width * 640 == pytest.approx(200)
    assert decode(as_sent(room)).shape == (240, 320)


class Recording(LiteRTClassifier):
    """The default model, which keeps what it was shown."""

    def __init__(self) -> None:
        super().__init__(weights.model().read())
        self.shown: list[Pictures] = []

    def answers(self, crops: Pictures) -> NDArray[np.float32]:
        self.shown.append(crops)
        return super().answers(crops)


def some(image: Pictures) -> Faces:
    """Return data of one happy face."""
    one = np.array([3], np.uint8)
    return Faces(image[None], one, np.zeros(1, np.uint8), None, "")


def likeness(picture: Pictures) -> float:
    """Return how much a crop is like the face that was pasted, 1 for the same."""
    return float(np.corrcoef(picture.ravel(), face().ravel())[0, 1])


def test_a_region_shows_the_face_better_than_the_whole_frame() -> None:
    recording = Recording()
    rows = through_detector(recording, BlazeFaceDetector.installed(), some(face()))
    assert [row["face_px"] for row in rows] == list(HEIGHTS)
    of_60, _, of_100 = rows[:3]
    assert (of_100["found"], of_100["region"]["found"]) == (1.0, 1.0)
    assert of_100["direct"]["accuracy"] == of_100["region"]["through"]["accuracy"] == 1
    assert of_60["region"]["bytes"] < of_60["bytes"]
    # Four calls a row: direct and through of the whole frame, then of the region.
    _, whole, _, region = recording.shown[8:12]
    assert likeness(region) > likeness(whole)


def test_a_box_found_in_a_region_is_told_in_the_whole_picture() -> None:
    rows = through_detector(Recording(), BlazeFaceDetector.installed(), some(face()))
    # BlazeFace's box covers 0.66 of the pasted picture, wherever it lies.
    assert min(row["region"]["overlap"] for row in rows) > 0.45


def test_an_empty_room_gives_no_figures() -> None:
    rows = through_detector(Recording(), HaarDetector(), some(np.full((48, 48), 170, np.uint8)))
    for row in rows:
        for kind in (row, row["region"]):
            assert (kind["found"], kind["read"], kind["bytes"]) == (0, 0, None)
            assert kind["through"]["accuracy"] is kind["through"]["interval"] is None


class Stubborn:
    """A detector that takes the same part of every frame for a face."""

    framing = HaarDetector.framing

    def __init__(self, box: Box) -> None:
        self._box = box

    def detect(self, grey: Pictures, known: Box | None = None, brief: bool = False) -> list[Face]:
        return [Face(self._box, 1.0)]


CORNER = Box(0, 0, 0.02, 0.02)


def test_a_box_on_something_else_is_not_a_face_found() -> None:
    recording = Recording()
    rows = through_detector(recording, Stubborn(CORNER), some(face()))
    assert [(row["found"], row["elsewhere"]) for row in rows] == [(0, 1)] * len(HEIGHTS)
    # Nobody looks on around what was no face, and nothing of it is read.
    assert {(row["region"]["found"], row["region"]["elsewhere"]) for row in rows} == {(0, 0)}
    assert recording.shown == []


def test_a_box_that_touches_the_face_is_badly_placed_and_not_elsewhere() -> None:
    rows = through_detector(Recording(), Stubborn(Box(0, 0, 1, 1)), some(face()))
    # The whole frame is the box: 60 px of 480 are 2 % of it, 220 px are 16 %.
    told = {(row["found"], row["badly_placed"], row["elsewhere"]) for row in rows}
    assert told == {(0, 1, 0)}


def test_what_the_gate_refuses_is_not_scored() -> None:
    near, far = (Box(0.2, 0.2, side, side * 4 / 3) for side in (60 / 640, 59 / 640))
    grey = decode(as_sent(np.tile(cv2.resize(face(), (160, 160)), (3, 4))))
    read = [gated(grey, [Face(box, 1.0)], Framing(), 320)[1] is not None for box in (near, far)]
    assert read == [True, False]
    recording = Recording()
    rows = through_detector(recording, BlazeFaceDetector.installed(), some(face()))
    of_60, *_, of_220 = rows
    # BlazeFace's box is 0.81 of the pasted side: 60 px are too few, though they are found.
    assert (of_60["region"]["found"], of_60["region"]["read"]) == (1, 0)
    assert of_60["region"]["through"]["accuracy"] is None
    assert of_60["region"]["ungated"]["through"] is not None
    assert (of_220["region"]["found"], of_220["region"]["read"]) == (1, 1)
    assert of_220["region"]["through"]["accuracy"] == of_220["region"]["ungated"]["through"]


def test_the_gate_refuses_what_it_cannot_read() -> None:
    dark = CONDITIONS["light × 0.12"](face())
    assert refused(face()[None]) == 0
    assert refused(np.stack([face(), dark])) == 0.5


class Sure:
    """A model with two heads: the one that pages show is sure of happiness, the other of fear."""

    heads = 2

    def answers(self, crops: Pictures) -> NDArray[np.float32]:
        shown, told = np.full(7, 0.05), np.full(7, 0.05)
        shown[3] = told[2] = 0.7
        return np.tile(np.stack([shown, told]).astype(np.float32), (len(crops), 1, 1))


def test_conditions_tell_of_the_answer_that_pages_show() -> None:
    votes = np.zeros((1, 10), np.uint8)
    votes[0, VOTE_COLUMNS.index("happiness")] = 10
    happy = replace(some(face()), votes=votes)
    found = under_conditions(Sure(), happy, 0.6)  # type: ignore[arg-type]
    assert found.keys() == CONDITIONS.keys()
    row = found["blurred by 1 px"]
    assert (row["accuracy"], row["fer_plus"]["accuracy"], row["uncertain"]) == (0, 1, 0)
    assert row["vote_ece"] == pytest.approx((0.3 + 6 * 0.05) / 7)
    doubted = under_conditions(Sure(), happy, 0.75)  # type: ignore[arg-type]
    assert doubted["blurred by 1 px"]["uncertain"] == 1
    plain = under_conditions(Sure(), some(face()), None)["as it is"]  # type: ignore[arg-type]
    assert plain["fer_plus"] is plain["vote_ece"] is plain["uncertain"] is None


def test_overlap_is_the_shared_area_over_both() -> None:
    assert shared_area(Box(0, 0, 0.5, 0.5), Box(0, 0, 0.5, 0.5)) == pytest.approx(1)
    assert shared_area(Box(0, 0, 0.5, 0.5), Box(0.25, 0, 0.5, 0.5)) == pytest.approx(1 / 3)
    assert shared_area(Box(0, 0, 0.2, 0.2), Box(0.5, 0.5, 0.2, 0.2)) == 0


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
    result = table(load(small_data), count=2, views=4)
    assert result["faces"].keys() == CONDITIONS_OF_DETECTION.keys()
    assert result["n"] == 2
    # Noise is no face, whatever it is pasted into.
    for row in result["faces"]["160 px high"].values():
        assert (row["recall"], row["badly_placed"], row["extra"]) == (0, 0, 0)
        assert row["interval"] == pytest.approx((0, 0.658), abs=0.001)
    assert result["empty"] == 109
    # The portrait's face is there, whatever is pasted elsewhere.
    assert result["portrait"]["160 px high"]["blazeface"]["recall"] == 1
    assert result["views"] == 4
    lines = as_markdown(result).splitlines()
    assert len(lines) == 3 + len(CONDITIONS_OF_DETECTION) + len(result["portrait"])
    assert sum(line.startswith("| portrait, ") for line in lines) == len(result["portrait"])


def test_boxes_beside_the_face_are_counted_and_told_from_bad_ones(
    small_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {"touching": lambda: Stubborn(Box(0, 0, 1, 1)), "beside": lambda: Stubborn(CORNER)}
    monkeypatch.setattr("analyzer.training.detection.BUILDERS", kinds)
    result = table(load(small_data), count=3, views=1)
    touching, beside = result["faces"]["100 px high"].values()
    assert (touching["recall"], touching["badly_placed"], touching["extra"]) == (0, 1, 0)
    assert (beside["recall"], beside["badly_placed"], beside["extra"]) == (0, 0, 3)
    assert (
        "| 100 px high | 0.0% (0% to 56%) | 100.0% | 0 | 0.0% (0% to 56%) | 0.0% | 3 |"
        in as_markdown(result)
    )


@pytest.mark.parametrize("tilt", [0, 30])
def test_a_view_of_the_portrait_has_its_face_where_it_says(tilt: float) -> None:
    random, detector = np.random.default_rng(0), BlazeFaceDetector.installed()
    for side in (100, 200):
        room, place = view(side, tilt, 1.0, random)
        assert room.shape == (480, 640)
        assert place.height * 480 == pytest.approx(side)
        found = max(shared_area(place, face.box) for face in detector.detect(room))
        assert found > 0.5
    dark, _ = view(200, tilt, 0.25, np.random.default_rng(0))
    bright, _ = view(200, tilt, 1.0, np.random.default_rng(0))
    assert dark.mean() == pytest.approx(bright.mean() / 4, abs=1)
