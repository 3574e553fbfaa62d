"""Analyzer.analyze: bytes in, one answer each, in order."""

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer import weights
from analyzer.crops import Framing
from analyzer.pipeline import Analyzer
from analyzer.results import Box, Face
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people

HAPPY = np.array([0.01, 0.01, 0.01, 0.9, 0.02, 0.02, 0.03], np.float32)


class ScriptedDetector:
    """Finds the same faces in every picture."""

    framing = Framing()

    def __init__(self, *boxes: Box) -> None:
        self._faces = [Face(box, 1.0) for box in boxes]

    def detect(
        self, grey: NDArray[np.uint8], known: Box | None = None, brief: bool = False
    ) -> list[Face]:
        return self._faces


class CountingClassifier:
    """Calls everyone happy and remembers the batches it was given."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def classify(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.batches.append(len(crops))
        return np.tile(HAPPY, (len(crops), 1))


def seeing(*boxes: Box) -> Analyzer:
    return Analyzer(ScriptedDetector(*boxes), CountingClassifier(), "test-1", threshold=0.4)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.default()


FACE = Box(0.34, 0.1, 0.19, 0.25)


def test_a_smiling_portrait_is_read_as_happiness(analyzer: Analyzer) -> None:
    [answer] = analyzer.analyze([jpeg(portrait())])
    assert answer.status == "reading"
    assert answer.expression is not None
    assert answer.expression.label == "happiness"
    assert sum(answer.expression.probabilities) == pytest.approx(1)


def test_answers_come_in_the_order_of_the_frames(analyzer: Analyzer) -> None:
    frames = [empty_room(), jpeg(portrait()), b"not a picture", two_people(), jpeg(portrait())]
    statuses = [answer.status for answer in analyzer.analyze(frames)]
    assert statuses == ["no_face", "reading", "rejected", "many_faces", "reading"]


def test_a_batch_reads_as_its_frames_do_alone(analyzer: Analyzer) -> None:
    frames = [jpeg(portrait()), jpeg(portrait()[:, ::-1]), jpeg(portrait(640, 480))]
    together = analyzer.analyze(frames)
    for frame, answer in zip(frames, together, strict=True):
        [alone] = analyzer.analyze([frame])
        assert answer.expression is not None
        assert alone.expression is not None
        assert answer.face == alone.face
        np.testing.assert_allclose(
            answer.expression.probabilities, alone.expression.probabilities, atol=1e-5
        )


def test_no_frames_give_no_answers(analyzer: Analyzer) -> None:
    assert analyzer.analyze([]) == []


def test_one_batch_goes_through_the_classifier() -> None:
    classifier = CountingClassifier()
    Analyzer(ScriptedDetector(FACE), classifier, "test-1").analyze([jpeg(portrait())] * 3)
    assert classifier.batches == [3]


def test_a_rejected_frame_tells_its_reason() -> None:
    whole = jpeg(portrait())
    [cut] = seeing(FACE).analyze([whole[: len(whole) // 3]])
    assert (cut.status, cut.reason, cut.face) == ("rejected", "truncated", None)


def test_a_small_second_face_does_not_stop_the_reading() -> None:
    [answer] = seeing(FACE, Box(0.7, 0.7, 0.05, 0.07)).analyze([jpeg(portrait())])
    assert (answer.status, answer.faces) == ("reading", 2)


def test_a_second_face_of_half_the_size_stops_it() -> None:
    [answer] = seeing(FACE, Box(0.7, 0.5, 0.1, 0.13)).analyze([jpeg(portrait())])
    assert (answer.status, answer.faces, answer.expression) == ("many_faces", 2, None)


def test_a_distant_face_is_too_small() -> None:
    [answer] = seeing(Box(0.4, 0.1, 0.08, 0.1)).analyze([jpeg(portrait())])
    assert (answer.status, answer.reason) == ("poor_quality", "face_too_small")
    assert answer.face is not None


@pytest.mark.parametrize("width", [160, 320, 640])
@pytest.mark.parametrize(("pixels", "too_small"), [(59, True), (61, False)])
def test_sixty_pixels_of_the_cameras_picture_suffice_at_any_width_sent(
    width: int, pixels: int, too_small: bool
) -> None:
    square = Box(0.4, 0.1, pixels / 640, pixels / 480)
    [answer] = seeing(square).analyze([jpeg(portrait(width, width * 3 // 4))])
    assert (answer.reason == "face_too_small") is too_small


@pytest.mark.parametrize("camera", [480, 640, 1280, 1920])
@pytest.mark.parametrize(("short_by", "too_small"), [(1, True), (-1, False)])
def test_a_region_is_judged_by_its_own_pixels(camera: int, short_by: int, too_small: bool) -> None:
    # 60 px suffice from any camera; one of less than 640 px is asked for the same share of it.
    side = min(60, camera * 60 / 640) - short_by
    square = Box(0.3, 0.3, side / 192, side / 192)
    [answer] = seeing(square).analyze([jpeg(portrait(192, 192))], [192 / camera])
    assert (answer.reason == "face_too_small") is too_small


def test_a_frame_of_a_wide_camera_needs_no_larger_face() -> None:
    square = Box(0.4, 0.1, 61 / 1280, 61 / 720)
    [answer] = seeing(square).analyze([jpeg(portrait(1280, 720))])
    assert answer.status == "reading"


def test_shares_are_told_of_every_frame_or_of_none() -> None:
    with pytest.raises(ValueError, match="zip"):
        seeing(FACE).analyze([jpeg(portrait())] * 2, [1.0])


def test_a_dark_face_is_poor_quality_not_neutral() -> None:
    dark = (portrait() * 0.15).astype(np.uint8)
    [answer] = seeing(FACE).analyze([jpeg(dark)])
    assert (answer.status, answer.reason, answer.expression) == ("poor_quality", "too_dark", None)


def test_the_model_names_its_version(analyzer: Analyzer) -> None:
    assert analyzer.model_version == weights.model().version
    assert 0 < analyzer.threshold < 1


@pytest.mark.parametrize(
    ("box", "status"),
    [
        (Box(0.7, 0.4, 0.3, 0.3), "reading"),
        (Box(-0.05, 0.4, 0.3, 0.3), "reading"),
        (Box(0.3, 0.78, 0.3, 0.3), "poor_quality"),
        (Box(0.75, -0.02, 0.35, 0.35), "poor_quality"),
    ],
)
def test_a_face_that_is_cut_off_is_not_read(box: Box, status: str) -> None:
    [answer] = seeing(box).analyze([jpeg(portrait())])
    assert (answer.status, answer.reason) == (status, "" if status == "reading" else "face_cut_off")
    assert answer.face == Face(box, 1.0)
