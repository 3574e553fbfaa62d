"""A detector is told where the face was just before, and sees no less by it."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.crops import Framing
from analyzer.faces import HaarDetector
from analyzer.frame import decode
from analyzer.results import Box, Face
from analyzer.tracking import MIDDLE, STALE, WHOLE_EVERY, FaceTracker
from analyzer.training.through_detector import shared_area
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people

Picture = NDArray[np.uint8]
ROOM = np.zeros((240, 320), np.uint8)
HERE = Box(0.4, 0.3, 0.2, 0.25)


class Told:
    """Finds what it is told to, and notes where it was to look first."""

    framing = Framing()

    def __init__(self, *boxes: Box) -> None:
        self.boxes: Sequence[Box] = boxes
        self.asked: list[Box | None] = []

    def detect(self, grey: Picture, known: Box | None = None, brief: bool = False) -> list[Face]:
        self.asked.append(known)
        return [Face(box, 1.0) for box in self.boxes]


def test_a_stream_is_searched_all_over_every_few_frames() -> None:
    told = Told(HERE)
    following = FaceTracker(told, now=lambda: 0.0)
    for _ in range(2 * WHOLE_EVERY):
        following.detect(ROOM, stream="anna")
    assert told.asked == [None, *[HERE] * (WHOLE_EVERY - 1)] * 2


def test_a_stream_of_few_frames_is_searched_all_over_every_few_seconds() -> None:
    clock, told = iter([0.0, 1.5, 3.0, 4.5, 6.0]), Told(HERE)
    following = FaceTracker(told, now=lambda: next(clock))
    for _ in range(5):
        following.detect(ROOM, stream="anna")
    assert told.asked == [None, HERE, HERE, None, HERE]


def test_streams_do_not_know_of_each_other() -> None:
    told = Told(HERE)
    following = FaceTracker(told)
    for stream in ("anna", "boris", None, None):
        following.detect(ROOM, stream=stream)
    assert told.asked == [None] * 4


@pytest.mark.parametrize("boxes", [(), (HERE, Box(0, 0, 0.1, 0.1))])
def test_nobody_and_several_are_looked_for_everywhere(boxes: tuple[Box, ...]) -> None:
    told = Told(*boxes)
    following = FaceTracker(told)
    for _ in range(3):
        following.detect(ROOM, stream="anna")
    assert told.asked == [None] * 3


def test_what_was_seen_long_ago_is_forgotten() -> None:
    clock, told = [0.0], Told(HERE)
    following = FaceTracker(told, now=lambda: clock[0])
    following.detect(ROOM, stream="anna")
    clock[0] = STALE + 0.1
    following.detect(ROOM, stream="anna")
    assert told.asked == [None, None]
    following.detect(ROOM, stream="boris")
    clock[0] = 2 * STALE + 0.2
    following.detect(ROOM, stream="vera")
    assert list(following._seen) == ["vera"]
    clock[0] = 3 * STALE + 0.3
    following.detect(ROOM, 0.5, "wendy")  # A region notes nothing, and forgets as well.
    assert not following._seen


def test_a_region_is_cut_about_its_face_and_the_whole_frame_after_it_looks_for_all() -> None:
    told = Told(HERE)
    following = FaceTracker(told)
    for share in (1.0, 0.3, 1.0, 1.0):
        following.detect(ROOM, share, "anna")
    assert told.asked == [None, MIDDLE, None, HERE]


def sent(x: int, y: int, side: int) -> tuple[Picture, Box]:
    """Return a frame of 320x240 with the portrait's head somewhere in it, and its face's place."""
    head = cv2.resize(portrait(512, 512)[20:220, 125:325], (side, side))
    room = np.full((240, 320, 3), 170, np.uint8)
    room[y : y + side, x : x + side] = head
    face = (45 / 200 * side, 41 / 200 * side, 110 / 200 * side)
    place = Box((x + face[0]) / 320, (y + face[1]) / 240, face[2] / 320, face[2] / 240)
    return decode(jpeg(room)), place


@pytest.mark.parametrize("moved", [(0, 0), (20, -10), (-25, 15), (100, 60), (-70, -40)])
def test_the_cascade_finds_a_face_that_has_moved_near_or_far(moved: tuple[int, int]) -> None:
    haar = HaarDetector()
    before, _ = sent(75, 50, 130)
    [face] = haar.detect(before)
    after, place = sent(75 + moved[0], 50 + moved[1], 130)
    [found] = haar.detect(after, face.box)
    assert shared_area(found.box, place) > 0.5


def test_the_cascade_looks_at_less_where_the_face_is() -> None:
    class Noting(HaarDetector):
        def _found(self, grey: Picture, size: tuple[int, int], least: int) -> list[Box]:
            searched.append(size)
            return super()._found(grey, size, least)

    searched: list[tuple[int, int]] = []
    haar = Noting()
    grey, _ = sent(75, 50, 130)
    [face] = haar.detect(grey)
    assert haar.detect(grey, face.box)
    whole, part = searched
    assert part[0] * part[1] < 0.4 * whole[0] * whole[1]
    assert haar.detect(decode(empty_room()), face.box) == []
    assert searched[-1] == whole


def test_a_second_face_about_the_known_one_is_seen() -> None:
    grey = decode(two_people())
    first, second = HaarDetector().detect(grey)
    between = Box(0.25, 0.1, 0.5, 0.8)
    assert len(HaarDetector().detect(grey, between)) == 2
    assert abs(first.box.x - second.box.x) > 0.3


def test_a_known_face_beyond_the_edge_is_looked_for_everywhere() -> None:
    grey, place = sent(75, 50, 130)
    for known in (
        Box(0.99, 0.99, 0.2, 0.2),
        Box(-0.3, -0.3, 0.2, 0.2),
        Box(0.5, 0.5, 0.001, 0.001),
    ):
        [found] = HaarDetector().detect(grey, known)
        assert shared_area(found.box, place) > 0.5
