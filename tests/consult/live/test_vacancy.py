"""A room where nobody sits is searched briefly, and whoever comes back is found in time."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from consult.consultations.models import Participant
from consult.consultations.services.streams import Counters, open_stream
from consult.live.batch_analysis import process_batch
from consult.live.frame_header import WHOLE_PICTURE, FrameHeader, pack_frame
from consult.live.frame_intake import Frame, FrameIntake
from consult.live.frames import shared_analyzer
from consult.live.hub import packed
from consult.live.shared_clock import SharedClock
from consult.live.vacancy import EMPTY_AFTER_MS, THOROUGH_EVERY_MS, Vacancy
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import camera_of, frame, heard, leave, message_of

STEP_MS = 500
"""Between two frames."""
Shown = Callable[[int], bool]
"""Whether a thorough look finds somebody at a time, ms; a brief one never does here."""


def played(
    until_ms: int, shown: Shown, step: int = STEP_MS, stream: int = 0
) -> list[tuple[int, bool, bool]]:
    """Return (time, brief, found) of a camera's frames, each answered before the next one."""
    vacancy, frames = Vacancy(stream), []
    for seq, now in enumerate(range(0, until_ms, step), 1):
        brief = vacancy.brief(seq, now, whole=True)
        found = not brief and shown(now)
        vacancy.answered(seq, "reading" if found else "no_face")
        frames.append((now, brief, found))
    return frames


def empty_for(ms: int) -> Vacancy:
    """Return what is thought of a camera that nobody sat at for so long, frame by frame."""
    vacancy = Vacancy()
    for seq, now in enumerate(range(0, ms + 1, STEP_MS), 1):
        vacancy.brief(seq, now, whole=True)
        vacancy.answered(seq, "no_face")
    return vacancy


def test_nothing_is_left_out_until_nobody_was_there_for_long() -> None:
    frames = played(EMPTY_AFTER_MS + 2 * THOROUGH_EVERY_MS, lambda now: False)
    brief = [now for now, brief, _ in frames if brief]
    assert brief == [30_500, 31_000, 31_500, 32_500, 33_000, 33_500]


@pytest.mark.parametrize("step", [200, 333, 500, 900, 1_500])
@pytest.mark.parametrize("came", range(0, 46_000, 1_100))
def test_whoever_only_a_thorough_look_finds_is_found_in_two_seconds(came: int, step: int) -> None:
    frames = played(60_000, lambda now: now >= came, step, stream=came)
    first = next(now for now, _, found in frames if found)
    assert first - came <= THOROUGH_EVERY_MS + step


def test_rooms_that_emptied_together_are_not_searched_thoroughly_at_once() -> None:
    streams, looks = range(0, THOROUGH_EVERY_MS, 20), Counter[int]()
    for stream in streams:
        frames = played(60_000, lambda now: False, stream=stream)
        assert not any(brief for now, brief, _ in frames if now <= EMPTY_AFTER_MS)
        looks.update(now for now, brief, _ in frames if now > 40_000 and not brief)
    # Of the four frames in two seconds each has a quarter of the looks.
    assert set(looks.values()) == {len(streams) // 4}


def test_the_intake_asks_for_brief_looks_and_hears_the_answers() -> None:
    briefs = [intake_of_an_empty_room(stream, frames=64) for stream in (0, 500)]
    assert briefs == [[False] * 61 + [True] * 3, [False] * 62 + [True] * 2]


def test_whoever_has_been_found_is_never_lost_by_it() -> None:
    frames = played(300_000, lambda now: now >= 45_000 and now % 29_000 < STEP_MS)
    came = next(now for now, _, found in frames if found)
    assert not any(brief for now, brief, _ in frames if now >= came)


def test_a_thorough_look_that_was_dropped_is_taken_anew() -> None:
    vacancy, now = empty_for(EMPTY_AFTER_MS + 2_000), EMPTY_AFTER_MS + 2_500
    while vacancy.brief(100 + now, now, whole=True):
        now += STEP_MS
    vacancy.answered(100 + now, "dropped")
    assert not vacancy.brief(1 + 100 + now, now + 100, whole=True)


def test_what_lies_between_two_far_looks_is_not_known() -> None:
    vacancy = empty_for(EMPTY_AFTER_MS)
    assert vacancy.brief(70, EMPTY_AFTER_MS + 100, whole=True)
    for seq, now in ((71, 600_000), (72, 600_500), (73, 601_000)):
        assert not vacancy.brief(seq, now, whole=True)
        vacancy.answered(seq, "no_face")


def test_a_region_is_always_searched_thoroughly() -> None:
    assert not empty_for(EMPTY_AFTER_MS).brief(70, EMPTY_AFTER_MS + 100, whole=False)


def test_an_answer_that_a_face_has_overtaken_says_nothing() -> None:
    vacancy = empty_for(EMPTY_AFTER_MS)
    assert not vacancy.brief(70, EMPTY_AFTER_MS + 2_000, whole=True)
    vacancy.answered(71, "poor_quality")
    vacancy.answered(70, "no_face")
    assert not vacancy.brief(72, EMPTY_AFTER_MS + 2_500, whole=True)


def test_a_clock_that_goes_back_leaves_nothing_out() -> None:
    assert not empty_for(EMPTY_AFTER_MS).brief(70, 3_000, whole=True)


def intake_of_an_empty_room(stream: int, frames: int) -> list[bool]:
    intake, brief = FrameIntake(rate=2.0, stream=stream), []
    for seq in range(1, frames + 1):
        header = FrameHeader(0, WHOLE_PICTURE, seq, STEP_MS * seq)
        frame = intake.admit(pack_frame(header, b"x"), STEP_MS * seq)
        assert isinstance(frame, Frame)
        brief.append(frame.brief)
        intake.settle(seq, "no_face", "")
    assert intake.counters == Counters(received=frames)
    return brief


@pytest.mark.django_db
def test_a_worker_searches_as_it_is_asked_and_thoroughly_unless_it_is(erin: Participant) -> None:
    stream, told = open_stream(erin), ToldAnalyzer()
    # The second is as a web process of the version before sends it.
    frames = [message_of(stream, 1, b"empty") | {"brief": True}, message_of(stream, 2, b"empty")]
    process_batch(cast("Any", told), frames)
    assert told.brief == [True, False]


def test_a_frame_travels_with_how_it_is_to_be_searched() -> None:
    camera = SimpleNamespace(
        **dict.fromkeys(("stream_id", "participant_id", "consultation_id"), uuid.UUID(int=1)),
        counters=Counters(),
    )
    frame = Frame(1, 0, 0, WHOLE_PICTURE, b"", brief=True)
    assert packed(cast("Any", camera), frame, SharedClock())["brief"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("worker")
async def test_an_empty_room_is_searched_briefly_from_its_socket_to_the_detector(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    # From the first look on, whatever its stream adds.
    monkeypatch.setattr("consult.live.vacancy.EMPTY_AFTER_MS", -3_600_000)
    # However long the machine takes between two frames.
    for limit in ("THOROUGH_EVERY_MS", "GAP_MS"):
        monkeypatch.setattr(f"consult.live.vacancy.{limit}", 3_600_000)
    socket = await camera_of(erin)
    for seq, picture in enumerate((b"empty", b"empty", b"happy", b"empty"), 1):
        await socket.send_to(bytes_data=frame(seq, picture))
        assert (await heard(socket))["seq"] == seq
    await leave(socket)
    assert cast("Any", shared_analyzer()).brief == [False, True, True, False]
