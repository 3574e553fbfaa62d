"""The frame path under messages that no browser sends; and that the search would find a fault."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.pipeline import Analyzer
from analyzer.results import Analysis
from consult.live import frame_header
from tests.fuzz.mutations import CHANGES, mutant
from tests.fuzz.run import analyzer_of, fuzz, pictures
from tests.fuzz.walk import Answer, wrong


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return analyzer_of()


@pytest.fixture(scope="module")
def cascade() -> Analyzer:
    return analyzer_of("haar")


def test_no_mutant_gives_an_exception_or_the_face_of_another_frame(analyzer: Analyzer) -> None:
    outcome = fuzz(analyzer, 640, seed=2)
    assert outcome.faults == []
    assert outcome.cases == 640
    # It went all the way with some, and not with others.
    assert {"reading", "no_face", "rejected truncated", "rejected bad_region"} <= set(
        outcome.by_answer
    )


def test_no_mutant_sends_the_cascade_after_the_face_of_another_camera(cascade: Analyzer) -> None:
    outcome = fuzz(cascade, 96, seed=2)
    assert (outcome.faults, outcome.cases) == ([], 96)
    assert "reading" in outcome.by_answer


class Leaky:
    """Answers a picture that it cannot decode with what it saw last, as OpenCV 4.10 would."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.model_version = analyzer.model_version

    def analyze(
        self, frames: Sequence[bytes], shares: Sequence[float], streams: Sequence[Hashable]
    ) -> list[Analysis]:
        told: list[Analysis] = []
        for answer in self._analyzer.analyze(frames, shares, streams):
            told.append(told[-1] if told and answer.reason == "truncated" else answer)
        return told


class Falling(Leaky):
    """Cannot stand a damaged picture."""

    def analyze(
        self, frames: Sequence[bytes], shares: Sequence[float], streams: Sequence[Hashable]
    ) -> list[Analysis]:
        told = super().analyze(frames, shares, streams)
        if any(answer.reason == "damaged" for answer in told):
            raise MemoryError
        return told


class Mixing(Leaky):
    """Takes every camera's frames for one camera's."""

    def analyze(
        self, frames: Sequence[bytes], shares: Sequence[float], streams: Sequence[Hashable]
    ) -> list[Analysis]:
        mixed = [name and "everybody" for name in streams]
        return self._analyzer.analyze(frames, shares, mixed)


def test_the_face_of_another_camera_would_be_noticed(cascade: Analyzer) -> None:
    outcome = fuzz(Mixing(cascade), 64, seed=2)  # type: ignore[arg-type]
    assert "beside another camera" in outcome.faults[0]


def test_the_face_of_the_frame_before_would_be_noticed(analyzer: Analyzer) -> None:
    outcome = fuzz(Leaky(analyzer), 128, seed=2)  # type: ignore[arg-type]
    assert outcome.faults
    assert "behind another" in outcome.faults[0]


def test_an_exception_would_be_noticed_and_the_run_goes_on(analyzer: Analyzer) -> None:
    outcome = fuzz(Falling(analyzer), 128, seed=2)  # type: ignore[arg-type]
    assert outcome.cases == 128
    assert "MemoryError" in outcome.faults[0]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("reading", (0.1, 0.1, float("nan"), 0.2), (1.0,)),
        Answer("reading", (1.2, 0.1, 0.1, 0.2), (1.0,)),
        Answer("reading", (0.1, 0.1, 0.1, 0.2), (0.7, 0.7)),
        Answer("reading", (0.1, 0.1, 0.1, 0.2)),
    ],
)
def test_an_answer_that_cannot_be_true_is_named(answer: Answer) -> None:
    assert wrong(answer)
    assert not wrong(Answer("reading", (0.1, 0.1, 0.1, 0.2), (0.4, 0.6)))


def test_a_case_is_made_by_its_seed_alone() -> None:
    made = [mutant(Random("1:7"), pictures()) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0] != mutant(Random("1:8"), pictures())


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_takes_any_bytes(name: str) -> None:
    for data in (b"", b"\xff\xd8\xff", pictures()[0]):
        for number in range(20):
            assert isinstance(CHANGES[name](Random(number), data, b""), bytes)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_a_message_is_a_frame_inside_the_picture_or_says_why_not(message: bytes) -> None:
    taken = read(message)
    if isinstance(taken, str):
        assert taken in ("short_header", "wrong_version", "bad_region", "empty")
        return
    header, jpeg = taken
    assert lies_inside(header.region)
    assert frame_header.pack_frame(header, jpeg) == message


@given(
    st.tuples(*[st.integers(0, 65535)] * 4),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**64 - 1),
    st.binary(min_size=1, max_size=40),
)
@settings(deadline=None)
def test_a_region_is_taken_exactly_where_it_lies_inside_and_is_not_tiny(
    region: tuple[int, int, int, int], seq: int, at: int, jpeg: bytes
) -> None:
    sent = frame_header.FrameHeader(0, region, seq, at)
    expected = (sent, jpeg) if lies_inside(region) else "bad_region"
    assert read(frame_header.pack_frame(sent, jpeg)) == expected


def read(message: bytes) -> tuple[frame_header.FrameHeader, bytes] | str:
    """Return header and picture, or why there are none."""
    try:
        return frame_header.unpack_frame(message)
    except frame_header.BadFrame as error:
        return error.reason


def lies_inside(region: tuple[int, int, int, int]) -> bool:
    """Tell whether a region lies in the picture and a face could lie in it."""
    x, y, width, height = region
    return x + width <= 65535 and y + height <= 65535 and min(width, height) >= 1024
